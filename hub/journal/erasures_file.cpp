#include "hub/journal/erasures_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <set>

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {
namespace {

std::string hex_of(std::string_view bytes) {
    return hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::optional<std::string> bytes_of_hex(std::string_view digits) {
    constexpr std::string_view known = "0123456789abcdef";
    std::string bytes;
    for (; digits.size() >= 2; digits.remove_prefix(2)) {
        const auto high = known.find(digits[0]), low = known.find(digits[1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes.push_back(static_cast<char>(high << 4 | low));
    }
    return digits.empty() ? std::optional(bytes) : std::nullopt;
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number value{};
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = failed == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional(value) : std::nullopt;
}

// Up to the next such character, or to the end; moves `text` behind it.
std::string_view take_until(std::string_view& text, char end) {
    const auto at = std::min(text.find(end), text.size());
    const auto taken = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return taken;
}

// `*`, or `2:7+15,22`.
std::string text_of_kinds(const std::vector<ErasedKind>& kinds) {
    if (kinds.empty()) return "*";
    std::string text;
    for (const ErasedKind& erased : kinds) {
        text += (text.empty() ? "" : ",") + std::to_string(erased.kind);
        char before = ':';
        for (const std::uint16_t field : erased.fields) {
            text += before + std::to_string(field);
            before = '+';
        }
    }
    return text;
}

std::optional<std::vector<ErasedKind>> kinds_of(std::string_view text) {
    std::vector<ErasedKind> kinds;
    if (text == "*") return kinds;
    while (!text.empty()) {
        std::string_view one = take_until(text, ',');
        const auto kind = number_of<std::uint16_t>(take_until(one, ':'));
        if (!kind) return std::nullopt;
        kinds.push_back({*kind, {}});
        while (!one.empty()) {
            const auto field = number_of<std::uint16_t>(take_until(one, '+'));
            if (!field) return std::nullopt;
            kinds.back().fields.insert(*field);
        }
    }
    return kinds.empty() ? std::nullopt : std::optional(kinds);
}

std::string text_of_subject(const std::optional<std::string>& subject) {
    if (!subject) return "*";
    return subject->empty() ? "-" : hex_of(*subject);
}

bool read_subject(std::string_view text, std::optional<std::string>& subject) {
    if (text == "*") return true;
    subject = text == "-" ? std::string{} : bytes_of_hex(text);
    return subject.has_value();
}

Sha256 check_of(const Sha256& before, std::string_view line) {
    return sha256({as_text(before), line});
}

Result<void> write_whole(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return io_error("cannot write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

// As they stand behind a line with the check `before`; gives them theirs.
std::string bytes_of(std::vector<ErasureLine>& lines, Sha256 before) {
    std::string bytes;
    for (ErasureLine& line : lines) {
        const std::string text = text_of(line);
        line.check = before = check_of(before, text);
        bytes += text + ' ' + hex(before) + '\n';
    }
    return bytes;
}

struct SoundLines {
    std::vector<ErasureLine> lines;
    std::int64_t lost = 0;
};

// Behind a damaged line the check may be the one that it shows, or the one that its text has: then its text is sound.
SoundLines sound_lines_in(std::string_view bytes) {
    SoundLines found;
    Sha256 shown_before{};
    std::optional<Sha256> computed_before;
    std::optional<ErasureLine> doubtful;
    while (bytes.find('\n') != std::string_view::npos) {
        const auto whole = take_until(bytes, '\n');
        const auto text = whole.substr(0, std::min(whole.rfind(' '), whole.size()));
        const auto shown = digest_from_hex(whole.substr(std::min(text.size() + 1, whole.size())));
        auto line = read_erasure_line(text);
        const Sha256 computed = check_of(shown_before, text);
        const bool vouches = doubtful && computed_before && shown && check_of(*computed_before, text) == *shown;
        if (vouches) {
            found.lines.push_back(std::move(*doubtful));
            --found.lost;
        }
        const bool is_sound = line && shown && (vouches || computed == *shown);
        doubtful.reset();
        computed_before.reset();
        if (is_sound) {
            found.lines.push_back(std::move(*line));
        } else {
            ++found.lost;
            doubtful = std::move(line);
            computed_before = computed;
        }
        shown_before = shown.value_or(Sha256{});
    }
    return found;
}

// From `at` on the file is these bytes, and that is on the disk.
Result<void> write_tail(const Paths& paths, std::size_t at, std::string_view bytes) {
    const bool is_new = !std::filesystem::exists(paths.erasures());
    const int descriptor = ::open(paths.erasures().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return io_error("cannot open", paths.erasures());
    Result<void> done;
    if (::ftruncate(descriptor, static_cast<off_t>(at)) != 0) done = io_error("cannot cut", paths.erasures());
    if (done) done = write_whole(descriptor, bytes, paths.erasures());
    if (done && ::fsync(descriptor) != 0) done = io_error("cannot sync", paths.erasures());
    ::close(descriptor);
    if (done && is_new) done = sync_directory(paths.directory);
    return done;
}

}  // namespace

std::string text_of(const ErasureLine& line) {
    const auto& [erasure, until, hash, ordered] = line.ordered;
    const auto& origin = line.origin.bytes();
    return "erase " + hex_of({reinterpret_cast<const char*>(origin.data()), origin.size()}) + ' ' +
           std::to_string(erasure.first.value) + ' ' + std::to_string(erasure.last.value) + ' ' +
           std::to_string(until.ms) + ' ' + std::to_string(ordered.value) + ' ' + text_of_subject(erasure.subject) +
           ' ' + text_of_kinds(erasure.kinds) + ' ' + hex(hash);
}

std::optional<ErasureLine> read_erasure_line(std::string_view text) {
    if (take_until(text, ' ') != "erase") return std::nullopt;
    ErasureLine line;
    auto& [erasure, until, hash, ordered] = line.ordered;
    const auto origin = bytes_of_hex(take_until(text, ' '));
    std::array<std::uint8_t, 16> id{};
    if (!origin || origin->size() != id.size()) return std::nullopt;
    std::copy(origin->begin(), origin->end(), reinterpret_cast<char*>(id.data()));
    line.origin = Ulid::from_bytes(id);
    for (std::int64_t* const number : {&erasure.first.value, &erasure.last.value, &until.ms, &ordered.value}) {
        const auto read = number_of<std::int64_t>(take_until(text, ' '));
        if (!read) return std::nullopt;
        *number = *read;
    }
    if (!read_subject(take_until(text, ' '), erasure.subject)) return std::nullopt;
    auto kinds = kinds_of(take_until(text, ' '));
    const auto at_last = digest_from_hex(take_until(text, ' '));
    if (!kinds || !at_last || !check_erasure(erasure, erasure.last)) return std::nullopt;
    erasure.kinds = std::move(*kinds);
    hash = *at_last;
    return line;
}

Result<ErasuresFile> ErasuresFile::read(const Paths& paths) {
    ErasuresFile file(paths);
    std::error_code ignored;
    if (!std::filesystem::exists(paths.erasures(), ignored)) return file;
    const auto bytes = read_file(paths.erasures());
    if (!bytes) return Error{"journal_io", "", "cannot read " + paths.erasures().string()};
    for (std::string_view rest = *bytes; !rest.empty();) {
        const std::size_t length = rest.find('\n');
        const std::string_view whole = rest.substr(0, length);
        const std::size_t border = std::min(whole.rfind(' '), whole.size());
        auto line = read_erasure_line(whole.substr(0, border));
        const auto check = check_of(file.last_check(), whole.substr(0, border));
        const bool is_sound = line && length != std::string_view::npos && whole.substr(border) == ' ' + hex(check);
        if (is_sound) {
            line->check = check;
            file.lines_.push_back(std::move(*line));
            file.bytes_ += length + 1;
            rest.remove_prefix(length + 1);
            continue;
        }
        // Or the file had become longer when the power went, and what was to stand there had not.
        const bool is_cut_off = length == std::string_view::npos ||
                                (length + 1 == rest.size() && whole.find('\0') != std::string_view::npos);
        if (is_cut_off) break;
        return Error{
            "journal_damaged", "",
            "line " + std::to_string(file.lines_.size() + 1) + " of " + paths.erasures().string() +
                " is not the one that was written (a restore, or `paraat journal adopt`, goes on with the lines "
                "that are)"};
    }
    return file;
}

Result<void> ErasuresFile::check_has(const std::optional<Sha256>& erased_to) const {
    const auto is_it = [&](const ErasureLine& line) { return line.check == *erased_to; };
    if (!erased_to || std::any_of(lines_.begin(), lines_.end(), is_it)) return {};
    return Error{"journal_damaged", "",
                 paths_.erasures().string() +
                     " was lost or cut: it lacks an order that was carried out. Put the file erasures of the newest "
                     "backup there, if it is from after that order (without it what was erased comes back with an "
                     "older backup)"};
}

Result<std::int64_t> ErasuresFile::keep_sound_lines(const Paths& paths) {
    const auto bytes = read_file(paths.erasures());
    if (!bytes) return Error{"journal_io", "", "cannot read " + paths.erasures().string()};
    SoundLines sound = sound_lines_in(*bytes);
    if (auto written = replace_file(paths.erasures(), bytes_of(sound.lines, {})); !written) return written.error();
    return sound.lost;
}

Result<void> ErasuresFile::append(Ulid origin, std::span<const OrderedErasure> orders) {
    std::vector<ErasureLine> lines;
    for (const OrderedErasure& order : orders) lines.push_back({origin, order, {}});
    return append_lines(std::move(lines));
}

Result<void> ErasuresFile::append_missing(const ErasuresFile& other) {
    std::set<std::string> known;
    for (const ErasureLine& line : lines_) known.insert(text_of(line));
    std::vector<ErasureLine> missing;
    for (const ErasureLine& line : other.lines_) {
        if (known.insert(text_of(line)).second) missing.push_back(line);
    }
    return append_lines(std::move(missing));
}

Result<void> ErasuresFile::append_lines(std::vector<ErasureLine> lines) {
    if (lines.empty()) return {};
    const std::string bytes = bytes_of(lines, last_check());
    if (auto written = write_tail(paths_, bytes_, bytes); !written) return written;
    bytes_ += bytes.size();
    lines_.insert(lines_.end(), lines.begin(), lines.end());
    return {};
}

}  // namespace paraat::journal
