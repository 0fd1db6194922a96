#include "hub/codec/read_question.hpp"

namespace paraat::codec {
namespace {

constexpr std::int32_t items_unless_said = 50;
constexpr std::int32_t nearest_unless_said = 10;        // as many as a dispatcher looks at
constexpr std::int32_t organisation_unless_said = 200;  // all of most, in one answer
constexpr std::size_t skills_most = 16;
constexpr std::size_t skill_most = 32;

std::int32_t limit_unless_said(std::string_view ask) {
    if (ask == "nearest") return nearest_unless_said;
    return ask == "organisation" ? organisation_unless_said : items_unless_said;
}

}  // namespace

core::Query read_question(Door& door, const wire::Query& wire) {
    core::Query query;
    query.ask = door.text(wire.ask(), "ask", label_most);
    query.division = core::DivisionName{door.text(wire.division(), "division", label_most)};
    query.team = core::TeamName{door.text(wire.team(), "team", label_most)};
    if (const auto* words = wire.status()) {
        for (const auto status : *words) query.status.push_back(static_cast<core::IncidentStatus>(status));
    }
    query.incident = door.ulid<core::IncidentId>(wire.incident(), "incident");
    query.limit = wire.limit().value_or(limit_unless_said(query.ask));
    query.target = door.text(wire.target(), "target", label_most);
    if (wire.rev()) query.rev = *wire.rev();
    query.after = door.text(wire.after(), "after", label_most);
    query.position = door.position(wire);
    if (const auto* skills = wire.skills(); door.has_list(skills, "skills", skills_most, "skills")) {
        for (const auto* skill : *skills) query.skills.push_back(door.text(skill, "skills", skill_most));
    }
    query.unit = door.name<core::ClientName>(wire.unit(), "unit");
    query.policy = door.name<core::PolicyName>(wire.policy(), "policy");
    return query;
}

}  // namespace paraat::codec
