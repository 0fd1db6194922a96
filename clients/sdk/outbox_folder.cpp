#include "clients/sdk/outbox_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "hub/base/digest.hpp"
#include "hub/base/durable_file.hpp"

namespace paraat::sdk {

namespace fs = std::filesystem;

namespace {

constexpr const char* title = "paraat letter 1\n";
constexpr std::int64_t collisions_most = 1'000;  // of processes that write at the same moment

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

std::optional<std::int64_t> number_of(const fs::path& path) {
    return path.extension() == ".letter" ? number_in(path.stem().string()) : std::nullopt;
}

}  // namespace

Result<OutboxFolder> OutboxFolder::open(fs::path folder) {
    if (auto made = make_private_directory(folder); !made) return made.error();
    return OutboxFolder(std::move(folder));
}

Result<std::int64_t> OutboxFolder::keep(const Letter& letter) {
    // A name that no other process has, and that a start after a power loss takes for what it is: nothing.
    const fs::path beside = folder_ / (std::to_string(::getpid()) + ".new");
    if (auto written = replace_file(beside, text_of(letter)); !written) return written.error();
    Result<void> named = Error{"disk_io", "", "too many write to " + folder_.string() + " at once"};
    for (std::int64_t tries = 0; tries < collisions_most; ++tries) {
        if (::link(beside.c_str(), path_of(++newest_).c_str()) == 0) {
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
    ::unlink(path_of(newest_).c_str());
    return named.error();
}

Result<void> OutboxFolder::forget(std::int64_t number) {
    // Another process may have had the receipt as well.
    if (::unlink(path_of(number).c_str()) == 0 || errno == ENOENT) return {};
    return disk_error("cannot remove", path_of(number));
}

Result<std::map<std::int64_t, Letter>> OutboxFolder::all() {
    std::map<std::int64_t, Letter> letters;
    std::error_code failed;
    for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end; entry.increment(failed)) {
        const auto number = number_of(entry->path());
        if (!number) continue;
        newest_ = std::max(newest_, *number);
        const auto text = read_file(entry->path());
        if (!text) continue;  // ended meanwhile, by another process
        if (auto letter = parse(*text)) {
            letters[*number] = std::move(*letter);
        } else {
            fs::path aside = entry->path();
            fs::rename(entry->path(), aside.replace_extension(".damaged"), failed);
            failed.clear();
        }
    }
    if (failed) return Error{"disk_io", "", "cannot read " + folder_.string() + ": " + failed.message()};
    return letters;
}

std::vector<fs::path> OutboxFolder::damaged() const {
    std::vector<fs::path> found;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder_, failed)) {
        if (entry.path().extension() == ".damaged") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

// Fixed width, so that the order of names is the order of numbers.
fs::path OutboxFolder::path_of(std::int64_t number) const {
    char name[32];
    std::snprintf(name, sizeof name, "%019lld.letter", static_cast<long long>(number));
    return folder_ / name;
}

}  // namespace paraat::sdk
