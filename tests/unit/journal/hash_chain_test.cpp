#include "hub/journal/hash_chain.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "hub/journal/memory_journal.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

// The lines `name hex` of the page's worked example.
std::map<std::string, std::string> worked_example() {
    std::istringstream page(read_file(std::string(PARAAT_SOURCE_DIR) + "/docs/formats/journal.md").value_or(""));
    std::map<std::string, std::string> numbers;
    bool within = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("## ")) within = line == "## Worked example";
        std::istringstream words(line);
        std::string name, digits;
        words >> name >> digits;
        if (within && digits.size() >= 32 && digits.find_first_not_of("0123456789abcdef") == std::string::npos) {
            numbers[name] = digits;
        }
    }
    return numbers;
}

std::string bytes_of(const std::string& digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

TEST(HashChain, MatchesTheWorkedExampleOfThePage) {
    auto numbers = worked_example();
    ASSERT_EQ(numbers.size(), 11u);
    std::array<std::uint8_t, 16> generation{};
    const auto id = bytes_of(numbers["origin"]);
    std::copy(id.begin(), id.end(), generation.begin());
    const auto genesis = genesis_hash(Ulid::from_bytes(generation));
    EXPECT_EQ(hex(genesis), numbers["genesis"]);

    const auto open_1 = open_digest(bytes_of(numbers["subject"]), "opened");
    const auto cells = bytes_of(numbers["cells"]);
    EXPECT_EQ(seal_cells(sealed_of({{7, "Jan"}}), bytes_of(numbers["key"])), cells);
    OpenedCells opened;
    EXPECT_FALSE(open_cells(cells, bytes_of(numbers["key"]), CellCheck::commitments_too, opened));
    EXPECT_EQ(opened.sealed, sealed_of({{7, "Jan"}}));
    const auto sealed_1 = cells_digest(cells);
    EXPECT_EQ(hex(open_1), numbers["open_digest_1"]);
    EXPECT_EQ(hex(sealed_1), numbers["sealed_digest_1"]);
    const auto hash_1 = row_hash(genesis, {Sequence{1}, Instant{1763940000000}, 3, 1, open_1, sealed_1});
    EXPECT_EQ(hex(hash_1), numbers["hash_1"]);

    const auto open_2 = open_digest("", "tick");
    EXPECT_EQ(hex(open_2), numbers["open_digest_2"]);
    EXPECT_EQ(hex(no_sealed_part), numbers["sealed_digest_2"]);
    const auto hash_2 = row_hash(hash_1, {Sequence{2}, Instant{1763940000250}, 4, 1, open_2, no_sealed_part});
    EXPECT_EQ(hex(hash_2), numbers["hash_2"]);
}

TEST(HashChain, TellsASubjectFromTheStartOfTheOpenPart) {
    EXPECT_NE(open_digest("a", "b"), open_digest("", "ab"));
}

TEST(MemoryJournal, AnswersAsTheOneOnDisk) {
    Folder folder;
    auto disk = open_in(folder.path());
    MemoryJournal memory(disk->head().generation);
    // Without sealed parts, whose keys differ, even the hashes are the same.
    const std::vector<Entry> batch{entry("r1", 1, {event("one"), event("two", "", "")}), {std::nullopt, {event("t")}}};
    for (Journal* journal : {static_cast<Journal*>(disk.get()), static_cast<Journal*>(&memory)}) {
        EXPECT_EQ(*journal->append(batch), Sequence{3});
        EXPECT_EQ(*journal->find_input("radio-7", "report", "r1"), input("r1", 1));
        EXPECT_EQ(*journal->last_client_seq("radio-7"), 1);
        EXPECT_EQ(journal->read(Sequence{3}, 9)->size(), 1u);
        EXPECT_EQ(journal->read(Sequence{4}, 9)->size(), 0u);
        EXPECT_EQ(*journal->expire_inputs(start + Milliseconds{1}, 9), 1);
    }
    EXPECT_EQ(memory.head().hash, disk->head().hash);
    EXPECT_EQ(*memory.read(Sequence{1}, 9), *disk->read(Sequence{1}, 9));
}

TEST(MemoryJournal, ErasesAsTheOneOnDisk) {
    Folder folder;
    auto disk = open_in(folder.path());
    MemoryJournal memory(disk->head().generation);
    auto noted = event("noted", "", incident_b);
    noted.sealed = sealed_of({{2, "note"}, {4, "because"}});
    const std::vector<Entry> batch{entry("r1", 1, {event("one", "text"), noted}),
                                   {std::nullopt, {event("t", "x", "")}}};
    const Erasure some{incident_b, {1}, {3}, {{3, {4, 7}}}}, rest{"", {1}, {3}, {}};
    for (Journal* journal : {static_cast<Journal*>(disk.get()), static_cast<Journal*>(&memory)}) {
        ASSERT_TRUE(journal->append(batch));
        ASSERT_TRUE(journal->save_snapshot({Sequence{2}, "state", "bytes"}));
        EXPECT_EQ(journal->order({{{incident_b, {1}, {4}, {}}}}).error().code, "erasure_wrong");
        EXPECT_EQ(erase(*journal, some).fields, 1);
        EXPECT_EQ(erase(*journal, rest).fields, 1);
        EXPECT_EQ(journal->find_input("radio-7", "report", "r1")->value().normalised.find("normalised"),
                  std::string::npos);
        EXPECT_EQ(*journal->newest_snapshot(), std::nullopt);
    }
    const auto left = *memory.read(Sequence{1}, 9);
    EXPECT_EQ(left, *disk->read(Sequence{1}, 9));
    EXPECT_EQ(left[1].event.sealed, sealed_of({{2, "note"}}));
    EXPECT_EQ(left[1].erased_fields, std::vector<std::uint16_t>{4});
    EXPECT_EQ(left[2].sealed, SealedPart::erased);
}

TEST(MemoryJournal, FailsOnDemandAndKeepsNothingOfThatBatch) {
    MemoryJournal journal(Ulid{});
    journal.fail_next_append();
    EXPECT_FALSE(append_one(journal, entry("r1", 1, {event("one")})));
    EXPECT_FALSE(append_one(journal, entry("r2", 2, {event("two")})));
    journal.reopen();
    EXPECT_EQ(journal.head().sequence, Sequence{0});
    EXPECT_TRUE(append_one(journal, entry("r1", 1, {event("one")})));
}

}  // namespace
}  // namespace paraat::journal
