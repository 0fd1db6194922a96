#include "clients/sdk/outbox_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <random>

#include "hub/base/durable_file.hpp"

namespace paraat::sdk {

namespace fs = std::filesystem;

namespace {

constexpr const char* title = "paraat letter 1\n";
constexpr std::int64_t collisions_most = 1'000;  // of processes that write at the same moment
constexpr timespec look_again{0, 5'000'000};     // while another process has its turn, which takes a disk's moment
constexpr int looks_most = 400;                  // two seconds
constexpr std::chrono::hours leftover_after{1};  // what is beside since then is of a process that died
constexpr std::int64_t number_most = (std::int64_t{1} << 62) - 1;
constexpr std::size_t file_most = std::size_t{64} << 20;  // bytes; more is no letter of ours

// One process's turn at a folder, so that no other takes a name between a look at it and what follows from that.
class Turn {
public:
    explicit Turn(const fs::path& folder) : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        for (int looks = 0; folder_ >= 0 && looks < looks_most; ++looks) {
            is_mine_ = ::flock(folder_, LOCK_EX | LOCK_NB) == 0;
            if (is_mine_ || errno != EWOULDBLOCK) return;
            nanosleep(&look_again, nullptr);
        }
    }
    ~Turn() {
        if (folder_ >= 0) ::close(folder_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool is_mine() const { return is_mine_; }

private:
    int folder_;
    bool is_mine_ = false;
};

std::string text_of(const Letter& letter) {
    const std::string named = letter.kind + "\n" + letter.id + "\n" + (letter.is_urgent ? "urgent" : "plain") + "\n" +
                              std::to_string(letter.kept_at.ms) + "\n";
    return title + named + hex(sha256({named, letter.payload})) + "\n" + letter.payload;
}

// Up to the next line's end; what is left begins behind it.
std::string taken_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = failed == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional(number) : std::nullopt;
}

std::optional<Letter> parse(const std::string& text) {
    std::string_view rest = text;
    Letter letter;
    if (taken_line(rest) + "\n" != title) return std::nullopt;
    letter.kind = taken_line(rest);
    letter.id = taken_line(rest);
    letter.is_urgent = taken_line(rest) == "urgent";
    const auto at = number_in(taken_line(rest));
    if (!at) return std::nullopt;
    letter.kept_at = Instant{*at};
    taken_line(rest);  // the digest: compared with the whole
    letter.payload = rest;
    if (text_of(letter) != text) return std::nullopt;
    return letter;
}

// Fixed width, so that the order of names is the order of numbers.
std::string name_of(std::int64_t number) {
    char name[32];
    std::snprintf(name, sizeof name, "%019lld.letter", static_cast<long long>(number));
    return name;
}

// Only the name that its number has: a letter that is read under another one would be removed under that.
std::optional<std::int64_t> number_of(const fs::path& path) {
    const auto number = number_in(path.stem().string());
    const bool is_ours = number && *number >= 1 && *number <= number_most && path.filename() == name_of(*number);
    return is_ours ? number : std::nullopt;
}

bool is_there(const fs::path& path) {
    std::error_code failed;
    return fs::symlink_status(path, failed).type() != fs::file_type::not_found;
}

// A file is there, but not its bytes: the disk's fault, or the permissions'. Either may pass.
bool may_be_read_later(const fs::path& path) {
    std::error_code failed;
    return fs::is_regular_file(path, failed) && !read_file(path, file_most);
}

// A name that no other process has, on this machine or in another container, and that a start takes for nothing.
std::string fresh_name() {
    return std::to_string(::getpid()) + "-" + std::to_string(std::random_device{}()) + ".new";
}

bool is_leftover(const fs::path& path) {
    if (path.extension() != ".new") return false;
    std::error_code failed;
    const auto written = fs::last_write_time(path, failed);
    return !failed && written < fs::file_time_type::clock::now() - leftover_after;
}

}  // namespace

Result<OutboxFolder> OutboxFolder::open(fs::path folder) {
    if (auto made = make_private_directory(folder); !made) return made.error();
    return OutboxFolder(std::move(folder));
}

Result<std::int64_t> OutboxFolder::keep(const Letter& letter) {
    const fs::path beside = folder_ / fresh_name();
    const std::string text = text_of(letter);
    if (auto written = replace_file(beside, text); !written) return written.error();
    Result<void> named = Error{"disk_io", "", "no number is free in " + folder_.string()};
    bool is_linked = false;
    for (std::int64_t tries = 0; tries < collisions_most && newest_ < number_most; ++tries) {
        if (::link(beside.c_str(), path_of(++newest_).c_str()) == 0) {
            known_[newest_] = sha256(text);
            is_linked = true;
            named = sync_directory(folder_);
            break;
        }
        if (errno == EEXIST) continue;
        named = disk_error("cannot name", path_of(newest_));
        break;
    }
    ::unlink(beside.c_str());
    if (named) return newest_;
    // What may be there and may not be is told as not kept: it must not go out behind its sender's back.
    if (is_linked) static_cast<void>(forget(newest_));
    return named.error();
}

Result<void> OutboxFolder::forget(std::int64_t number) {
    const Turn turn(folder_);
    if (!turn.is_mine()) return disk_error("cannot have a turn at", folder_);
    const auto text = read_file(path_of(number), file_most);
    if (!text && may_be_read_later(path_of(number))) return disk_error("cannot read", path_of(number));
    const auto known = known_.find(number);
    // Another process may have had the receipt as well, and a third one have kept another letter under the number.
    const bool is_ended = text && known != known_.end() && sha256(*text) != known->second;
    if (!is_ended && ::unlink(path_of(number).c_str()) != 0 && errno != ENOENT) {
        return disk_error("cannot remove", path_of(number));
    }
    known_.erase(number);
    return {};
}

Result<std::map<std::int64_t, Letter>> OutboxFolder::all() {
    std::map<std::int64_t, Letter> letters;
    std::vector<fs::path> unreadable;
    known_.clear();
    unread_.clear();
    std::error_code failed;
    for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end; entry.increment(failed)) {
        if (is_leftover(entry->path())) ::unlink(entry->path().c_str());
        if (entry->path().extension() != ".letter") continue;
        const auto number = number_of(entry->path());
        if (!number) {
            unread_.push_back(entry->path());
            continue;
        }
        newest_ = std::max(newest_, *number);
        const auto text = read_file(entry->path(), file_most);
        auto letter = text ? parse(*text) : std::nullopt;
        if (!letter) {
            unreadable.push_back(entry->path());
            continue;
        }
        letters[*number] = std::move(*letter);
        known_[*number] = sha256(*text);
    }
    if (failed) return Error{"disk_io", "", "cannot read " + folder_.string() + ": " + failed.message()};
    put_aside(unreadable);
    std::sort(unread_.begin(), unread_.end());
    return letters;
}

void OutboxFolder::put_aside(const std::vector<fs::path>& files) {
    if (files.empty()) return;
    const Turn turn(folder_);
    for (const fs::path& file : files) {
        const auto text = read_file(file, file_most);
        // Ended meanwhile, or put aside by another process; the number may be a new letter's by now.
        if (!is_there(file) || (text && parse(*text))) continue;
        std::error_code failed;
        const bool is_mine_to_move = turn.is_mine() && !may_be_read_later(file);
        if (is_mine_to_move) fs::rename(file, fs::path(file).replace_extension(".damaged"), failed);
        if (!is_mine_to_move || failed) unread_.push_back(file);
    }
}

std::vector<fs::path> OutboxFolder::damaged() const {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end; entry.increment(failed)) {
        if (entry->path().extension() == ".damaged") found.push_back(entry->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

fs::path OutboxFolder::path_of(std::int64_t number) const {
    return folder_ / name_of(number);
}

}  // namespace paraat::sdk
