#include "tests/scenario/stage.hpp"

#include <utility>

#include "hub/core/behind.hpp"

namespace paraat::scenario {
namespace {

const std::string it = "it";
// Often enough that nobody is taken for late.
constexpr Milliseconds sign_of_life_every = std::chrono::minutes{1};

}  // namespace

Stage::Stage(const Setting& setting, const std::string& first_date) : date(first_date) {
    centre.organisation = organisation_of(setting);
    rules_ = rules_of(setting, centre.organisation);
    centre.asked_rules = rules_.get();
    centre.now = moment("00:00");
    centre.starts();
}

void Stage::takes(core::Outcome newest) {
    outcome = std::move(newest);
    owes_refusal = outcome.refusal.has_value();
    names.incidents.erase(it);
    if (outcome.incident) names.incidents[it] = *outcome.incident;
}

void Stage::receives(const std::string& client, core::InputBody body, const std::string& id) {
    if (is_away()) {
        if (!id.empty()) throw Mistake("give a report its id while the hub is there");
        takes({});
        waiting_.push_back({client, std::move(body)});
        return;
    }
    acted_at_ = centre.journal.size();
    takes(centre.receives(client, std::move(body), id));
}

void Stage::hears_beacon(const std::string& client, const core::StatusUpdate& update) {
    if (is_away()) return;
    acted_at_ = centre.journal.size();
    takes(centre.beacon(client, update));
}

void Stage::hears(const std::string& client) {
    if (is_away()) return;
    acted_at_ = centre.journal.size();
    takes(centre.hears(client));
}

void Stage::moves_to(Instant moment) {
    if (moment < centre.now) {
        throw Mistake("it is " + clock_text(centre.now) +
                      " already; a time of another day has its date before it: on " + "2026-11-28 03:00");
    }
    if (is_away()) {
        centre.now = moment;
        return;
    }
    acted_at_ = centre.journal.size();
    passes_until(moment);
}

void Stage::passes_until(Instant moment) {
    while (!in_touch_.empty() && moment - centre.now > sign_of_life_every) {
        centre.passes(sign_of_life_every);
        hears_those_in_touch();
    }
    centre.passes(moment - centre.now);
    hears_those_in_touch();
}

void Stage::stays_in_touch(const std::string& client) {
    in_touch_.insert(client);
    hears(client);
}

void Stage::hears_those_in_touch() {
    if (centre.is_deaf) return;
    for (const std::string& client : in_touch_) centre.hears(client);
}

void Stage::restarts_at(Instant moment) {
    goes_away();
    moves_to(moment);
    comes_back();
}

void Stage::goes_away() {
    if (is_away()) throw Mistake("the hub is away already");
    left_at_ = centre.now;
}

void Stage::comes_back() {
    if (!is_away()) throw Mistake("the hub is not away");
    const Milliseconds away = centre.now - *std::exchange(left_at_, std::nullopt);
    centre.now = centre.now - away;
    acted_at_ = centre.journal.size();
    const auto waiting = std::exchange(waiting_, {});
    const std::vector<core::Outcome> outcomes = centre.restarts(away, waiting);
    hears_those_in_touch();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i].refusal) continue;
        throw Mistake("what " + waiting[i].client +
                      " sent meanwhile is refused: " + std::string(core::code_of(outcomes[i].refusal->reason)));
    }
}

Instant Stage::moment(const std::string& time) const {
    const auto space = time.find(' ');
    return space == std::string::npos ? moment_of(date, time)
                                      : moment_of(time.substr(0, space), time.substr(space + 1));
}

void Stage::name_incident(const Words& words) {
    if (!words.has("name") || outcome.refusal) return;
    if (!outcome.incident) throw Mistake("the receipt names no incident; say: A is the newest incident");
    names.incidents[words["name"]] = *outcome.incident;
}

void Stage::name_instruction(const Words& words) {
    if (!words.has("name") || outcome.refusal) return;
    if (!outcome.instruction) throw Mistake("the receipt names no instruction");
    names.instructions[words["name"]] = *outcome.instruction;
}

const core::Incident& Stage::incident(const Words& words) const {
    const core::Incident* found = centre.state.incident(names.incidents.at(words["incident"]));
    if (found == nullptr) throw Mistake("the hub let go of " + words["incident"]);
    return *found;
}

const core::Instruction& Stage::instruction(const Words& words) const {
    const core::Instruction* found = centre.state.instruction(names.instructions.at(words["instruction"]));
    if (found == nullptr) throw Mistake("the hub let go of " + words["instruction"]);
    return *found;
}

std::optional<core::Revision> Stage::revision(const Words& words) const {
    if (!words.has("time")) return std::nullopt;
    const Instant then = moment(words["time"]);
    core::State past;
    for (const core::Event& event : centre.journal) {
        if (event.at <= then) core::evolve(past, event);
    }
    const core::Incident* found = past.incident(incident(words).id);
    if (found == nullptr) throw Mistake("there was no " + words["incident"] + " at " + words["time"]);
    return found->rev;
}

std::vector<std::string> Stage::clients(const Words& words) const {
    std::vector<std::string> clients;
    for (const std::string& text : words.list("clients")) {
        const auto target = core::Target::parse(text);
        if (!target) {
            clients.push_back(text);
            continue;
        }
        for (const core::ClientName& client : core::clients_behind(centre.organisation, *target)) {
            clients.push_back(client.text);
        }
    }
    return clients;
}

std::vector<core::Event> Stage::happened() const {
    std::vector<core::Event> events(centre.journal.begin() + static_cast<std::ptrdiff_t>(acted_at_),
                                    centre.journal.end());
    std::erase_if(events, [](const core::Event& event) {
        return std::holds_alternative<core::PresenceChanged>(event.body) ||
               std::holds_alternative<core::AbsenceFollowed>(event.body) ||
               std::holds_alternative<core::ReachChecked>(event.body);
    });
    return events;
}

}  // namespace paraat::scenario
