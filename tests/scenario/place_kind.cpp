#include "tests/scenario/place_kind.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "hub/base/check.hpp"
#include "hub/core/words.hpp"
#include "tests/scenario/clock.hpp"

namespace paraat::scenario {
namespace {

using Tokens = std::span<const Token>;

constexpr std::array<std::string_view, 5> progresses = {"assigned", "accepted", "en_route", "on_scene", "left"};
constexpr std::array<std::string_view, 4> rungs = {"sent", "delivered", "shown", "read"};
constexpr std::array<std::string_view, 4> escalation_states = {"running", "held", "over", "unheard_of"};

bool is_word(Tokens tokens) {
    return !tokens.empty() && tokens[0].kind == Token::Kind::word;
}

// Lower case and digits, with what else may be between.
bool is_plain(std::string_view text, std::string_view also) {
    const bool is_first_right = !text.empty() && std::islower(static_cast<unsigned char>(text[0])) != 0;
    return is_first_right && std::all_of(text.begin(), text.end(), [&](char c) {
               const auto letter = static_cast<unsigned char>(c);
               return std::islower(letter) != 0 || std::isdigit(letter) != 0 || also.find(c) != std::string_view::npos;
           });
}

std::size_t one_word(Tokens tokens, bool (*is_right)(std::string_view)) {
    return is_word(tokens) && is_right(tokens[0].text) ? 1 : 0;
}

// Words with a comma behind each but the last.
std::size_t list_of(Tokens tokens, bool (*is_right)(std::string_view)) {
    for (std::size_t count = 0; count < tokens.size(); ++count) {
        std::string_view text = tokens[count].text;
        const bool goes_on = text.ends_with(',');
        if (goes_on) text.remove_suffix(1);
        if (!is_word(tokens.subspan(count)) || !is_right(text)) return 0;
        if (!goes_on) return count + 1;
    }
    return 0;
}

bool is_name_of_account(std::string_view text) {
    return is_plain(text, "-") && text != "nobody" && text != "it";
}
bool is_name_of_target(std::string_view text) {
    return is_plain(text, "-/") && text != "nobody" && text != "it";
}
bool is_name_of_category(std::string_view text) {
    return is_plain(text, "_");
}
bool is_number_text(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}
bool is_position_text(std::string_view text) {
    return text.find(',') != std::string_view::npos &&
           text.find_first_not_of("-0123456789.,") == std::string_view::npos;
}
bool is_own_name(std::string_view text) {
    return !text.empty() && std::isupper(static_cast<unsigned char>(text[0])) != 0;
}

std::size_t take_client(Tokens tokens, const Names&) {
    return one_word(tokens, is_name_of_account);
}
std::size_t take_clients(Tokens tokens, const Names&) {
    if (is_word(tokens) && tokens[0].text == "nobody") return 1;
    return list_of(tokens, is_name_of_target);
}
std::size_t take_target(Tokens tokens, const Names&) {
    return one_word(tokens, is_name_of_target);
}
std::size_t take_team(Tokens tokens, const Names&) {
    return one_word(tokens, [](std::string_view text) { return text.starts_with("team/"); });
}
std::size_t take_accounts(Tokens tokens, const Names&) {
    return list_of(tokens, is_name_of_account);
}
std::size_t take_category(Tokens tokens, const Names&) {
    return one_word(tokens, is_name_of_category);
}
std::size_t take_number(Tokens tokens, const Names&) {
    return one_word(tokens, is_number_text);
}
std::size_t take_position(Tokens tokens, const Names&) {
    return one_word(tokens, is_position_text);
}
std::size_t take_time(Tokens tokens, const Names&) {
    const bool is_dated = is_word(tokens) && is_date(tokens[0].text);
    if (!is_dated) return one_word(tokens, is_time);
    return one_word(tokens.subspan(1), is_time) > 0 ? 2 : 0;
}
std::size_t take_text(Tokens tokens, const Names&) {
    return !tokens.empty() && tokens[0].kind == Token::Kind::text ? 1 : 0;
}
std::size_t take_block(Tokens tokens, const Names&) {
    return !tokens.empty() && tokens[0].kind == Token::Kind::block ? 1 : 0;
}
std::size_t take_incident(Tokens tokens, const Names& names) {
    return is_word(tokens) && names.incidents.contains(tokens[0].text) ? 1 : 0;
}
std::size_t take_instruction(Tokens tokens, const Names& names) {
    return is_word(tokens) && names.instructions.contains(tokens[0].text) ? 1 : 0;
}
std::size_t take_new_name(Tokens tokens, const Names& names) {
    return is_word(tokens) && is_own_name(tokens[0].text) && !names.has(tokens[0].text) ? 1 : 0;
}

}  // namespace

std::size_t PlaceKind::take(std::span<const Token> tokens, const Names& names) const {
    if (takes != nullptr) return takes(tokens, names);
    return is_word(tokens) && std::find(words.begin(), words.end(), tokens[0].text) != words.end() ? 1 : 0;
}

std::span<const PlaceKind> place_kinds() {
    static const PlaceKind kinds[] = {
        {"alarm_kind", nullptr, core::words_of<core::AlarmKind>()},
        {"answer", nullptr, core::words_of<core::Answer>()},
        {"block", take_block},
        {"category", take_category},
        {"client", take_client},
        {"clients", take_clients},
        {"code", take_category},
        {"deployment_kind", nullptr, core::words_of<core::DeploymentKind>()},
        {"division", take_client},
        {"divisions", take_accounts},
        {"escalation_state", nullptr, escalation_states},
        {"incident", take_incident},
        {"incident_status", nullptr, core::words_of<core::IncidentStatus>()},
        {"instruction", take_instruction},
        {"instruction_state", nullptr, core::words_of<core::InstructionState>()},
        {"name", take_new_name},
        {"number", take_number},
        {"policy", take_client},
        {"position", take_position},
        {"presence", nullptr, core::words_of<core::PresenceState>()},
        {"presence_reason", nullptr, core::words_of<core::PresenceReason>()},
        {"progress", nullptr, progresses},
        {"reason", nullptr, core::words_of<core::NoticeReason>()},
        {"role", take_client},
        {"rung", nullptr, rungs},
        {"severity", nullptr, core::words_of<core::Severity>()},
        {"tags", take_accounts},
        {"target", take_target},
        {"team", take_team},
        {"text", take_text},
        {"time", take_time},
        {"unit_status", nullptr, core::words_of<core::UnitStatus>()},
    };
    return kinds;
}

const PlaceKind& place_kind(std::string_view name) {
    const auto kinds = place_kinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const PlaceKind& kind) { return kind.name == name; });
    PARAAT_CHECK(found != kinds.end());
    return *found;
}

}  // namespace paraat::scenario
