#include "hub/journal/eraser.hpp"

#include <algorithm>

#include "hub/journal/event_row.hpp"
#include "hub/journal/hash_chain.hpp"
#include "hub/journal/sealed_cells.hpp"

namespace paraat::journal {
namespace {

// So that a bite takes milliseconds, however little of what it looks at is to go.
constexpr std::int64_t looked_at_for_each = 16;

// With zeros for the keys of these fields.
std::string keys_left(std::string_view cells, std::string_view keys, const std::set<std::uint16_t>& fields,
                      std::int64_t& gone) {
    std::string left(keys);
    for (std::size_t at = 0; at + field_key_bytes <= left.size(); at += field_key_bytes) {
        const auto cell = take_cell(cells);
        if (!cell) break;
        if (!is_erased(fields, cell->number) || is_destroyed(keys.substr(at, field_key_bytes))) continue;
        left.replace(at, field_key_bytes, field_key_bytes, '\0');
        ++gone;
    }
    return left;
}

// Whether or not their keys are there.
bool has_cell_of(std::string_view cells, const std::set<std::uint16_t>& fields) {
    while (const auto cell = take_cell(cells)) {
        if (is_erased(fields, cell->number)) return true;
    }
    return false;
}

// One that is not made of fields goes with any.
bool has_any_of(std::string_view sealed, const std::set<std::uint16_t>& fields) {
    while (!sealed.empty()) {
        const auto field = take_field(sealed);
        if (!field || is_erased(fields, field->number)) return true;
    }
    return false;
}

std::string zeros(std::size_t count) {
    return std::string(count, '\0');
}

}  // namespace

Result<Eraser> Eraser::on(Database& database, const Identity& identity) {
    const std::string schema = identity.keys == KeyPlace::apart ? keys_apart_schema : "main";
    const std::string scan = "SELECT event.seq, event.at, event.kind, sealed.salt, sealed.sealed, " +
                             keys_column(identity.keys) + ", event.subject FROM event " + join_sealed(identity.keys) +
                             "WHERE ";
    const std::string within = "event.seq BETWEEN ? AND ? ORDER BY event.seq LIMIT ?";
    const bool has_keys = identity.keys != KeyPlace::none;
    const std::string input =
        "SELECT position, first_seq, events, client, kind, id, payload_hash, at, normalised, "
        "original, receipt, client_seq FROM input WHERE position <= ? ORDER BY position DESC "
        "LIMIT 1";
    std::vector<Statement> made;
    // In the order of Place.
    for (const std::string& text : {
             scan + "event.subject = ? AND " + within,
             scan + "event.subject IS NULL AND " + within,
             scan + within,
             has_keys ? "UPDATE " + schema + ".field_key SET keys = ? WHERE seq = ?" : std::string("SELECT ?, ?"),
             std::string("UPDATE sealed SET salt = ?, sealed = ? WHERE seq = ?"),
             input,
             std::string("UPDATE input SET normalised = ?, original = ?, digest = ? WHERE position = ?"),
             std::string("SELECT coalesce(max(position), 0) FROM input"),
         }) {
        auto statement = Statement::prepare(database, text);
        if (!statement) return statement.error();
        made.push_back(std::move(*statement));
    }
    return Eraser(identity.cells_from, std::move(made));
}

Result<void> Eraser::bite(const OrderedErasure& order, Sequence& from, std::size_t most_events,
                          ErasureProgress& progress) {
    const auto found = look(order, from, most_events);
    if (!found) return found.error();
    for (const Found& one : *found) {
        if (auto done = destroy(one); !done) return done;
        const auto is_blanked = blank_input_of(one.sequence);
        if (!is_blanked) return is_blanked.error();
        progress.events += one.fields > 0 || *is_blanked ? 1 : 0;
        progress.fields += one.fields;
    }
    return {};
}

void Eraser::know(const OrderedErasure& order) {
    if (order.erasure.first < cells_from_) known_[order.erasure.subject].push_back(order);
}

// Of a row of a scan.
bool Eraser::are_all_ordered(const Statement& row) const {
    const Sequence sequence{row.integer(0)};
    const Instant at{row.integer(1)};
    const auto kind = static_cast<std::uint16_t>(row.integer(2));
    const auto is_ordered = [&](const std::optional<std::string>& subject, std::uint16_t number) {
        const auto orders = known_.find(subject);
        if (orders == known_.end()) return false;
        return std::any_of(orders->second.begin(), orders->second.end(), [&](const OrderedErasure& one) {
            if (sequence < one.erasure.first || one.erasure.last < sequence || at > one.until) return false;
            const auto* fields = fields_erased_of(one.erasure, kind);
            return fields != nullptr && is_erased(*fields, number);
        });
    };
    const std::string subject(row.is_null(6) ? std::string_view{} : row.view(6));
    for (std::string_view sealed = row.view(4); !sealed.empty();) {
        const auto field = take_field(sealed);
        if (!field) return true;
        if (!is_ordered(subject, field->number) && !is_ordered(std::nullopt, field->number)) return false;
    }
    return true;
}

Statement& Eraser::start_scan(const Erasure& erasure, Sequence from, std::int64_t limit) {
    if (!erasure.subject) {
        auto& rows = statement(Place::any);
        rows.start(from.value, erasure.last.value, limit);
        return rows;
    }
    if (erasure.subject->empty()) {
        auto& rows = statement(Place::without_subject);
        rows.start(from.value, erasure.last.value, limit);
        return rows;
    }
    auto& rows = statement(Place::by_subject);
    rows.start(Blob{*erasure.subject}, from.value, erasure.last.value, limit);
    return rows;
}

Result<std::vector<Eraser::Found>> Eraser::look(const OrderedErasure& order, Sequence& from, std::size_t most_events) {
    const std::int64_t limit = static_cast<std::int64_t>(most_events) * looked_at_for_each;
    auto& rows = start_scan(order.erasure, from, limit);
    std::vector<Found> all;
    std::int64_t looked_at = 0;
    while (all.size() < most_events) {
        auto more = rows.next();
        if (!more) return more.error();
        if (!*more) {
            if (looked_at < limit) from = Sequence{order.erasure.last.value + 1};
            return all;
        }
        ++looked_at;
        Found found;
        found.sequence = Sequence{rows.integer(0)};
        from = Sequence{found.sequence.value + 1};
        const auto* fields = fields_erased_of(order.erasure, static_cast<std::uint16_t>(rows.integer(2)));
        const bool has_sealed = !rows.is_null(4) && !rows.view(4).empty();
        if (fields == nullptr || !has_sealed || Instant{rows.integer(1)} > order.until) continue;
        found.is_whole_part = found.sequence < cells_from_;
        if (!found.is_whole_part) {
            // Its input is to go also where its keys went before, or stand elsewhere.
            if (!has_cell_of(rows.view(4), *fields)) continue;
            found.left = keys_left(rows.view(4), rows.view(5), *fields, found.fields);
        } else {
            if (is_destroyed(rows.view(3)) || !has_any_of(rows.view(4), *fields)) continue;
            found.fields = are_all_ordered(rows) ? 1 : 0;
            found.left = zeros(rows.view(4).size());
        }
        all.push_back(std::move(found));
    }
    rows.done();
    return all;
}

Result<void> Eraser::destroy(const Found& found) {
    if (found.fields == 0) return {};
    if (!found.is_whole_part) return statement(Place::key).run(Blob{found.left}, found.sequence.value);
    return statement(Place::whole_part).run(Blob{zeros(sizeof(Sha256))}, Blob{found.left}, found.sequence.value);
}

// Positions and first events both ascend, so the input of an event is found by halving. An input that has expired, or
// of an event that came of none, is not there.
Result<bool> Eraser::blank_input_of(Sequence sequence) {
    auto& last = statement(Place::last_input);
    last.start();
    auto there = last.next();
    if (!there) return there.error();
    std::int64_t low = 0, high = *there ? last.integer(0) : 0;
    last.done();
    auto& rows = statement(Place::input_at);
    while (low < high) {
        const std::int64_t middle = low + (high - low + 1) / 2;
        rows.start(middle);
        auto found = rows.next();
        if (!found) return found.error();
        const bool is_later = *found && rows.integer(1) > sequence.value;
        high = is_later ? rows.integer(0) - 1 : high;
        low = is_later ? low : middle;
        rows.done();
    }
    rows.start(low);
    auto found = rows.next();
    if (!found) return found.error();
    if (!*found) return false;
    const std::int64_t first = rows.integer(1), count = rows.integer(2);
    const bool is_blank = is_destroyed(rows.view(8)) && is_destroyed(rows.view(9));
    const std::string normalised = zeros(rows.view(8).size()), original = zeros(rows.view(9).size());
    const Sha256 digest =
        input_digest({rows.view(3), rows.view(4), rows.view(5), rows.view(6), normalised, original, rows.view(10),
                      Instant{rows.integer(7)}, rows.integer(11), Sequence{first}, count});
    const std::int64_t position = rows.integer(0);
    rows.done();
    if (is_blank || sequence.value < first || sequence.value >= first + count) return false;
    const auto blanked =
        statement(Place::blank_input).run(Blob{normalised}, Blob{original}, Blob{as_text(digest)}, position);
    if (!blanked) return blanked.error();
    return true;
}

}  // namespace paraat::journal
