#include "hub/projection/timeline.hpp"

namespace paraat::projection {
namespace {

class Telling {
public:
    explicit Telling(core::TimelineEntry& entry) : entry_(entry) {}

    bool operator()(const core::ReportReceived& event) {
        entry_.report = event.id;
        return text(event.report.text);
    }
    bool operator()(const core::Routed& event) {
        entry_.rule = event.rule;
        entry_.rules_version = event.rules_version;
        entry_.because = event.because.text;
        entry_.division = event.division;
        return true;
    }
    bool operator()(const core::PriorityChanged& event) {
        entry_.rule = event.rule;
        entry_.because = event.because.text;
        return text("priority " + std::to_string(event.priority));
    }
    bool operator()(const core::SeverityChanged& event) {
        return text("severity " + std::string(core::word(event.severity)));
    }
    bool operator()(const core::Triaged& event) { return text(event.text); }
    bool operator()(const core::EscalationStarted& event) {
        if (entry_.by == core::the_hub.text) return false;  // its first step tells it
        entry_.what = "escalated";
        entry_.policy = event.policy.name;
        return true;
    }
    bool operator()(const core::EscalationStepped& event) {
        entry_.policy = event.policy;
        entry_.step = event.step;
        for (const core::AskedBehind& asked : *event.asked) {
            entry_.target += (entry_.target.empty() ? "" : ",") + asked.target.text();
            for (const core::AbsentBehind& absent : asked.absent) {
                entry_.text += (entry_.text.empty() ? "not there: " : ", ") + absent.client.text + " (" +
                               std::string(core::word(absent.why)) + ")";
            }
        }
        if (event.ack_by != never) entry_.ack_by = event.ack_by;
        return true;
    }
    bool operator()(const core::StepPassed& event) {
        entry_.policy = event.policy;
        entry_.step = event.step;
        return text(std::string(core::word(event.why)));
    }
    bool operator()(const core::NoticeGiven& event) {
        entry_.what = event.reason == core::NoticeReason::handover ? "handover_offered" : "reminded";
        entry_.policy = event.policy;
        entry_.target = target({}, event.client);
        entry_.ack_by = event.ack_by;
        return text(event.because);
    }
    bool operator()(const core::NotSent& event) {
        entry_.rule = event.rule;
        entry_.target = event.to;
        return text(event.text);
    }
    bool operator()(const core::NoticeTakenBack& event) {
        entry_.target = target({}, event.client);
        return true;
    }
    bool operator()(const core::AckLapsed& event) {
        entry_.policy = event.policy;
        entry_.target = target({}, event.client);
        return true;
    }
    bool operator()(const core::HandedOver& event) {
        entry_.target = target({}, event.from);
        return true;
    }
    bool operator()(const core::NoticeReached& event) {
        entry_.what = "notice_" + std::string(core::word(event.rung));
        return true;
    }
    bool operator()(const core::Acknowledged& event) {
        entry_.rev = event.rev;
        return text(event.text);
    }
    bool operator()(const core::Declined& event) {
        entry_.rev = event.rev;
        return text(event.text);
    }
    bool operator()(const core::Assigned& event) {
        entry_.division = event.division;
        entry_.target = target(event.team, event.unit);
        return true;
    }
    bool operator()(const core::Unassigned& event) {
        entry_.target = target(event.team, event.unit);
        return true;
    }
    bool operator()(const core::UnitProgressed& event) {
        entry_.target = target({}, event.unit);
        return text(std::string(core::word(event.state)));
    }
    bool operator()(const core::NoteAdded& event) { return text(event.text); }
    bool operator()(const core::PanicCancelled& event) { return text(event.is_duress ? "under duress" : ""); }
    bool operator()(const core::AlarmRaised& event) {
        entry_.policy = event.policy;
        if (!event.client.empty()) entry_.target = target({}, event.client);
        return text(std::string(core::word(event.kind)));
    }
    bool operator()(const core::Assessed& event) {
        return text("score " + std::to_string(event.score) + ": " + event.because);
    }
    bool operator()(const core::Resolved& event) { return text(event.text); }
    bool operator()(const core::Reopened& event) { return text(event.text); }
    bool operator()(const core::Closed& event) {
        if (event.ending != core::Ending::done) entry_.what = core::word(event.ending);
        entry_.other = event.into;
        entry_.target = event.to;
        return text(event.text);
    }
    bool operator()(const core::Claimed& event) {
        if (event.lease > Milliseconds{0}) entry_.until = entry_.at + event.lease;
        return true;
    }
    bool operator()(const core::Paused& event) {
        entry_.what = core::word(event.kind);
        entry_.until = event.until;
        return text(event.text);
    }
    bool operator()(const core::PauseTold&) { return false; }  // the instruction that tells it is on record
    bool operator()(const core::Resumed& event) {
        entry_.what = event.kind == core::PauseKind::silenced ? "silence_over" : "shelf_over";
        return true;
    }
    bool operator()(const core::Absorbed& event) {
        entry_.other = event.from;
        return text(std::to_string(event.reports) + (event.reports == 1 ? " report" : " reports"));
    }
    bool operator()(const core::Parted& event) {
        entry_.other = event.to;
        std::string all;
        for (const core::ReportName& report : event.reports) {
            all += (all.empty() ? "" : ", ") + report.client.text + "/" + report.id;
        }
        return text(all);
    }
    bool operator()(const core::DivisionRemoved& event) {
        entry_.division = event.division;
        return text(event.text);
    }
    bool operator()(const core::IncidentRetired&) { return false; }
    bool operator()(const core::PartnerTold& event) {
        entry_.target = "partner/" + event.partner.text;
        return text(std::string(core::word(event.word.kind)));
    }
    bool operator()(const core::PartnerHeard& event) {
        entry_.target = "partner/" + event.partner.text;
        return text("began at " + event.origin);
    }
    bool operator()(const core::PartnerPlanned&) { return false; }  // its telling is on record
    bool operator()(const core::PartnerSpared&) { return false; }
    // What becomes of its records is for those who guard them, who ask the journal: it may be about who reads this.
    bool operator()(const core::Preserved&) { return false; }
    bool operator()(const core::PreservationEnded&) { return false; }
    bool operator()(const core::ErasureOrdered&) { return false; }
    bool operator()(const core::Erased&) { return false; }
    bool operator()(const core::WaitBegun& event) {
        rule(event);
        entry_.ack_by = event.due;
        return true;
    }
    bool operator()(const core::WaitEnded& event) {
        entry_.rule = event.rule;
        return text(std::string(core::word(event.outcome)));
    }
    bool operator()(const core::WaveEnded&) { return false; }  // what matters is that the next one raises
    bool operator()(const core::WaveRaised& event) {
        rule(event);
        entry_.because = event.because.text;
        return true;
    }
    bool operator()(const core::CallHeld& event) {
        rule(event);
        entry_.policy = event.policy.name;
        entry_.because = event.because->text;
        entry_.ack_by = event.look_at;
        std::string words(core::word(event.hold.kind));
        if (!event.hold.rule.empty()) words += " by " + event.hold.rule.text;
        if (!event.hold.reason.empty()) words += ": " + event.hold.reason;
        return text(words);
    }
    bool operator()(const core::CallLetGo& event) {
        entry_.policy = event.policy;
        return true;
    }
    bool operator()(const core::Grouped& event) {
        rule(event);
        return text(event.group);
    }
    bool operator()(const core::Tagged& event) {
        rule(event);
        std::string all;
        for (const std::string& tag : event.tags) all += (all.empty() ? "" : ", ") + tag;
        return text(all);
    }
    bool operator()(const core::Titled& event) {
        rule(event);
        return text(event.title);
    }
    bool operator()(const core::InstructionIssued& event) {
        entry_.rule = event.rule;
        entry_.target = event.to;
        entry_.ack_by = event.respond_by;
        return text(event.text);
    }
    bool operator()(const core::InstructionAnswered& event) {
        entry_.what = "instruction_" + std::string(core::word(event.answer));
        return text(event.text);
    }
    bool operator()(const core::InstructionWithdrawn& event) { return text(event.text); }
    bool operator()(const core::AddresseeLeft& event) {
        entry_.what = "instruction_left";
        return text(event.client.text + " went off duty");
    }
    bool operator()(const core::InstructionHandedOver& event) { return text("of " + event.from.text); }
    bool operator()(const core::CheckInSet& event) {
        entry_.target = target({}, event.unit);
        return text(event.check_in > Milliseconds{0} ? "every " + std::to_string(event.check_in.count() / 1000) + " s"
                                                     : "no more");
    }
    bool operator()(const core::InstructionRetired&) { return false; }
    template <class Other>
    bool operator()(const Other&) {
        return true;
    }

private:
    template <class OfRule>
    void rule(const OfRule& event) {
        entry_.rule = event.rule;
        entry_.rules_version = event.rules_version;
    }
    bool text(const std::string& words) {
        entry_.text = words;
        return true;
    }
    static std::string target(const core::TeamName& team, const core::ClientName& unit) {
        return team.empty() ? "unit/" + unit.text : "team/" + team.text;
    }

    core::TimelineEntry& entry_;
};

}  // namespace

std::optional<core::TimelineEntry> timeline_entry(const core::Event& event) {
    core::TimelineEntry entry;
    entry.at = event.at;
    entry.what = core::name_of(event.body);
    entry.by = event.by.text;
    if (!std::visit(Telling{entry}, event.body)) return std::nullopt;
    return entry;
}

std::optional<core::TimelineEntry> IncidentTimeline::next(const core::Event& event) {
    const core::InstructionId id = core::instruction_of(event.body);
    return id.is_nil() ? timeline_entry(event) : next_of_order(id, event);
}

std::optional<core::TimelineEntry> IncidentTimeline::next_of_order(const core::InstructionId& id,
                                                                   const core::Event& event) {
    if (const auto* issued = std::get_if<core::InstructionIssued>(&event.body)) {
        orders_[id] = {issued->incident, issued->to, issued->text, may_know_(*issued)};
    }
    const auto known = orders_.find(id);
    if (known == orders_.end()) return std::nullopt;
    Order& order = known->second;
    const auto before = order.about;
    const auto* moved = std::get_if<core::InstructionMoved>(&event.body);
    if (moved != nullptr) order.about = moved->to;
    if (!order.is_known || (before != incident_ && order.about != incident_)) return std::nullopt;
    auto entry = timeline_entry(event);
    if (!entry) return entry;
    entry->instruction = id;
    entry->target = order.to;
    if (moved != nullptr) {
        entry->other = order.about == incident_ ? before : order.about;
        entry->text = order.text;
    }
    const auto* superseded = std::get_if<core::InstructionSuperseded>(&event.body);
    const auto newer = superseded == nullptr ? orders_.end() : orders_.find(superseded->newer);
    if (newer != orders_.end() && newer->second.is_known) entry->text = "by " + superseded->newer.text();
    return entry;
}

}  // namespace paraat::projection
