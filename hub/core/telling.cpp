#include "hub/core/telling.hpp"

#include "hub/base/digest.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::core {

InstructionId told_id(const std::string& key, Instant at) {
    const Sha256 digest = sha256(key);
    return InstructionId{Ulid{at, std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

std::optional<InstructionId> tell(Situation& situation, const std::string& key, Order order) {
    order.text = cut(std::move(order.text), instruction_text_most);
    const InstructionId id = told_id(key, situation.now);
    return issue(situation, the_hub, id, order) ? std::optional{id} : std::nullopt;
}

bool tell_somebody(Situation& situation, const std::string& key, Order order, const DivisionName& division) {
    if (tell(situation, key, order)) return true;
    const auto tell_role = [&](const RoleName& role) {
        order.to = {Target::Kind::role, role.text};
        return !role.empty() && tell(situation, key, order);
    };
    if (tell_role(situation.organisation.coordinator_of(division))) return true;
    for (const auto& [name, role] : situation.organisation.roles) {
        const bool commands_all = role.authority == Authority::centre || role.authority == Authority::opco;
        if (commands_all && tell_role(name)) return true;
    }
    return false;
}

}  // namespace paraat::core
