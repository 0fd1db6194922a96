#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "hub/journal/sealed_cells.hpp"
#include "hub/journal/sqlite_journal.hpp"

namespace paraat::journal {

constexpr Instant start{1763940000000};
inline const std::string incident_a(16, 'a');
inline const std::string incident_b(16, 'b');

// A folder of its own, gone with the object.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "paraat-journal-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// The same bytes at each call, so that two journals of the same entries are the same.
inline Chance counting_chance() {
    return [next = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
        for (auto& byte : bytes) byte = next++;
    };
}

inline SqliteOptions options_in(const std::filesystem::path& directory) {
    return {directory, 0, 0, counting_chance()};
}

inline std::unique_ptr<SqliteJournal> open_in(const std::filesystem::path& directory) {
    auto journal = SqliteJournal::open(options_in(directory), start);
    EXPECT_TRUE(journal) << (journal ? "" : journal.error().message);
    return journal ? std::move(*journal) : nullptr;
}

inline void close(SqliteJournal& journal) {
    auto closed = journal.close();
    EXPECT_TRUE(closed) << closed.error().message;
}

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// What a person with a database program, or a failing disk, does to a stopped journal.
inline void change(const std::filesystem::path& directory, const char* sql) {
    auto database = Database::open((directory / "journal.db").string(), Access::read_write);
    ASSERT_TRUE(database);
    auto done = database->execute(sql);
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_TRUE(database->checkpoint(Checkpoint::truncate));
}

// A sealed part of these fields.
inline std::string sealed_of(const std::vector<std::pair<std::uint16_t, std::string>>& fields) {
    std::string sealed;
    for (const auto& [number, bytes] : fields) append_field(sealed, {number, bytes});
    return sealed;
}

// Its sealed text is field 7.
inline StoredEvent event(std::string open, const std::string& text = "", std::string subject = incident_a) {
    return {start, 3, 1, std::move(subject), std::move(open), text.empty() ? "" : sealed_of({{7, text}})};
}

// Orders it and carries it out, bite by bite.
inline ErasureProgress erase(Journal& journal, const Erasure& erasure, std::size_t most_events = 1'000) {
    ErasureProgress all;
    const auto ordered = journal.order({&erasure, 1});
    EXPECT_TRUE(ordered) << ordered.error().message;
    while (ordered && !all.is_done) {
        const auto bite = journal.carry_out_erasures(most_events);
        EXPECT_TRUE(bite) << bite.error().message;
        if (!bite) break;
        all = {all.events + bite->events, all.fields + bite->fields, bite->is_done};
    }
    return all;
}
inline Erasure all_of(Sequence first, Sequence last) {
    return {std::nullopt, first, last, {}};
}

inline InputRow input(std::string id, std::int64_t client_seq) {
    return {"radio-7",    "report", std::move(id), sha256("payload"), start,
            "normalised", "",       true,          "receipt",         client_seq};
}

inline Entry entry(std::string id, std::int64_t client_seq, std::vector<StoredEvent> events) {
    return {input(std::move(id), client_seq), std::move(events)};
}

inline Result<Sequence> append_one(Journal& journal, Entry one) {
    return journal.append({&one, 1});
}

// A closed journal of three events, two of them sealed.
inline void make_small(const std::filesystem::path& directory) {
    auto journal = open_in(directory);
    ASSERT_TRUE(append_one(*journal, entry("r1", 1, {event("opened", "Jan"), event("assigned", "", incident_b)})));
    ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("closed", "Piet", "")}}));
    close(*journal);
}

// Runs `work` in a process that then dies without closing anything: its log and its mark stay.
template <class Work>
void die_after(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(::testing::Test::HasFailure() ? 1 : 0);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
}

inline std::string refusal_of(const std::filesystem::path& directory) {
    auto opened = SqliteJournal::open(options_in(directory), start);
    return opened ? "" : opened.error().code;
}

}  // namespace paraat::journal
