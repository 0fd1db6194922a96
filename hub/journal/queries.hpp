#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/erasure.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// What an input is known by.
struct InputName {
    std::string client;
    std::string kind;
    std::string id;
};

// What can be asked of a journal's file, over a connection that the owner keeps alive. Used by the writer, by readers
// and by verify. Nothing damaged is handed out: each event is held against its predecessor's hash and each sealed part,
// input and counter against its digest, as it is read; what differs is an Error "journal_damaged".
class Queries {
public:
    static Result<Queries> prepare(Database& database, const Identity& identity);

    Result<Head> head();
    Result<std::vector<SequencedEvent>> read(Sequence from, std::size_t limit);
    Result<std::vector<SequencedEvent>> read_subject(std::string_view subject, Sequence after, std::size_t limit);
    // Hands over at most `limit` events after `at`, which then stands at the last one. At a damaged one it ends with an
    // Error, and `at` stands before it.
    using TakeEvent = std::function<void(SequencedEvent)>;
    Result<void> follow(Head& at, std::size_t limit, const TakeEvent& take);
    // The same for who only wants to know that they are whole, and that each key is the one that sealed.
    struct Checked {
        std::int64_t events = 0;
        std::int64_t sealed_parts = 0;
        std::int64_t erased_parts = 0;
        std::int64_t sealed_fields = 0;
        std::int64_t erased_fields = 0;
    };
    Result<void> check(Head& at, std::size_t limit, Checked& checked);
    // Nullopt when there is no such event.
    Result<std::optional<EventProof>> prove(Sequence sequence);
    // The stored hash of the row, for 0 what the chain begins with; nullopt when there is no such row.
    Result<std::optional<Sha256>> hash_of(Sequence sequence);

    Result<std::optional<PlacedInput>> find_input(std::string_view client, std::string_view kind, std::string_view id);
    Result<std::vector<PlacedInput>> read_inputs(std::int64_t after, std::size_t limit);
    // How many of those after `after` and up to `last` are whole, at most `limit`; `after` then stands at the newest
    // of them.
    Result<std::int64_t> check_inputs(std::int64_t& after, std::int64_t last, std::size_t limit);
    // The position of the newest; 0 when there is none.
    Result<std::int64_t> last_position();
    // In the order of client, kind and id, those after the given one.
    Result<std::vector<InputName>> read_input_names(const InputName& after, std::size_t limit);
    Result<std::optional<std::int64_t>> last_client_seq(std::string_view client);

    const Identity& identity() const { return identity_; }

private:
    Queries(const Identity& identity, std::vector<Statement> statements)
        : identity_(identity), statements_(std::move(statements)) {}
    template <class Take>
    Result<void> go_through(Head& at, std::size_t limit, Take take);
    enum Place : std::size_t { newest, by_seq, by_subject, hash, input_by_id, inputs, client, input_names, last_input };
    Statement& statement(Place place) { return statements_[place]; }
    Identity identity_;
    std::vector<Statement> statements_;
};

}  // namespace paraat::journal
