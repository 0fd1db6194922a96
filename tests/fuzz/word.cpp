#include "clients/cli/chicago.hpp"
#include "clients/cli/moment.hpp"
#include "clients/cli/secret.hpp"
#include "hub/app/pin.hpp"
#include "hub/base/amount.hpp"
#include "hub/base/json_size.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/time_of_day.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/escalation_policy.hpp"
#include "hub/core/words.hpp"
#include "hub/journal/hash_chain.hpp"
#include "tests/fuzz/targets.hpp"

// Short texts, each given to everything that reads one.
namespace paraat::fuzz {
namespace {

void read_id(std::string_view text) {
    const auto id = Ulid::parse(text);
    if (!id) return;
    std::string lower(text);
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    promise(id->text() == lower, "an id is written as it was read");
    promise(Ulid::from_bytes(id->bytes()) == *id, "an id is its bytes");
    promise(id->time().ms >= 0, "an id's time is after 1970");
}

void read_amounts(std::string_view text) {
    if (const auto span = parse_duration(text)) {
        promise(span->count() >= 0, "no span is negative");
        promise(parse_duration(duration_text(*span)) == span || span->count() > 1'000'000'000,
                "a span is the same, written and read again");
    }
    if (const auto size = parse_size(text)) {
        promise(*size >= 0, "no size is negative");
        promise(parse_size(size_text(*size)) == size, "a size is the same, written and read again");
    }
    if (const auto time = parse_time_of_day(text)) {
        promise(time->count() >= 0 && *time < std::chrono::hours{24}, "a time is of one day");
    }
}

void read_whom_and_when(std::string_view text) {
    if (const auto target = core::Target::parse(text)) {
        promise(target->text() == text, "a target is written as it was read");
    }
    if (const auto hours = core::Hours::parse(text)) {
        promise(core::Hours::parse(hours->text()) == hours, "hours are the same, written and read again");
        bool is_ever = false;
        for (int minute = 0; minute < core::minutes_a_week; minute += 1) is_ever |= hours->contains(minute);
        promise(is_ever, "hours have a minute of the week");
    }
    if (const auto kind = core::from_word<core::InputKind>(text)) {
        promise(core::word(*kind) == text, "a word is written as it was read");
    }
}

void read_what_is_typed(const std::string& text) {
    constexpr Instant now{1'763'940'000'000};
    const auto moment = cli::moment_in(text, now);
    if (!moment) check_error(is_utf8(text) ? moment.error() : Error{"bad_value", "", "of a text that is no UTF-8"});
    const auto ms = cli::chicago_time(text);
    promise(!ms || *ms % 1'000 == 0, "a time of Chicago has no fraction");
    promise(!cli::check_pin(text) || (text.size() >= 4 && text.size() <= 16), "a PIN has 4 to 16 characters");
}

void cut_to_size(std::string_view text) {
    for (const std::size_t most : {0U, 1U, 7U, 64U}) {
        const std::string shorter = shortened(text, most);
        promise(shorter.size() <= most + 3, "what is shortened is short");
        promise(!is_utf8(text) || is_utf8(shorter), "no character is cut");
        if (most < 3) continue;  // of "..."
        const std::string fitting = cut_to_json_size(text, most);
        promise(json_size(fitting) <= most, "what is cut fits");
        promise(!is_utf8(text) || is_utf8(fitting), "no character is cut to fit");
    }
    static const std::vector<std::string> words = core::word_list<core::Deed>();
    const auto near = nearest_word(text, words);
    promise(!near || std::find(words.begin(), words.end(), *near) != words.end(), "the nearest word is one of them");
}

}  // namespace

void word(std::string_view input) {
    read_id(input);
    read_amounts(input);
    read_whom_and_when(input);
    read_what_is_typed(std::string(input));
    cut_to_size(input);
    promise(app::is_pin_hash(input) == app::is_pin_hash(input), "the same is read twice alike");
    if (const auto digest = journal::digest_from_hex(input)) {
        promise(hex(*digest) == input, "a digest is written as it was read");
    }
}

}  // namespace paraat::fuzz
