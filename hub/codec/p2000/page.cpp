#include "hub/codec/p2000/page.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <variant>

#include "hub/base/utf8.hpp"
#include "hub/codec/p2000/letters.hpp"

namespace paraat::codec::p2000 {
namespace {

constexpr std::size_t short_code = 7;
constexpr std::size_t long_code = 9;
constexpr std::size_t code_most = 12;  // digits that receivers write
constexpr std::string_view no_signal = "0/0";

Error unreadable(std::string message) {
    return {"unreadable", "", std::move(message)};
}

std::optional<int> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 4 || !is_digits(digits)) return std::nullopt;
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

// "2022-05-01 13:45:07"
std::optional<CivilTime> civil_time(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00 00:00:00";
    if (text.size() != shape.size()) return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return std::nullopt;
    }
    const auto part = [&](std::size_t at, std::size_t size) { return *number(text.substr(at, size)); };
    const CivilTime time{part(0, 4), part(5, 2), part(8, 2), part(11, 2), part(14, 2), part(17, 2)};
    const std::chrono::year_month_day date{std::chrono::year{time.year},
                                           std::chrono::month{static_cast<unsigned>(time.month)},
                                           std::chrono::day{static_cast<unsigned>(time.day)}};
    if (!date.ok() || time.hour > 23 || time.minute > 59 || time.second > 59) return std::nullopt;
    return time;
}

void take_time(Page& page, std::string_view text) {
    page.received = civil_time(text);
    if (!page.received) page.degraded.push_back({"time", "it is no date and time of the form 2022-05-01 13:45:07"});
}

// Leading zeros say nothing: 000120161 is 0120161.
std::string code_of(std::string_view digits) {
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    const std::string_view value = digits.substr(first);
    const std::size_t width = value.size() <= short_code ? short_code : long_code;
    return std::string(width - std::min(width, value.size()), '0') + std::string(value);
}

Result<std::monostate> take_codes(Page& page, std::string_view text) {
    for (const std::string_view code : split(text, ' ')) {
        if (code.empty()) continue;
        if (code.size() > code_most || !is_digits(code)) {
            return Error{"bad_value", "capcode", "a capcode is digits only, 7 or 9 of them"};
        }
        if (page.capcodes.size() == capcodes_most) {
            return Error{"too_long", "capcode", "more than 100 capcodes"};
        }
        page.capcodes.push_back(code_of(code));
    }
    if (page.capcodes.empty()) return Error{"bad_value", "capcode", "there is no capcode"};
    return std::monostate{};
}

void take_text(Page& page, std::string_view text) {
    page.text = std::string(text);
    const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7f; };
    if (std::any_of(page.text.begin(), page.text.end(), is_control)) {
        std::replace_if(page.text.begin(), page.text.end(), is_control, ' ');
        page.degraded.push_back({"text", "control characters became blanks"});
    }
    // A piece's blanks at its edges are those between two words of the whole.
    const bool is_piece = page.part == PagePart::goes_on || page.part == PagePart::last;
    if (!is_piece) page.text = std::string(trimmed(page.text));
}

// "1600/2/K/A" of older receivers, "1600/2/A/K" of newer ones, "1600/2/A" of the oldest.
void take_signal(Page& page, std::string_view text) {
    const auto parts = split(trimmed(text), '/');
    const auto is_amount = [](std::string_view part) { return part.size() <= 6 && is_digits(part); };
    if (parts.size() < 2 || !is_amount(parts[0]) || !is_amount(parts[1])) {
        page.degraded.push_back({"signal", "it is not baud, levels and phase"});
        return;
    }
    page.baud = std::string(parts[0]) + "/" + std::string(parts[1]);
    if (page.baud == no_signal) page.baud.clear();
    std::string letters;
    for (std::size_t i = 2; i < parts.size() && i < 4; ++i) {
        if (const auto letter = trimmed(parts[i]); letter.size() == 1) letters += letter;
    }
    // Only the part is K, F or ?; C is a part as well as a phase, and with two letters one of them is the part.
    std::size_t part = letters.find_first_of("KF?");
    if (part == std::string::npos && letters.size() == 2) part = letters.find('C');
    if (part != std::string::npos) {
        const char letter = letters[part];
        page.part = letter == 'K'   ? PagePart::whole
                    : letter == 'F' ? PagePart::goes_on
                    : letter == 'C' ? PagePart::last
                                    : PagePart::unsaid;
        letters.erase(part, 1);
    }
    if (letters.size() == 1 && letters[0] >= 'A' && letters[0] <= 'D') page.phase = letters;
}

void take_frame(Page& page, std::string_view text) {
    const bool is_frame = text.size() <= 8 && !text.empty() &&
                          std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
    if (is_frame) page.frame = std::string(text);
    if (!is_frame) page.degraded.push_back({"frame", "it is not cycle.frame"});
}

constexpr std::array<std::string_view, 4> kind_words = {"ALN", "NUM", "TON", "UNK"};

void take_kind(Page& page, std::string_view text) {
    const auto* const found = std::find(kind_words.begin(), kind_words.end(), text);
    page.kind = found == kind_words.end() ? PageKind::unknown : static_cast<PageKind>(found - kind_words.begin());
    if (found == kind_words.end()) page.degraded.push_back({"kind", "it is none of ALN, NUM, TON and UNK"});
}

Result<Page> by_fields(std::string_view line) {
    std::array<std::string_view, 6> fields;
    for (std::string_view& field : fields) {
        const std::size_t end = line.find('|');
        if (end == std::string_view::npos) return unreadable("a FLEX line has seven fields separated by |");
        field = line.substr(0, end);
        line.remove_prefix(end + 1);
    }
    Page page;
    take_time(page, fields[1]);
    take_signal(page, fields[2]);
    take_frame(page, fields[3]);
    if (const auto taken = take_codes(page, fields[4]); !taken) return taken.error();
    take_kind(page, fields[5]);
    take_text(page, line);
    return page;
}

// "FLEX: 2015-05-02 21:33:45 1600/2/K/A 05.042 [000123456] ALN text", with `FLEX: ` gone.
Result<Page> by_blanks(std::string_view line) {
    const std::size_t open = line.find('[');
    const std::size_t close = line.find(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
        return unreadable("a line that begins with FLEX: has its capcode in brackets");
    }
    Page page;
    const auto words = split(trimmed(line.substr(0, open)), ' ');
    if (words.size() < 4) return unreadable("a line that begins with FLEX: has date, time, signal and frame");
    take_time(page, std::string(words[0]) + " " + std::string(words[1]));
    take_signal(page, words[2]);
    take_frame(page, words[3]);
    if (const auto taken = take_codes(page, line.substr(open + 1, close - open - 1)); !taken) return taken.error();
    std::string_view rest = line.substr(close + 1);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find(' '), rest.size());
    take_kind(page, rest.substr(0, end));
    take_text(page, rest.substr(std::min(end + 1, rest.size())));
    return page;
}

std::optional<Error> fault_of(std::string_view line) {
    if (line.size() > line_most) return Error{"too_long", "", "a page is longer than 4096 bytes"};
    if (!is_utf8(line)) return unreadable("it is not UTF-8");
    return std::nullopt;
}

// A description begins with one of these, glued to the text before it.
constexpr std::array<std::string_view, 24> descriptions = {
    "Ambulance", "Bemanning",  "Beroeps",      "Blusgroep",  "Blusploeg",    "Brandweer",        "BvD ",
    "CPA ",      "Code tbv",   "Dagbezetting", "Forensisch", "Kazernealarm", "Kazernebediening", "Korpsalarm",
    "Kustwacht", "Lichtkrant", "MKA ",         "Meldkamer ", "Monitorcode",  "Onbekende code",   "Persoonlijke code",
    "Politie",   "Traumaheli", "Waterschap"};

// A capital where no word begins: directly behind a digit, a bracket or a full stop, or of a known first word.
std::size_t description_begin(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i - 1] == ' ' || text[i - 1] == '(' || text[i - 1] == '-') continue;
        const std::string_view rest = text.substr(i);
        const bool is_known = std::any_of(descriptions.begin(), descriptions.end(),
                                          [&](std::string_view word) { return rest.starts_with(word); });
        if (is_known) return i;
    }
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const bool is_behind = is_digit(text[i - 1]) || is_lower(text[i - 1]) || text[i - 1] == ')';
        if (is_behind && is_upper(text[i]) && is_lower(text[i + 1])) return i;
    }
    return text.size();
}

PageKind scraped_kind(std::string_view type) {
    if (type == "GROUP" || type == "ALPHA") return PageKind::text;
    if (type == "SH/TONE" || type == "TONE") return PageKind::tone;
    if (type.find("NUM") != std::string_view::npos) return PageKind::numeric;
    return PageKind::unknown;
}

std::string padded(int value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string written(const CivilTime& time) {
    return padded(time.year, 4) + "-" + padded(time.month, 2) + "-" + padded(time.day, 2) + " " + padded(time.hour, 2) +
           ":" + padded(time.minute, 2) + ":" + padded(time.second, 2);
}

std::string_view part_letter(PagePart part) {
    switch (part) {
        case PagePart::whole: return "K";
        case PagePart::goes_on: return "F";
        case PagePart::last: return "C";
        case PagePart::unsaid: return "?";
    }
    return "?";
}

}  // namespace

Result<Page> read_line(std::string_view line) {
    if (const auto fault = fault_of(line)) return *fault;
    while (line.starts_with(' ')) line.remove_prefix(1);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("FLEX|")) return by_fields(line);
    if (line.starts_with("FLEX: ")) return by_blanks(line.substr(6));
    return unreadable("a line of a FLEX receiver begins with FLEX| or FLEX:");
}

std::string write_line(const Page& page) {
    std::string line = "FLEX|" + (page.received ? written(*page.received) : std::string()) + "|";
    line += page.baud.empty() ? no_signal : page.baud;
    line += "/";
    line += part_letter(page.part);
    line += "/" + (page.phase.empty() ? "-" : page.phase);
    line += "|" + page.frame + "|";
    for (std::size_t i = 0; i < page.capcodes.size(); ++i) {
        const std::string& code = page.capcodes[i];
        if (i > 0) line += " ";
        line += std::string(long_code - std::min(long_code, code.size()), '0') + code;
    }
    line += "|" + std::string(kind_words[static_cast<std::size_t>(page.kind)]) + "|";
    return line + page.text;
}

Result<Page> read_scraped_row(std::string_view row) {
    if (const auto fault = fault_of(row)) return *fault;
    while (row.ends_with('\n') || row.ends_with('\r')) row.remove_suffix(1);
    std::array<std::string_view, 3> fields;
    for (std::string_view& field : fields) {
        const std::size_t end = row.find('\t');
        if (end == std::string_view::npos) return unreadable("a row has four fields separated by tabs");
        field = row.substr(0, end);
        row.remove_prefix(end + 1);
    }
    Page page;
    if (const auto taken = take_codes(page, fields[0]); !taken) return taken.error();
    take_time(page, fields[1]);
    page.kind = scraped_kind(fields[2]);
    if (page.kind == PageKind::unknown) page.degraded.push_back({"kind", "the type of the row is not known"});
    take_text(page, row);
    const std::string all = page.text;
    const std::size_t end = description_begin(all);
    page.text = std::string(trimmed(std::string_view(all).substr(0, end)));
    page.description = all.substr(end);
    return page;
}

Instant moment_of(const CivilTime& shown, const OffsetAt& offset) {
    const std::chrono::sys_days date{std::chrono::year_month_day{std::chrono::year{shown.year},
                                                                 std::chrono::month{static_cast<unsigned>(shown.month)},
                                                                 std::chrono::day{static_cast<unsigned>(shown.day)}}};
    const auto of_day =
        std::chrono::hours{shown.hour} + std::chrono::minutes{shown.minute} + std::chrono::seconds{shown.second};
    const Instant as_utc{std::chrono::duration_cast<Milliseconds>(date.time_since_epoch() + of_day).count()};
    // No place changes its clock twice in two days; what holds the day before is tried first.
    const Milliseconds before = offset(as_utc - std::chrono::hours{24});
    const Milliseconds after = offset(as_utc + std::chrono::hours{24});
    for (const Milliseconds ahead : {std::max(before, after), std::min(before, after)}) {
        if (offset(as_utc - ahead) == ahead) return as_utc - ahead;
    }
    return as_utc - before;
}

}  // namespace paraat::codec::p2000
