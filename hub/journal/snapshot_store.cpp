#include "hub/journal/snapshot_store.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "hub/base/digest.hpp"
#include "hub/journal/files.hpp"

namespace paraat::journal {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kept = 2;

// Four lines, then the bytes: `paraat snapshot 1`, the sequence, the version, the SHA-256 over all the rest.
std::string text_of(const Snapshot& snapshot) {
    const std::string named = std::to_string(snapshot.sequence.value) + "\n" + snapshot.version + "\n";
    return "paraat snapshot 1\n" + named + hex(sha256({named, snapshot.bytes})) + "\n" + snapshot.bytes;
}

std::optional<Snapshot> parse(const std::string& text) {
    Snapshot snapshot;
    std::istringstream lines(text);
    std::string title, sequence, digest;
    if (!std::getline(lines, title) || !std::getline(lines, sequence) || !std::getline(lines, snapshot.version) ||
        !std::getline(lines, digest)) {
        return std::nullopt;
    }
    if (sequence.empty() || sequence.size() > 18 || sequence.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    snapshot.sequence = Sequence{std::stoll(sequence)};
    const auto header = title.size() + sequence.size() + snapshot.version.size() + digest.size() + 4;
    if (header > text.size()) return std::nullopt;
    snapshot.bytes = text.substr(header);
    if (text_of(snapshot) != text) return std::nullopt;
    return snapshot;
}

std::optional<Snapshot> load(const fs::path& path) {
    const auto text = read_file(path);
    return text ? parse(*text) : std::nullopt;
}

}  // namespace

Result<void> SnapshotStore::save(const Snapshot& snapshot) {
    if (auto made = make_private_directory(directory_); !made) return made;
    // Fixed width, so that the order of names is the order of sequences.
    char name[40];
    std::snprintf(name, sizeof name, "%019lld.snapshot", static_cast<long long>(snapshot.sequence.value));
    if (auto saved = replace_file(directory_ / name, text_of(snapshot)); !saved) return saved;
    const auto all = files();
    std::error_code ignored;
    for (std::size_t i = kept; i < all.size(); ++i) fs::remove(all[i], ignored);
    return {};
}

Result<std::optional<Snapshot>> SnapshotStore::newest(Sequence head) const {
    for (const auto& path : files()) {
        auto snapshot = load(path);
        if (snapshot && snapshot->sequence <= head) return snapshot;
    }
    return std::optional<Snapshot>{};
}

std::vector<std::string> SnapshotStore::faults() const {
    std::vector<std::string> found;
    for (const auto& path : files()) {
        if (!load(path)) found.push_back(path.filename().string() + " is damaged; delete it, the older one serves");
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
