#pragma once

#include <filesystem>
#include <memory>

#include "hub/journal/queries.hpp"

namespace paraat::journal {

// Reads what is committed, over a connection of its own that cannot write. Owned and used by one thread (the reader,
// or the core's for dedup); the writer goes on meanwhile. Each call is one short read of its own, so it never holds
// the log open between calls. Pages end when empty.
class JournalReader {
public:
    // The journal must exist.
    static Result<JournalReader> open(const std::filesystem::path& directory);

    Result<Head> head();
    Result<std::vector<SequencedEvent>> read(Sequence from, std::size_t limit);
    // The events of one subject after `after`, ascending.
    Result<std::vector<SequencedEvent>> read_subject(std::string_view subject, Sequence after, std::size_t limit);
    Result<std::optional<PlacedInput>> find_input(std::string_view client, std::string_view kind, std::string_view id);
    Result<std::optional<std::int64_t>> last_client_seq(std::string_view client);
    // Nullopt when there is no such event.
    Result<std::optional<EventProof>> prove(Sequence sequence);
    // Inputs after a position, in the order of storing.
    Result<std::vector<PlacedInput>> read_inputs(std::int64_t after, std::size_t limit);
    Result<std::vector<InputName>> read_input_names(const InputName& after, std::size_t limit);
    // The newest whole one of this journal.
    Result<std::optional<Snapshot>> newest_snapshot();

private:
    JournalReader(std::filesystem::path directory, Database database, Queries queries);

    std::filesystem::path directory_;
    Database database_;
    Queries queries_;
};

}  // namespace paraat::journal
