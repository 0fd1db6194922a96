#include "hub/journal/snapshot_store.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <sstream>

#include "hub/base/digest.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kept = 2;
constexpr std::size_t head_most = 4'096;  // bytes of the lines before those of the state

struct Loaded {
    Snapshot snapshot;
    Sha256 hash{};
};

// Five lines, then the bytes: `paraat snapshot 1`, the sequence, the chain's hash there, the version, the SHA-256 over
// all the rest. These are the five.
std::string head_of(const Snapshot& snapshot, std::string_view hash) {
    const std::string named =
        std::to_string(snapshot.sequence.value) + "\n" + std::string(hash) + "\n" + snapshot.version + "\n";
    return "paraat snapshot 1\n" + named + hex(sha256({named, snapshot.bytes})) + "\n";
}

std::optional<Loaded> parse(std::string text) {
    Snapshot snapshot;
    std::istringstream lines(text.substr(0, head_most));
    std::string title, sequence, chain, digest;
    if (!std::getline(lines, title) || !std::getline(lines, sequence) || !std::getline(lines, chain) ||
        !std::getline(lines, snapshot.version) || !std::getline(lines, digest)) {
        return std::nullopt;
    }
    if (sequence.empty() || sequence.size() > 18 || sequence.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    snapshot.sequence = Sequence{std::stoll(sequence)};
    const auto hash = digest_from_hex(chain);
    const auto header = title.size() + sequence.size() + chain.size() + snapshot.version.size() + digest.size() + 5;
    if (!hash || header > text.size()) return std::nullopt;
    const std::string head = text.substr(0, header);
    text.erase(0, header);
    snapshot.bytes = std::move(text);
    if (head_of(snapshot, chain) != head) return std::nullopt;
    return Loaded{std::move(snapshot), *hash};
}

std::optional<Loaded> load(const fs::path& path) {
    auto text = read_file(path);
    return text ? parse(std::move(*text)) : std::nullopt;
}

SnapshotFile described(const fs::path& path, const std::optional<Loaded>& loaded) {
    SnapshotFile file{path, loaded.has_value(), {}, {}};
    if (loaded) file.sequence = loaded->snapshot.sequence;
    if (loaded) file.hash = loaded->hash;
    return file;
}

}  // namespace

Result<void> SnapshotStore::save(const Snapshot& snapshot, const Sha256& hash) {
    if (auto made = make_private_directory(directory_); !made) return made;
    // Fixed width, so that the order of names is the order of sequences.
    char name[40];
    std::snprintf(name, sizeof name, "%019lld.snapshot", static_cast<long long>(snapshot.sequence.value));
    if (auto saved = replace_file(directory_ / name, head_of(snapshot, hex(hash)) + snapshot.bytes); !saved)
        return saved;
    const auto all = files();
    std::error_code ignored;
    for (std::size_t i = kept; i < all.size(); ++i) fs::remove(all[i], ignored);
    // Asked after it is there: whoever says meanwhile that it may not be sees it, or is seen.
    if (snapshot.sequence.value < *first_kept_) fs::remove(directory_ / name, ignored);
    return {};
}

void SnapshotStore::remove_before(Sequence sequence) {
    *first_kept_ = std::max(sequence.value, first_kept_->load());
    std::error_code ignored;
    for (const auto& path : files()) {
        const std::string stem = path.stem().string();
        std::int64_t named = 0;
        const auto [end, failed] = std::from_chars(stem.data(), stem.data() + stem.size(), named);
        if (failed == std::errc{} && named < sequence.value) fs::remove(path, ignored);
    }
}

Result<std::optional<Snapshot>> SnapshotStore::newest(Queries& queries) const {
    for (const auto& path : files()) {
        auto loaded = load(path);
        if (!loaded) continue;
        auto ours = queries.hash_of(loaded->snapshot.sequence);
        if (!ours) return ours.error();
        if (*ours && **ours == loaded->hash) return std::optional<Snapshot>(std::move(loaded->snapshot));
    }
    return std::optional<Snapshot>{};
}

Result<SnapshotStore::Survey> SnapshotStore::survey(Queries& queries) const {
    Survey survey;
    for (const auto& path : files()) {
        auto loaded = load(path);
        auto bad = unusable({described(path, loaded)}, queries);
        if (!bad) return bad.error();
        for (auto& one : *bad) survey.unusable.push_back(std::move(one));
        if (bad->empty() && !survey.newest) survey.newest = std::move(loaded->snapshot);
    }
    return survey;
}

std::vector<SnapshotFile> SnapshotStore::look() const {
    std::vector<SnapshotFile> found;
    for (const auto& path : files()) {
        auto loaded = load(path);
        // The hub may have replaced it by a newer one meanwhile.
        if (!loaded && !fs::exists(path)) continue;
        found.push_back(described(path, loaded));
    }
    return found;
}

Result<std::vector<UnusableSnapshot>> unusable(const std::vector<SnapshotFile>& files, Queries& queries) {
    std::vector<UnusableSnapshot> found;
    for (const auto& file : files) {
        if (!file.is_whole) {
            found.push_back({file.path, file.path.filename().string() + " is damaged", false});
            continue;
        }
        auto ours = queries.hash_of(file.sequence);
        if (!ours) return ours.error();
        if (*ours && **ours == file.hash) continue;
        found.push_back({file.path, file.path.filename().string() + " holds events that this journal does not", true});
    }
    return found;
}

std::vector<fs::path> SnapshotStore::files() const {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator entry(directory_, failed), end; !failed && entry != end; entry.increment(failed)) {
        if (entry->path().extension() == ".snapshot") found.push_back(entry->path());
    }
    std::sort(found.rbegin(), found.rend());
    return found;
}

}  // namespace paraat::journal
