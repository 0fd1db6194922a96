#include "hub/app/fresh_ids.hpp"
#include "hub/app/kept_rules.hpp"
#include "hub/journal/erasures_file.hpp"
#include "hub/journal/expected_head.hpp"
#include "hub/journal/hash_chain.hpp"
#include "hub/journal/sealed_cells.hpp"
#include "hub/journal/snapshot_store.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

// The files beside the journal: as they come, and what the hub wrote with some of its bytes flipped.
namespace paraat::fuzz {
namespace {

using journal::ExpectedHead;
using journal::Paths;

bool is_same_head(const ExpectedHead& one, const ExpectedHead& other) {
    return one.sequence == other.sequence && one.hash == other.hash;
}

ExpectedHead head_at(std::int64_t sequence) {
    return {{sequence}, sha256(std::to_string(sequence))};
}

// The newest of the file; nullopt when it is refused.
std::optional<ExpectedHead> head_in(const Paths& paths, std::string_view bytes) {
    write_file(paths.expected_head(), bytes);
    const auto head = journal::read_expected_head(paths);
    if (!head) {
        check_error(head.error());
        return std::nullopt;
    }
    promise(head->has_value(), "a file that is there says something");
    return **head;
}

void check_head(const Paths& paths, std::string_view input, const Damage& damage) {
    if (const auto head = head_in(paths, input)) {
        promise(journal::write_expected_head(paths, *head).has_value(), "a head is written");
        const auto again = journal::read_expected_head(paths);
        promise(again && *again && is_same_head(**again, *head), "a head is the same, written and read again");
    }
    const ExpectedHead older = head_at(41);
    const ExpectedHead newer = head_at(42);
    promise(journal::write_expected_head(paths, older).has_value(), "a head is written");
    auto file = journal::ExpectedHeadFile::open(paths);
    promise(file && file->write(newer).has_value(), "the next head is written");
    const std::string whole = read_file(paths.expected_head()).value_or("");
    const auto left = head_in(paths, damage.on(whole));
    promise(!left || is_same_head(*left, older) || is_same_head(*left, newer),
            "a damaged file says nothing that was not written");
}

void check_snapshot(const Paths& paths, std::string_view input, const Damage& damage) {
    journal::SnapshotStore store(paths.snapshots());
    const Sha256 hash = sha256("chain");
    const journal::Snapshot snapshot{{7}, "state 1", std::string(input)};
    promise(store.save(snapshot, hash).has_value(), "a snapshot is written");
    const auto kept = store.look();
    promise(kept.size() == 1 && kept[0].is_whole && kept[0].sequence == snapshot.sequence && kept[0].hash == hash,
            "a snapshot is the same, written and read again");
    const std::string whole = read_file(kept[0].path).value_or("");
    for (const std::string& bytes : {damage.on(whole), std::string(input)}) {
        write_file(kept[0].path, bytes);
        const auto found = store.look();
        promise(found.size() == 1 && found[0].path == kept[0].path, "a snapshot's file is seen");
        promise(bytes != whole || found[0].is_whole, "what is as it was written is whole");
        promise(!found[0].is_whole || bytes.starts_with("paraat snapshot 1\n"), "a whole one begins as one");
    }
    write_file(kept[0].path, damage.on(whole));
    promise(damage.on(whole) == whole || !store.look()[0].is_whole, "a damaged snapshot is not whole");
}

journal::OrderedErasure order_of(std::int64_t last) {
    return {{std::string(16, 's'), {1}, {last}, {{2, {7, 15}}, {22, {}}}}, Instant{last}, sha256("chain"), {last}};
}

// The orders of the file; nullopt when it is refused.
std::optional<std::vector<journal::ErasureLine>> orders_in(const Paths& paths, std::string_view bytes) {
    write_file(paths.erasures(), bytes);
    const auto file = journal::ErasuresFile::read(paths);
    if (file) return file->lines();
    check_error(file.error());
    return std::nullopt;
}

void check_erasures(const Paths& paths, std::string_view input, const Damage& damage) {
    static_cast<void>(orders_in(paths, input));
    if (const auto line = journal::read_erasure_line(input)) {
        const auto again = journal::read_erasure_line(journal::text_of(*line));
        promise(again && again->ordered == line->ordered && again->origin == line->origin,
                "an order is the same, written and read again");
    }
    write_file(paths.erasures(), "");
    auto file = journal::ErasuresFile::read(paths);
    const journal::OrderedErasure written[] = {order_of(41), order_of(42)};
    promise(file && file->append(Ulid{}, written).has_value(), "orders are written");
    const std::string whole = read_file(paths.erasures()).value_or("");
    const auto left = orders_in(paths, damage.on(whole));
    promise(!left || left->size() <= 2, "a damaged file orders no more");
    for (std::size_t i = 0; left && i < left->size(); ++i) {
        promise((*left)[i].ordered == written[i], "a damaged file orders nothing that was not written");
    }
}

void check_cells(std::string_view input, const Damage& damage) {
    using journal::open_cells;
    journal::OpenedCells nothing;
    static_cast<void>(open_cells(input, std::string(64, 'k'), journal::CellCheck::opening, nothing));
    const auto count = journal::count_fields(input);
    if (!count || *count == 0) return;
    const std::string keys(*count * journal::field_key_bytes, 'k');
    const std::string cells = journal::seal_cells(input, keys);
    journal::OpenedCells opened, harmed;
    promise(!open_cells(cells, keys, journal::CellCheck::commitments_too, opened), "cells open with their keys");
    promise(opened.kept == *count && journal::count_fields(opened.sealed) == count, "each field is there again");
    const std::string damaged = damage.on(cells);
    const bool is_refused = open_cells(damaged, keys, journal::CellCheck::commitments_too, harmed).has_value();
    // A number may change and all open: that is for the chain to notice, which covers the cells.
    promise(is_refused || harmed.kept == *count, "damaged cells do not open to fewer");
}

void check_site_key(const Paths& paths, std::string_view input) {
    write_file(paths.site_key(), input);
    const auto key = app::load_site_key(paths.site_key());
    promise(key.has_value() == (input.size() == 32), "a site key has 32 bytes");
    promise(!key || *key == input, "a site key is what was written");
    if (!key) check_error(key.error());
}

void check_kept_rules(const Paths& paths, std::string_view input, const Damage& damage) {
    const app::KeptRules kept(paths.rules());
    rules::RuleFiles files;
    files.texts = {{"1.toml", std::string(input)}};
    const std::string version = rules::version_of(files);
    promise(kept.keep(version, files).has_value(), "rules are written");
    const auto read = kept.read(version, nullptr);
    promise(read && read->files.texts.size() == 1 && read->files.texts[0].second == input,
            "rules are the same, written and read again");
    const std::string damaged = damage.on(std::string(input));
    write_file(kept.folder_of(version) / "1.toml", damaged);
    promise(damaged == input || !kept.read(version, nullptr), "damaged rules are not taken for those that decided");
}

}  // namespace

void side_file(std::string_view input) {
    const Damage damage(input);
    const Paths paths{scratch_folder()};
    input.remove_prefix(std::min(input.size(), Damage::size));
    check_head(paths, input, damage);
    check_snapshot(paths, input, damage);
    check_erasures(paths, input, damage);
    check_cells(input, damage);
    check_site_key(paths, input);
    check_kept_rules(paths, input, damage);
}

}  // namespace paraat::fuzz
