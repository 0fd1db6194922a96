#include "hub/core/telling.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::core {
namespace {

// Who stands in for somebody of a division: its coordinator, those who command all, then any coordinator.
std::vector<Target> next_after(const Organisation& organisation, const DivisionName& division) {
    std::vector<Target> targets;
    const RoleName coordinator = organisation.coordinator_of(division);
    if (!coordinator.empty()) targets.push_back({Target::Kind::role, coordinator.text});
    for (const auto& [name, role] : organisation.roles) {
        const bool commands_all = role.authority == Authority::centre || role.authority == Authority::opco;
        if (commands_all) targets.push_back({Target::Kind::role, name.text});
    }
    for (const auto& [name, role] : organisation.roles) {
        if (role.authority == Authority::coordinator) targets.push_back({Target::Kind::role, name.text});
    }
    return targets;
}

}  // namespace

Order about(const Incident& incident) {
    Order word;
    word.to = {Target::Kind::unit, ""};
    word.incident = incident.id;
    word.compartment = incident.compartment;
    word.exercise = incident.is_exercise;
    word.priority = incident.priority;
    return word;
}

bool is_somebody_there(const Situation& situation, const Order& order) {
    const std::vector<ClientName> all = addressees_of(situation, order);
    return std::any_of(all.begin(), all.end(), [&](const ClientName& client) { return can_read(situation, client); });
}

InstructionId told_id(const std::string& key, Instant at) {
    const Sha256 digest = sha256(key);
    return InstructionId{Ulid{at, std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

std::optional<InstructionId> tell(Situation& situation, const std::string& key, Order order) {
    order.text = cut(std::move(order.text), instruction_text_most);
    const InstructionId id = told_id(key, situation.now);
    return issue(situation, the_hub, id, order) ? std::optional{id} : std::nullopt;
}

bool can_read(const Situation& situation, const ClientName& client) {
    const Unit* unit = situation.state.unit(client);
    if (unit == nullptr) return true;
    if (unit->duty == Duty::off || unit->presence == PresenceState::lost) return false;
    return unit->presence != PresenceState::unknown || !situation.observed.is_missed(client, situation.now);
}

std::optional<InstructionId> tell_next(Situation& situation, const std::string& key, Order order,
                                       const DivisionName& division) {
    order.must_reach = true;
    for (const Target& target : next_after(situation.organisation, division)) {
        order.to = target;
        if (is_somebody_there(situation, order)) return tell(situation, key, order);
    }
    return std::nullopt;
}

bool tell_somebody(Situation& situation, const std::string& key, Order order, const DivisionName& division) {
    // A lost device finds it when it comes back; until then it is somebody else's.
    order.must_reach = is_somebody_there(situation, order);
    const bool is_told = tell(situation, key, order).has_value();
    if (order.must_reach || tell_next(situation, key + "/next", order, division)) return true;
    order.must_reach = true;
    for (const Target& target : next_after(situation.organisation, division)) {
        order.to = target;
        if (tell(situation, key + "/next", order)) return true;
    }
    return is_told;
}

}  // namespace paraat::core
