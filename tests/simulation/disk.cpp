#include "tests/simulation/disk.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace paraat::simulation {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t sector = 512;  // what a disk writes whole

std::vector<Disk*>& all_disks() {
    static std::vector<Disk*> disks;
    return disks;
}

// What is not the disk's business while the simulation itself puts files right.
bool is_at_work = false;

}  // namespace

Disk::Disk(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    all_disks().push_back(this);
}

Disk::~Disk() {
    std::erase(all_disks(), this);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

Disk* Disk::of(const std::string& path) {
    if (is_at_work) return nullptr;
    for (Disk* disk : all_disks()) {
        const std::string& folder = disk->folder_.native();
        const bool is_in = path.size() >= folder.size() && path.compare(0, folder.size(), folder) == 0 &&
                           (path.size() == folder.size() || path[folder.size()] == '/');
        if (is_in) return disk;
    }
    return nullptr;
}

Disk* Disk::of_descriptor(int descriptor) {
    for (Disk* disk : all_disks()) {
        if (disk->open_.contains(descriptor) || disk->open_folders_.contains(descriptor)) return disk;
    }
    return nullptr;
}

void Disk::fail_at(std::uint64_t call, Fault fault, bool is_for_good) {
    fails_at_ = calls_ + call;
    fault_ = fault;
    is_for_good_ = is_for_good;
}

void Disk::heal() {
    fails_at_ = 0;
}

Disk::Fault Disk::before_change() {
    if (is_frozen_) return Fault::input_output;
    ++calls_;
    if (fails_at_ == 0) return Fault::none;
    const bool fails = calls_ == fails_at_ || (is_for_good_ && calls_ > fails_at_);
    return fails ? fault_ : Fault::none;
}

void Disk::opened(int descriptor, const std::string& path, bool is_new, bool is_cut) {
    if (fs::is_directory(path)) {
        open_folders_[descriptor] = path;
        return;
    }
    FilePtr& file = names_[path];
    if (is_new || file == nullptr) {
        name_changes_.push_back({names_});
        name_changes_.back().before.erase(path);
        file = std::make_shared<File>();
    } else if (is_cut) {
        file->pending.push_back({0, {}, 0});
    }
    open_[descriptor] = file;
}

void Disk::closed(int descriptor) {
    open_.erase(descriptor);
    open_folders_.erase(descriptor);
}

Disk::FilePtr Disk::file_of(int descriptor) const {
    const auto found = open_.find(descriptor);
    return found == open_.end() ? nullptr : found->second;
}

void Disk::wrote(int descriptor, std::int64_t offset, std::string bytes) {
    if (const FilePtr file = file_of(descriptor)) file->pending.push_back({offset, std::move(bytes), {}});
}

void Disk::resized(int descriptor, std::int64_t size) {
    if (const FilePtr file = file_of(descriptor)) file->pending.push_back({0, {}, size});
}

void Disk::stop_at_sync(std::uint64_t sync, bool is_after, std::function<void()> goes) {
    stops_at_sync_ = sync;
    stops_after_ = is_after;
    stops_ = std::move(goes);
}

bool Disk::synced(int descriptor) {
    const bool is_last = ++syncs_ == stops_at_sync_;
    if (!is_last || stops_after_) make_last(descriptor);
    if (!is_last) return true;
    is_frozen_ = true;
    stops_();
    return stops_after_;
}

void Disk::make_last(int descriptor) {
    if (lies_) return;
    if (open_folders_.contains(descriptor)) {
        name_changes_.clear();
        return;
    }
    const FilePtr file = file_of(descriptor);
    if (file == nullptr) return;
    for (const Change& change : file->pending) apply(file->lasting, change);
    file->pending.clear();
}

void Disk::renamed(const std::string& from, const std::string& to) {
    const auto found = names_.find(from);
    if (found == names_.end()) return;
    name_changes_.push_back({names_});
    names_[to] = found->second;
    names_.erase(from);
}

void Disk::removed(const std::string& path) {
    if (!names_.contains(path)) return;
    name_changes_.push_back({names_});
    names_.erase(path);
}

void Disk::linked(const std::string& from, const std::string& to) {
    const auto found = names_.find(from);
    if (found == names_.end()) return;
    name_changes_.push_back({names_});
    names_[to] = found->second;
}

void Disk::apply(std::string& bytes, const Change& change) {
    if (change.size) {
        bytes.resize(static_cast<std::size_t>(*change.size));
        return;
    }
    const auto end = static_cast<std::size_t>(change.offset) + change.bytes.size();
    if (bytes.size() < end) bytes.resize(end);
    bytes.replace(static_cast<std::size_t>(change.offset), change.bytes.size(), change.bytes);
}

// Each sector of each write by itself, as caches write back in any order; a length that was not synced may be either.
void Disk::keep_by_chance(File& file, Chance& chance) {
    const bool keeps_all = chance.once_in(4);
    const bool keeps_none = !keeps_all && chance.once_in(4);
    for (const Change& change : file.pending) {
        if (keeps_none) break;
        if (keeps_all || change.size) {
            if (keeps_all || chance.once_in(2)) apply(file.lasting, change);
            continue;
        }
        const auto size = static_cast<std::int64_t>(change.bytes.size());
        for (std::int64_t at = 0; at < size;) {
            const std::int64_t length = std::min(sector - (change.offset + at) % sector, size - at);
            if (chance.once_in(2)) {
                apply(file.lasting,
                      {change.offset + at,
                       change.bytes.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(length)),
                       {}});
            }
            at += length;
        }
    }
    file.pending.clear();
}

bool Disk::lose_power(Chance& chance) {
    is_at_work = true;
    bool is_at_stake = !name_changes_.empty();
    std::set<std::string> before;
    for (const auto& [path, file] : names_) before.insert(path);
    for (const NameChange& change : name_changes_) {
        for (const auto& [path, file] : change.before) before.insert(path);
    }
    const std::size_t kept = chance.below(name_changes_.size() + 1);
    if (kept < name_changes_.size()) names_ = name_changes_[kept].before;
    name_changes_.clear();
    open_.clear();
    open_folders_.clear();
    for (const std::string& path : before) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
    for (auto& [path, file] : names_) {
        is_at_stake |= !file->pending.empty();
        keep_by_chance(*file, chance);
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        out << file->lasting;
    }
    is_frozen_ = false;
    is_at_work = false;
    return is_at_stake;
}

}  // namespace paraat::simulation
