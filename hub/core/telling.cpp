#include "hub/core/telling.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::core {
namespace {

bool is_somebody_there(const Situation& situation, const Order& order) {
    const std::vector<ClientName> all = addressees_of(situation, order);
    return std::any_of(all.begin(), all.end(), [&](const ClientName& client) { return can_read(situation, client); });
}

}  // namespace

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
    return unit == nullptr || (unit->duty != Duty::off && unit->presence != PresenceState::lost);
}

std::optional<InstructionId> tell_next(Situation& situation, const std::string& key, Order order,
                                       const DivisionName& division) {
    std::vector<RoleName> roles{situation.organisation.coordinator_of(division)};
    for (const auto& [name, role] : situation.organisation.roles) {
        const bool commands_all = role.authority == Authority::centre || role.authority == Authority::opco;
        if (commands_all) roles.push_back(name);
    }
    order.must_reach = true;
    for (const RoleName& role : roles) {
        if (role.empty()) continue;
        order.to = {Target::Kind::role, role.text};
        if (is_somebody_there(situation, order)) return tell(situation, key, order);
    }
    return std::nullopt;
}

bool tell_somebody(Situation& situation, const std::string& key, Order order, const DivisionName& division) {
    order.must_reach = true;
    const bool is_there = is_somebody_there(situation, order);
    const bool is_told = tell(situation, key, order).has_value();
    // A lost device finds it when it comes back.
    if (is_told && is_there) return true;
    return tell_next(situation, key + "/next", order, division) || is_told;
}

}  // namespace paraat::core
