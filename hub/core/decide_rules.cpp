#include "hub/core/decide.hpp"
#include "hub/core/silences.hpp"

namespace paraat::core {

void decide_rules(Situation& situation, const ClientInput& input, const Command& command) {
    const RulesInForce& now = situation.state.rules;
    const bool goes_back = command.deed == Deed::rollback_rules;
    if (!may_change_rules(situation.organisation, input.client)) {
        return situation.refuse(Reason::not_allowed, "do",
                                "\"" + input.client.text + "\" may not change the rules: the opco may");
    }
    if (goes_back && now.before.empty()) {
        return situation.refuse(Reason::not_found, "do", "no earlier set of rules is known");
    }
    if (!input.rules || !input.rules->fault.empty()) {
        return situation.refuse(Reason::bad_rules, "", input.rules ? input.rules->fault : "no set of rules was read");
    }
    const std::string& version = input.rules->version;
    if (goes_back && version != now.before.back()) {
        return situation.refuse(Reason::bad_rules, "", "the rules changed in the meantime; ask again");
    }
    const bool is_in_force = version == now.version && !now.is_pinned;
    if (is_in_force) return;
    change_rules(situation, input.client, version, goes_back ? RulesChange::rollback : RulesChange::reload,
                 input.rules->silences);
}

}  // namespace paraat::core
