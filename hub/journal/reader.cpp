#include "hub/journal/reader.hpp"

#include "hub/journal/files.hpp"
#include "hub/journal/keys_apart.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/snapshot_store.hpp"

namespace paraat::journal {

Result<JournalReader> JournalReader::open(const std::filesystem::path& directory) {
    auto database = Database::open(Paths{directory}.journal().string(), Access::read_only);
    if (!database) return database.error();
    if (auto set = set_up_reader(*database); !set) return set.error();
    if (auto right = check_tables(*database); !right) return right.error();
    auto identity = read_identity(*database);
    if (!identity) return identity.error();
    if (auto attached = attach_keys(*database, Paths{directory}, *identity); !attached) return attached.error();
    auto queries = Queries::prepare(*database, *identity);
    if (!queries) return queries.error();
    return JournalReader(directory, std::move(*database), std::move(*queries));
}

JournalReader::JournalReader(std::filesystem::path directory, Database database, Queries queries)
    : directory_(std::move(directory)), database_(std::move(database)), queries_(std::move(queries)) {}

Result<Head> JournalReader::head() {
    return queries_.head();
}

Result<std::vector<SequencedEvent>> JournalReader::read(Sequence from, std::size_t limit) {
    return queries_.read(from, limit);
}

Result<std::vector<SequencedEvent>> JournalReader::read_subject(std::string_view subject, Sequence after,
                                                                std::size_t limit) {
    return queries_.read_subject(subject, after, limit);
}

Result<std::optional<EventProof>> JournalReader::prove(Sequence sequence) {
    return queries_.prove(sequence);
}

Result<std::optional<PlacedInput>> JournalReader::find_input(std::string_view client, std::string_view kind,
                                                             std::string_view id) {
    return queries_.find_input(client, kind, id);
}

Result<std::vector<InputName>> JournalReader::read_input_names(const InputName& after, std::size_t limit) {
    return queries_.read_input_names(after, limit);
}

Result<std::optional<std::int64_t>> JournalReader::last_client_seq(std::string_view client) {
    return queries_.last_client_seq(client);
}

Result<std::vector<PlacedInput>> JournalReader::read_inputs(std::int64_t after, std::size_t limit) {
    return queries_.read_inputs(after, limit);
}

Result<std::optional<Snapshot>> JournalReader::newest_snapshot() {
    return SnapshotStore(Paths{directory_}.snapshots()).newest(queries_);
}

}  // namespace paraat::journal
