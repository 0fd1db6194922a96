#include "tests/fuzz/limits.hpp"

#include <cstdlib>
#include <set>

#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"
#include "tests/fuzz/promises.hpp"

namespace paraat::fuzz {
namespace {

constexpr std::size_t prose = 4'000;  // bytes
constexpr std::size_t label = 64;

void fits(const std::string& text, std::size_t most) {
    promise(text.size() <= most, "no text is longer than it may be");
    promise(is_utf8(text), "a text that was taken is UTF-8");
}
template <class Tag>
void fits(const std::optional<Name<Tag>>& name) {
    if (name) fits(name->text, label);
    promise(!name || !name->empty(), "a name that is there is not empty");
}
template <class List>
void fits_in(const List& list, std::size_t most) {
    promise(list.size() <= most, "no list is longer than it may be");
}
void is_between(const std::optional<std::int32_t>& number, std::int32_t least, std::int32_t most) {
    promise(!number || (*number >= least && *number <= most), "a number is in its range");
}
void lies_on_earth(const std::optional<core::Position>& position) {
    if (!position) return;
    promise(std::abs(position->lat_e7) <= 900'000'000 && std::abs(position->lon_e7) <= 1'800'000'000,
            "a position is on earth");
    promise(position->lat_e7 != 0 || position->lon_e7 != 0, "0,0 is no position");
}
void is_map(const std::vector<std::pair<std::string, std::string>>& entries) {
    fits_in(entries, 32);
    std::set<std::string> names;
    for (const auto& [name, value] : entries) {
        promise(!name.empty() && names.insert(name).second, "each entry has a name of its own");
        fits(name, label);
        fits(value, 256);
    }
}

void within(const core::Report& report) {
    promise(!report.category.empty(), "a report has a category");
    for (const std::string* text : {&report.category.text, &report.area, &report.contract, &report.lmc}) {
        fits(*text, label);
    }
    promise(report.origin.empty() || is_plain_name(report.origin), "an origin is a name");
    is_between(report.hops, 1, 100);
    fits(report.text, prose);
    lies_on_earth(report.position);
    is_between(report.accuracy_m, 0, 1'000'000);
    is_between(report.persons, 0, 10'000);
    fits_in(report.tags, 16);
    for (const std::string& tag : report.tags) fits(tag, 32);
    fits_in(report.references, 16);
    fits_in(report.attachments, 16);
    for (const core::Attachment& one : report.attachments) fits(one.uri, 1'000);
    if (report.reporter) fits(report.reporter->name, 256);
    if (report.address) fits(report.address->note, 1'000);
    is_map(report.attributes);
}

void within(const core::StatusUpdate& update) {
    lies_on_earth(update.position);
    is_between(update.accuracy_m, 0, 1'000'000);
    is_between(update.speed_cm_s, 0, 100'000);
    is_between(update.heading_deg, 0, 360);
    is_between(update.battery_pct, 0, 100);
    fits(update.cancel_pin, 16);
    promise(!update.panic || update.cancel_pin.empty(), "a panic is pressed or taken back, not both");
    promise(!update.cancelled, "what a PIN said is not for its sender to say");
}

void within(const core::Instruct& instruct) {
    fits(instruct.to, label);
    fits(instruct.text, prose);
    fits(instruct.talkgroup, label);
    is_between(instruct.priority, 1, 5);
    if (!instruct.deployment) return;
    lies_on_earth(instruct.deployment->position);
    is_between(instruct.deployment->metres, 0, 1'000'000);
    fits(instruct.deployment->because, prose);
}

void within(const core::Ack& ack) {
    promise(ack.incident.has_value() != ack.instruction.has_value(), "an ack is of an incident or of an instruction");
    fits(ack.text, prose);
}

void within(const core::Command& command) {
    fits(command.text, prose);
    fits(command.division);
    fits(command.category);
    fits(command.team);
    fits(command.unit);
    fits(command.policy);
    fits(command.to);
    fits(command.role);
    fits(command.exercise);
    is_between(command.priority, 1, 5);
    fits_in(command.reports, 200);
    for (const std::string& one : command.reports) fits(one, 97);
    fits_in(command.participants, 64);
    for (const std::string& target : command.participants) fits(target, label);
    is_map(command.answers);
}

void within(const core::PresenceUpdate&) {}

void within(const core::Query& query) {
    for (const std::string* text : {&query.ask, &query.division.text, &query.team.text, &query.after, &query.target}) {
        fits(*text, label);
    }
    fits(query.policy);
    fits(query.unit);
    lies_on_earth(query.position);
    fits_in(query.skills, 16);
    for (const std::string& skill : query.skills) fits(skill, 32);
}

}  // namespace

void check_limits(const core::InputBody& body) {
    std::visit([](const auto& input) { within(input); }, static_cast<const core::AnyInput&>(body));
}

}  // namespace paraat::fuzz
