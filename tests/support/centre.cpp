#include "tests/support/centre.hpp"

#include <gtest/gtest.h>

#include "hub/core/alarms.hpp"
#include "hub/core/event_codec.hpp"
#include "hub/core/invariants.hpp"
#include "hub/core/whereabouts.hpp"
#include "tests/support/accounts.hpp"

namespace paraat::test {
namespace {

core::Category category(const std::string& name, const std::string& division, core::Severity severity, int priority,
                        const std::string& escalate = {}) {
    core::Category made;
    made.name = core::CategoryName{name};
    made.label_nl = name;
    made.label_en = name;
    if (!division.empty()) made.divisions = {core::DivisionName{division}};
    made.severity = severity;
    made.priority = priority;
    made.escalate = core::PolicyName{escalate};
    return made;
}

Ulid numbered(Instant at, int number) {
    std::array<std::uint8_t, 10> chance{};
    chance[8] = static_cast<std::uint8_t>(number >> 8);
    chance[9] = static_cast<std::uint8_t>(number);
    return Ulid{at, chance};
}

}  // namespace

std::vector<core::Firing> ScriptedRules::judge(const core::Case& at_hand) const {
    std::vector<core::Firing> firings;
    for (const Rule& rule : rules) {
        if (auto firing = rule(at_hand)) firings.push_back(*firing);
    }
    return firings;
}

const core::EscalationPolicy* ScriptedRules::policy(const core::PolicyName& name) const {
    const auto found = policies.find(name);
    return found == policies.end() ? nullptr : &found->second;
}

std::vector<std::string> ScriptedRules::policy_names() const {
    std::vector<std::string> names;
    for (const auto& [name, unused] : policies) names.push_back(name.text);
    return names;
}

core::EscalationStep step(const std::string& target, std::optional<Milliseconds> ack_within,
                          std::optional<Milliseconds> repeat_every) {
    return {{*core::Target::parse(target)}, ack_within, repeat_every};
}

core::EscalationPolicy policy(const std::string& name, std::vector<core::EscalationStep> steps) {
    return {core::PolicyName{name}, std::move(steps)};
}

core::Organisation small_organisation() {
    core::Organisation organisation;
    organisation.sector = core::DivisionName{"sector"};
    organisation.panic = core::CategoryName{"panic"};
    organisation.compartments[core::covert_compartment] = {core::covert_compartment, "a test", "x", "y", never};
    for (const char* name : {"sector", "dvl", "dvo"}) {
        organisation.divisions[core::DivisionName{name}] = {core::DivisionName{name}, name};
    }
    const core::TeamName overlast{"it-overlast"};
    const core::TeamName ondermijning{"it-ondermijning"};
    organisation.teams[overlast] = {overlast, "", core::DivisionName{"dvl"}};
    organisation.teams[ondermijning] = {ondermijning, "", core::DivisionName{"dvo"}};
    const auto add_role = [&](const char* name, core::Authority authority, const char* division) {
        organisation.roles[core::RoleName{name}] = {core::RoleName{name}, "", authority, core::DivisionName{division}};
    };
    add_role("centre", core::Authority::centre, "");
    add_role("opco", core::Authority::opco, "");
    add_role("coord-overlast", core::Authority::coordinator, "dvl");
    add_role("coord-ondermijning", core::Authority::coordinator, "dvo");
    for (const char* name : {"console-1", "console-2"}) organisation.accounts.put(account(name, "", {"centre"}));
    organisation.accounts.put(account("opco-1", "", {"opco"}));
    organisation.accounts.put(account("coord-overlast-1", "", {"coord-overlast"}));
    organisation.accounts.put(account("coord-ondermijning-1", "", {"coord-ondermijning"}));
    for (const char* name : {"radio-1", "radio-2"}) organisation.accounts.put(account(name, "it-overlast", {}));
    for (const char* name : {"radio-7", "radio-8"}) organisation.accounts.put(account(name, "it-ondermijning", {}));
    const auto add = [&](const core::Category& made) { organisation.categories[made.name] = made; };
    add(category("noise_nuisance", "dvl", core::Severity::minor, 5));
    add(category("youth_nuisance", "dvl", core::Severity::minor, 4));
    add(category("theft", "dvo", core::Severity::minor, 4));
    add(category("shooting", "dvo", core::Severity::extreme, 1, "serious-threat"));
    add(category("other", "sector", core::Severity::minor, 4));
    core::Category panic = category("panic", "sector", core::Severity::extreme, 1, "panic");
    panic.to_own_division = true;
    panic.joins = false;
    add(panic);
    return organisation;
}

core::Report report(const std::string& category, double lat, double lon) {
    core::Report made;
    made.category = core::CategoryName{category};
    made.position = core::position_from_degrees(lat, lon);
    made.text = "what was seen";
    return made;
}

Centre::Centre() {
    using std::chrono::seconds;
    const auto add = [&](const core::EscalationPolicy& made) { rules.policies[made.name] = made; };
    add(policy("serious-threat", {step("team/it-ondermijning", seconds{60}),
                                  step("role/coord-ondermijning", seconds{60}), step("role/opco", {}, seconds{60})}));
    core::EscalationStep all = step("own/team", {}, seconds{30});
    for (const char* target : {"own/coordinator", "nearby/teams", "role/opco"}) {
        all.targets.push_back(*core::Target::parse(target));
    }
    add(policy("panic", {all}));
}

Centre::~Centre() {
    EXPECT_EQ(broken, std::vector<std::string>{});
}

core::Outcome Centre::receives(const std::string& client, core::InputBody body, const std::string& id) {
    ++inputs_;
    const core::ClientName name{client};
    observed.hear(name, now);
    if (const auto* update = std::get_if<core::StatusUpdate>(&body)) note(name, *update);
    const auto* command = std::get_if<core::Command>(&body);
    auto on_record = command != nullptr ? this->on_record(command->incident) : std::nullopt;
    return take(core::ClientInput{name,
                                  id.empty() ? "i" + std::to_string(inputs_) : id,
                                  std::move(body),
                                  core::IncidentId{numbered(now, inputs_)},
                                  core::InstructionId{numbered(now, inputs_)},
                                  false,
                                  {},
                                  false,
                                  std::move(on_record)});
}

// As the shell looks it up, of what the state has let go of.
std::optional<core::CompartmentName> Centre::on_record(const std::optional<core::IncidentId>& incident) const {
    for (const core::Event& event : journal) {
        const auto* opened = std::get_if<core::IncidentOpened>(&event.body);
        if (opened != nullptr && incident == opened->incident) return opened->compartment;
    }
    return std::nullopt;
}

core::Outcome Centre::finds(const core::RetentionFinding& finding) {
    return take(finding);
}

core::Outcome Centre::beacon(const std::string& client, const core::StatusUpdate& update) {
    ++inputs_;
    const core::ClientName name{client};
    observed.hear(name, now);
    note(name, update);
    return take(core::ClientInput{name, "", update, core::IncidentId{numbered(now, inputs_)},
                                  core::InstructionId{numbered(now, inputs_)}, true});
}

// As the shell does it.
void Centre::note(const core::ClientName& client, core::StatusUpdate update) {
    if (core::hides_position(state, client, update)) update.position.reset();
    observed.note(client, update, now);
}

std::vector<core::Event> Centre::passes(Milliseconds span) {
    const std::size_t before = journal.size();
    const Instant end = now + span;
    while (std::min(state.timers.next_due(), observed.next_lapse()) <= end) {
        now = std::max(now, std::min(state.timers.next_due(), observed.next_lapse()));
        fire();
    }
    now = end;
    return {journal.begin() + static_cast<std::ptrdiff_t>(before), journal.end()};
}

std::vector<core::Event> Centre::sleeps(Milliseconds span) {
    const std::size_t before = journal.size();
    now = now + span;
    fire();
    return {journal.begin() + static_cast<std::ptrdiff_t>(before), journal.end()};
}

core::Outcome Centre::starts() {
    observed = {};
    core::expect_who_is_needed(state, observed, now);
    return take(core::HubStart{"0.0.0"});
}

core::Outcome Centre::agrees(const std::vector<core::Agreement>& agreements) {
    return take(core::AgreementsOffer{agreements});
}

std::vector<core::Outcome> Centre::restarts(Milliseconds away, const std::vector<Waiting>& waiting) {
    compares_folds();
    auto kept = core::decode_state(core::encode(state));
    if (!kept) broken.push_back("the snapshot cannot be read: " + kept.error().message);
    if (kept) state = std::move(*kept);
    now = now + away;
    starts();
    std::vector<core::Outcome> outcomes;
    for (const Waiting& input : waiting) outcomes.push_back(receives(input.client, input.body));
    passes(Milliseconds{0});
    return outcomes;
}

core::Outcome Centre::hears(const std::string& client) {
    const core::ClientName name{client};
    observed.hear(name, now);
    return take(core::ClientHeard{name});
}

void Centre::compares_folds() {
    core::State again;
    for (const core::Event& event : journal) core::evolve(again, event);
    if (core::encode(again) != core::encode(state)) broken.push_back("the journal folded anew gives another state");
}

void Centre::fire() {
    if (is_deaf) observed.was_deaf_until(now);
    for (const core::Observed::Lapse& lapse : observed.take_lapses(now)) {
        take(core::LeaseLapses{lapse.client, lapse.is_lost ? core::PresenceState::lost : core::PresenceState::late});
    }
    if (state.timers.next_due() <= now) take(core::TimePasses{});
}

core::Outcome Centre::take(const core::CoreCommand& command) {
    core::Outcome outcome = core::Decider(organisation, *asked_rules).decide(state, observed, command, now);
    for (const core::Event& event : outcome.events) {
        const core::EncodedEvent encoded = core::encode(event);
        const auto read_back = core::decode_event(encoded, event.at);
        const core::EncodedEvent again = read_back ? core::encode(*read_back) : core::EncodedEvent{};
        if (!read_back || again.open != encoded.open || again.sealed != encoded.sealed) {
            broken.push_back(std::string(core::name_of(event.body)) + " is not read as it was written");
        }
        core::evolve(state, read_back.value_or(event));
        follow(event);
        for (const core::ClientName& client : core::positions_to_forget(state, event)) observed.forget_position(client);
        journal.push_back(read_back.value_or(event));
    }
    for (const std::string& fault : core::broken_invariants(state)) broken.push_back(fault);
    return outcome;
}

// Tests change the organisation until somebody is appointed.
void Centre::follow(const core::Event& event) {
    if (!std::holds_alternative<core::Appointed>(event.body)) return;
    if (staff_ == nullptr) {
        configured_ = organisation;
        staff_ = std::make_unique<core::Staff>(*configured_, core::State{});
    }
    staff_->follow(event);
    organisation = staff_->organisation();
}

const core::Incident& Centre::incident(const core::Outcome& outcome) const {
    return state.incidents.at(outcome.incident.value());
}

std::vector<std::string> Centre::asked(const core::IncidentId& incident) const {
    std::vector<std::string> targets;
    for (const core::Event& event : journal) {
        const auto* stepped = std::get_if<core::EscalationStepped>(&event.body);
        if (stepped == nullptr || stepped->incident != incident) continue;
        for (const core::AskedBehind& asked : *stepped->asked) targets.push_back(asked.target.text());
    }
    return targets;
}

std::vector<std::string> names(const std::vector<core::Event>& events) {
    std::vector<std::string> names;
    for (const core::Event& event : events) names.emplace_back(core::name_of(event.body));
    return names;
}

}  // namespace paraat::test
