#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/chance.hpp"

// The disk of a machine in the simulation: a real folder, of which it is known what would outlive a power loss. All
// that this process does to files comes by (disk_calls.cpp), SQLite's calls as well as ours: what is written and not
// synced may be lost, in part and in any order; a name that was made, moved or removed and whose folder was not synced
// may be gone, but never before an older one (as ext4 orders them, data=ordered). One thread.
namespace paraat::simulation {

class Disk {
public:
    // What a call does instead of what it is for.
    enum class Fault { none, input_output, no_room };

    explicit Disk(std::filesystem::path folder);
    ~Disk();
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

    // The machine's process is dead: what its destructors do to files does not happen.
    void freeze() { is_frozen_ = true; }
    // The power went: what was not synced is kept, lost or torn by chance; whether there was any. Thaws.
    bool lose_power(Chance& chance);
    // Another process begins on the same machine, which never lost its power.
    void thaw() { is_frozen_ = false; }

    // The calls that change something are counted; the one of this number fails, and those after it too when it is for
    // good.
    void fail_at(std::uint64_t call, Fault fault, bool is_for_good);
    void heal();
    bool has_fault() const { return fails_at_ != 0; }
    std::uint64_t calls() const { return calls_; }
    // Calls that made something last, or said so.
    std::uint64_t syncs() const { return syncs_; }
    // A known fault for the simulation to find: a sync that says it did, and did not.
    void lie_about_syncs(bool lies) { lies_ = lies; }
    // The power goes at this sync, counted from 1: before it has done anything, or right after. From then on nothing
    // reaches the disk, and `goes` is told, once.
    void stop_at_sync(std::uint64_t sync, bool is_after, std::function<void()> goes);

    // For disk_calls.cpp. Each is asked before the real call; a fault means that it must fail instead.
    static Disk* of(const std::string& path);
    static Disk* of_descriptor(int descriptor);
    Fault before_change();
    bool is_frozen() const { return is_frozen_; }
    void opened(int descriptor, const std::string& path, bool is_new, bool is_cut);
    void closed(int descriptor);
    void wrote(int descriptor, std::int64_t offset, std::string bytes);
    void resized(int descriptor, std::int64_t size);
    // Whether it did.
    bool synced(int descriptor);
    void renamed(const std::string& from, const std::string& to);
    void removed(const std::string& path);
    void linked(const std::string& from, const std::string& to);

private:
    // Of one file, whatever it is called.
    struct Change {
        std::int64_t offset = 0;
        std::string bytes;
        std::optional<std::int64_t> size;  // a change of its length instead
    };
    struct File {
        std::string lasting;  // its bytes as they were synced last
        std::vector<Change> pending;
    };
    using FilePtr = std::shared_ptr<File>;
    // What a folder's names were before a change that is not synced; newest last.
    struct NameChange {
        std::map<std::string, FilePtr> before;
    };

    FilePtr file_of(int descriptor) const;
    void make_last(int descriptor);
    static void apply(std::string& bytes, const Change& change);
    void keep_by_chance(File& file, Chance& chance);

    std::filesystem::path folder_;
    std::map<std::string, FilePtr> names_;
    std::vector<NameChange> name_changes_;
    std::map<int, FilePtr> open_;
    std::map<int, std::string> open_folders_;
    std::uint64_t calls_ = 0;
    std::uint64_t syncs_ = 0;
    std::uint64_t stops_at_sync_ = 0;  // 0 = never
    bool stops_after_ = false;
    std::function<void()> stops_;
    std::uint64_t fails_at_ = 0;  // 0 = never
    Fault fault_ = Fault::none;
    bool is_for_good_ = false;
    bool is_frozen_ = false;
    bool lies_ = false;
};

}  // namespace paraat::simulation
