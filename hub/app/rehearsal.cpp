#include "hub/app/rehearsal.hpp"

#include <algorithm>
#include <deque>

#include "hub/app/past.hpp"
#include "hub/base/digest.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/core/decider.hpp"
#include "hub/core/staff.hpp"
#include "hub/foreign/earlier_words.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t page_inputs = 500;
constexpr std::int64_t progress_interval = 20'000;  // events
constexpr int steps_at_once = 10'000;               // timers that fire in one gap; more is a fault of ours

// The inputs of the journal in their order, as far as it still has them.
class Inputs {
public:
    explicit Inputs(journal::JournalReader reader) : reader_(std::move(reader)) {}

    // The next one whose events begin at `first`; nullopt when there is none (any more).
    Result<std::optional<journal::PlacedInput>> at(journal::Sequence first) {
        while (true) {
            if (page_.empty()) {
                auto page = reader_.read_inputs(position_, page_inputs);
                if (!page) return page.error();
                if (page->empty()) return std::optional<journal::PlacedInput>{};
                position_ = page->back().position;
                page_.assign(std::make_move_iterator(page->begin()), std::make_move_iterator(page->end()));
            }
            if (page_.front().first.value > first.value) return std::optional<journal::PlacedInput>{};
            journal::PlacedInput found = std::move(page_.front());
            page_.pop_front();
            if (found.first == first) return std::optional<journal::PlacedInput>(std::move(found));
        }
    }

private:
    journal::JournalReader reader_;
    std::int64_t position_ = 0;
    std::deque<journal::PlacedInput> page_;
};

// An id for what the candidate opens and nobody opened in fact: the moment, and chance that depends on the input only.
template <class Id>
Id made_up(Instant at, const std::string& client, const std::string& id) {
    const Sha256 digest = sha256({client, "/", id});
    return Id{Ulid{at, std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

// The core with the candidate, from some moment on.
class Candidate {
public:
    Candidate(const core::Organisation& organisation, const rules::RuleSet& rules, core::State state)
        : state_(std::move(state)), staff_(organisation, state_), decider_(staff_.organisation(), rules) {}

    // Timers, each at its moment, up to `now`.
    void pass(Instant now) {
        for (int steps = 0; state_.timers.next_due() <= now && steps < steps_at_once; ++steps) {
            now_ = std::max(now_, state_.timers.next_due());
            run(core::TimePasses{});
        }
        now_ = std::max(now_, now);
    }
    // What fell due while no hub ran fires when one runs again.
    void sleep(Instant now) { now_ = std::max(now_, now); }

    void take(core::ClientInput input) {
        if (auto* ack = std::get_if<core::Ack>(&input.body)) ack->rev.reset();
        if (auto* command = std::get_if<core::Command>(&input.body)) {
            // What a person saw had other revisions; what a person wanted to close was acknowledged then.
            command->rev.reset();
            if (command->deed == core::Deed::close) command->acknowledge = true;
        }
        if (const auto* update = std::get_if<core::StatusUpdate>(&input.body)) {
            observed_.note(input.client, *update, now_);
        }
        ++inputs;
        if (run(input).refusal) ++refused;
    }
    // What no rule has a say in is as it was.
    void adopt(const core::Event& event) {
        core::evolve(state_, event);
        staff_.follow(event);
    }

    Courses courses;
    std::int64_t inputs = 0;
    std::int64_t refused = 0;

private:
    core::Outcome run(const core::CoreCommand& command) {
        core::Outcome outcome = decider_.decide(state_, observed_, command, now_);
        for (const core::Event& event : outcome.events) {
            core::evolve(state_, event);
            staff_.follow(event);
            add_to(courses, event, state_);
        }
        return outcome;
    }

    core::State state_;
    core::Staff staff_;
    core::Decider decider_;
    core::Observed observed_;
    Instant now_;
};

class Rehearsing {
public:
    Rehearsing(const core::Organisation& organisation, const rules::RuleSet& rules, Past past, Inputs inputs,
               Rehearsal& made)
        : organisation_(organisation), rules_(rules), past_(std::move(past)), inputs_(std::move(inputs)), made_(made) {}

    Result<void> run(const journal::Head& head, const RehearsalWanted& wanted) {
        made_.until = head.newest;
        made_.since = head.newest - wanted.since;
        while (past_.at().value < head.sequence.value) {
            if (auto done = step(); !done) return done;
            if (wanted.progress && past_.at().value - told_at_ >= progress_interval) {
                told_at_ = past_.at().value;
                wanted.progress(told_at_, head.sequence.value);
            }
            if (is_at_end_) break;
        }
        finish();
        return {};
    }

private:
    // One input with its events, or one event that has none.
    Result<void> step() {
        const journal::Sequence next{past_.at().value + 1};
        auto input = inputs_.at(next);
        if (!input) return input.error();
        if (*input) return take(**input);
        auto event = past_.next();
        if (!event) return event.error();
        if (!*event) {
            is_at_end_ = true;
            return {};
        }
        begin((*event)->at);
        happen(**event);
        if (candidate_) follow(**event);
        last_ = (*event)->at;
        return {};
    }

    // From the first moment on, the candidate has the state that was.
    void begin(Instant at) {
        if (candidate_ || at < made_.since) return;
        candidate_.emplace(organisation_, rules_, past_.state);
        candidate_->sleep(at);
    }
    void happen(const core::Event& event) {
        core::evolve(past_.state, event);
        if (!candidate_) return;
        ++made_.events;
        add_to(courses_, event, past_.state);
    }

    Result<void> take(const journal::PlacedInput& placed) {
        begin(placed.input.at);
        std::vector<core::Event> events;
        for (std::int64_t i = 0; i < placed.count; ++i) {
            auto event = past_.next();
            if (!event) return event.error();
            if (!*event) break;
            events.push_back(std::move(**event));
        }
        for (const core::Event& event : events) happen(event);
        last_ = placed.input.at;
        if (!candidate_) return {};
        candidate_->pass(placed.input.at);
        const auto kind = core::from_word<core::InputKind>(placed.input.kind);
        auto reading = kind ? codec::read_input(*kind, placed.input.normalised) : unread();
        if (!reading) {
            ++unread_;
            return {};
        }
        const auto* command = std::get_if<core::Command>(&reading->body);
        const bool is_about_rules = command != nullptr && (command->deed == core::Deed::reload_rules ||
                                                           command->deed == core::Deed::rollback_rules);
        if (is_about_rules) return {};
        const bool continues =
            !reading->follows.empty() || !foreign::earlier_words(placed.input.id, reading->ignored).empty();
        candidate_->take(input_of(core::ClientName{placed.input.client}, placed.input.id, std::move(reading->body),
                                  placed.input.at, events, continues));
        return {};
    }
    static tl::expected<codec::InputReading, codec::UnreadInput> unread() {
        return tl::unexpected(codec::UnreadInput{});
    }

    // With the ids that it opened in fact.
    static core::ClientInput input_of(const core::ClientName& client, const std::string& id, core::InputBody body,
                                      Instant at, const std::vector<core::Event>& events,
                                      bool continues_reports = false) {
        core::ClientInput input;
        input.client = client;
        input.id = id;
        input.body = std::move(body);
        input.fresh_incident = made_up<core::IncidentId>(at, client.text, id);
        input.fresh_instruction = made_up<core::InstructionId>(at, client.text, id);
        for (const core::Event& event : events) {
            if (const auto* opened = std::get_if<core::IncidentOpened>(&event.body)) {
                input.fresh_incident = opened->incident;
            }
            const auto* joined = std::get_if<core::ReportJoined>(&event.body);
            if (joined != nullptr && continues_reports) input.follows = joined->incident;
            const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
            if (issued != nullptr && issued->rule.empty()) input.fresh_instruction = issued->instruction;
        }
        return input;
    }

    // An event that no stored input stands for: the hub's own, of a beacon, or of an input that was forgotten.
    void follow(const core::Event& event) {
        if (std::holds_alternative<core::HubStarted>(event.body)) {
            candidate_->pass(last_);
            candidate_->sleep(event.at);
            return candidate_->adopt(event);
        }
        candidate_->pass(event.at);
        const bool is_beside_rules = std::holds_alternative<core::PresenceChanged>(event.body) ||
                                     std::holds_alternative<core::UnitPlaced>(event.body) ||
                                     std::holds_alternative<core::Appointed>(event.body) ||
                                     std::holds_alternative<core::AgreementMade>(event.body) ||
                                     std::holds_alternative<core::AgreementEnded>(event.body);
        if (is_beside_rules) return candidate_->adopt(event);
        if (const auto* received = std::get_if<core::ReportReceived>(&event.body)) {
            // The id that it had tells what it opened; that it joined is found out anew.
            core::ClientInput input = input_of(event.by, received->id, received->report, event.at, {});
            input.fresh_incident = received->incident;
            is_forgetful_ = true;
            return candidate_->take(std::move(input));
        }
        if (const auto* said = std::get_if<core::StatusReported>(&event.body)) {
            core::StatusUpdate update;
            update.sent_at = said->sent_at;
            update.status = said->status;
            update.panic = said->panic;
            update.incident = said->incident;
            update.position = said->position;
            update.accuracy_m = said->accuracy_m;
            core::ClientInput input = input_of(event.by, "", update, event.at, {});
            input.is_beacon = true;
            return candidate_->take(std::move(input));
        }
        const bool is_persons_word =
            event.by != core::the_hub && !std::holds_alternative<core::NoticeReached>(event.body);
        if (is_persons_word) is_forgetful_ = true;
    }

    void finish() {
        if (!candidate_) {
            made_.remarks.emplace_back("nothing happened since");
            return;
        }
        candidate_->pass(made_.until);
        made_.inputs = candidate_->inputs;
        made_.refused = candidate_->refused;
        std::map<core::IncidentId, CourseDifference> differences;
        std::set<core::IncidentId> all;
        for (const auto& [id, course] : courses_) all.insert(id);
        for (const auto& [id, course] : candidate_->courses) all.insert(id);
        made_.incidents = static_cast<std::int64_t>(all.size());
        for (const core::IncidentId& id : all) {
            // Of one that only the other core moved since, nothing moved here.
            const auto was = courses_.find(id);
            const auto would_be = candidate_->courses.find(id);
            const Course empty;
            Course standing = was == courses_.end() ? empty : was->second;
            Course other = would_be == candidate_->courses.end() ? empty : would_be->second;
            if (was == courses_.end()) standing = stood(id, other);
            if (would_be == candidate_->courses.end()) other = stood(id, standing);
            CourseDifference found = difference(standing, other);
            if (!found.is_empty()) made_.differences.emplace(id, std::move(found));
        }
        remark();
    }
    // What an incident was that nothing happened to on one side: its divisions and priority are as before.
    static Course stood(const core::IncidentId&, const Course& other) {
        Course course;
        course.category = other.category;
        course.divisions = other.divisions;
        course.priority = other.priority;
        return course;
    }
    void remark() {
        if (unread_ > 0) made_.remarks.push_back(std::to_string(unread_) + " inputs cannot be read any more");
        if (is_forgetful_) {
            made_.remarks.emplace_back(
                "inputs are kept 30 days: of older ones, and of panic beacons, reports and statuses are put before the "
                "candidate, commands and acknowledgements are not");
        }
        const auto& policies = rules_.content().policies;
        const bool asks_near = std::any_of(policies.begin(), policies.end(), [](const auto& policy) {
            return std::any_of(policy.second.steps->begin(), policy.second.steps->end(), [](const auto& step) {
                return std::any_of(step.targets.begin(), step.targets.end(), [](const core::Target& target) {
                    return target.kind == core::Target::Kind::nearby_teams;
                });
            });
        });
        if (asks_near) {
            made_.remarks.emplace_back(
                "where units were between their statuses is not in the journal: nearby/teams may differ for that");
        }
    }

    const core::Organisation& organisation_;
    const rules::RuleSet& rules_;
    Past past_;
    Inputs inputs_;
    Rehearsal& made_;
    Courses courses_;
    std::optional<Candidate> candidate_;
    Instant last_;
    std::int64_t told_at_ = 0;
    std::int64_t unread_ = 0;
    bool is_forgetful_ = false;
    bool is_at_end_ = false;
};

}  // namespace

Result<Rehearsal> rehearse(const core::Organisation& organisation, const rules::RuleSet& candidate,
                           const RehearsalWanted& wanted) {
    auto events = journal::JournalReader::open(wanted.journal);
    if (!events) return events.error();
    auto inputs = journal::JournalReader::open(wanted.journal);
    if (!inputs) return inputs.error();
    const auto head = events->head();
    if (!head) return head.error();
    auto past = Past::before(std::move(*events), journal::Sequence{1});
    if (!past) return past.error();
    Rehearsal made;
    Rehearsing rehearsing(organisation, candidate, std::move(*past), Inputs(std::move(*inputs)), made);
    if (auto done = rehearsing.run(*head, wanted); !done) return done.error();
    return made;
}

}  // namespace paraat::app
