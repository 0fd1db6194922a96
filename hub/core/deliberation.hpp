#pragma once

#include "hub/base/nearest_word.hpp"
#include "hub/core/decide.hpp"

namespace paraat::core {

// One command about one incident, after the checks that all have in common.
struct Deliberation {
    Situation& situation;
    const ClientName& client;
    const Command& command;
    const Incident& incident;
    IncidentId fresh_incident;
    InstructionId fresh_instruction;

    void refuse(Reason reason, std::string field, std::string sentence) const {
        situation.refuse(reason, std::move(field), std::move(sentence));
    }
    void happen(EventBody body) const { situation.happen(client, std::move(body)); }
};

void triage(const Deliberation& on);
void assign(const Deliberation& on);
void unassign(const Deliberation& on);
void dispatch(const Deliberation& on);
void merge(const Deliberation& on);
void split(const Deliberation& on);
void silence(const Deliberation& on);
void shelve(const Deliberation& on);
void assess(const Deliberation& on);
// The orders that stand about the incident, of people, rules and the hub, to `target` or to anybody.
std::vector<InstructionId> standing_orders(const Deliberation& on, const std::optional<Target>& target);

// Whether somebody else is on the incident, and the command does not say that it knows; a refusal then.
bool is_taken_by_another(Situation& situation, const ClientName& client, const Command& command,
                         const Incident& incident, const std::string& field = "incident");

// Whether the division exists; a refusal otherwise.
bool is_known_division(const Deliberation& on, const DivisionName& division);

// `unknown team "x"; did you mean "y"?`
template <class Map>
std::string unknown(const std::string& what, const std::string& name, const Map& known) {
    std::vector<std::string> names;
    for (const auto& [known_name, unused] : known) names.push_back(known_name.text);
    return "unknown " + what + " \"" + name + "\"" + did_you_mean(name, names);
}

inline Because because_of(const ClientName& client, const std::string& deed) {
    return {deed + " by " + client.text, deed, {{"by", client.text}}};
}

}  // namespace paraat::core
