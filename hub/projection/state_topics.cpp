#include "hub/projection/state_topics.hpp"

#include <algorithm>

#include "hub/core/escalation_policy.hpp"
#include "hub/projection/alert.hpp"

namespace paraat::projection {
namespace {

Publication cleared(std::string topic, Urgency urgency) {
    return {std::move(topic), Cleared{}, urgency, true, false};
}

core::DivisionName division_in(const std::string& topic) {
    // .../{division}/alert/{incident}
    const auto last = topic.rfind("/alert/");
    const auto before = topic.rfind('/', last - 1);
    return core::DivisionName{topic.substr(before + 1, last - before - 1)};
}

bool has_begun(const std::vector<core::Event>& events, const core::IncidentId& id) {
    return std::any_of(events.begin(), events.end(), [&](const core::Event& event) {
        const auto* opened = std::get_if<core::IncidentOpened>(&event.body);
        const auto* reopened = std::get_if<core::Reopened>(&event.body);
        return (opened != nullptr && opened->incident == id) || (reopened != nullptr && reopened->incident == id);
    });
}

bool has_begun(const std::vector<core::Event>& events, const core::InstructionId& id) {
    return std::any_of(events.begin(), events.end(), [&](const core::Event& event) {
        const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
        return issued != nullptr && issued->instruction == id;
    });
}

// In the order in which a later word on the topic would go, so that none overtakes the clearing.
Urgency urgency_on(const std::string& topic) {
    if (topic.find("/notice/") != std::string::npos) return Urgency::receipt_or_notice;
    const bool is_last = topic.find("/instruction/") != std::string::npos || is_briefing(topic);
    return is_last ? Urgency::instruction : Urgency::alert;
}

}  // namespace

std::vector<Publication> StateTopics::follow(const core::State& state, const std::vector<core::Event>& events) {
    // Each noun once, in the order of its first event.
    std::vector<core::IncidentId> incidents;
    std::vector<core::InstructionId> instructions;
    const auto add = [](auto& list, const auto& id) {
        if (!id.is_nil() && std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
    };
    for (const core::Event& event : events) {
        add(incidents, core::incident_of(event.body));
        std::visit(
            [&](const auto& body) {
                if constexpr (requires { body.instruction; }) add(instructions, body.instruction);
            },
            event.body);
    }
    std::vector<Publication> out;
    for (const core::IncidentId& id : incidents) {
        const core::Incident* incident = state.incident(id);
        if (incident == nullptr) {
            alerts_.erase(id);
            notices_.erase(id);
        } else if (incident->is_closed() && !alerts_.contains(id) && has_begun(events, id)) {
            show_past(*incident, out);
        } else {
            show(*incident, out);
        }
    }
    for (const core::InstructionId& id : instructions) {
        const core::Instruction* instruction = state.instruction(id);
        if (instruction == nullptr) {
            instructions_.erase(id);
        } else if (instruction->has_ended() && !instructions_.contains(id) && has_begun(events, id)) {
            show_past(*instruction, out);
        } else {
            show(*instruction, out);
        }
    }
    for (const core::Event& event : events) {
        const auto* given = std::get_if<core::BriefingGiven>(&event.body);
        if (given != nullptr && state.briefings.contains(given->briefing.name)) show(given->briefing, out);
    }
    clear_old_briefings(state, out);
    return out;
}

std::vector<Publication> StateTopics::all(const core::State& state) {
    alerts_.clear();
    notices_.clear();
    instructions_.clear();
    briefings_.clear();
    std::vector<Publication> out;
    for (const auto& [id, incident] : state.incidents) show(incident, out);
    for (const auto& [id, instruction] : state.instructions) show(instruction, out);
    for (const auto& [name, briefing] : state.briefings) show(briefing, out);
    return out;
}

std::vector<Publication> StateTopics::clear_stale(const core::State& state, const std::vector<std::string>& found) {
    std::set<std::string> standing;
    for (const auto* shown : {&alerts_, &notices_}) {
        for (const auto& [id, topics] : *shown) {
            for (const auto& [topic, rev] : topics) standing.insert(topic);
        }
    }
    for (const auto& [id, topics] : instructions_) {
        for (const auto& [topic, rev] : topics) standing.insert(topic);
    }
    for (const core::BriefingName& name : briefings_) standing.insert(topics_.briefing(name));
    std::set<std::string> stale;
    for (const std::string& twin_or_not : found) {
        std::string topic = topics_.original(twin_or_not);
        if (!is_full_board(topic) && !standing.contains(topic)) stale.insert(std::move(topic));
    }
    std::vector<Publication> out;
    for (const std::string& topic : stale) {
        if (is_briefing(topic)) {
            out.push_back(cleared(topic, urgency_on(topic)));
            continue;
        }
        const auto ulid = Ulid::parse(std::string_view(topic).substr(topic.rfind('/') + 1));
        if (!ulid) continue;
        // Its end was decided, and perhaps never told.
        const core::Incident* incident = state.incident(core::IncidentId{*ulid});
        if (incident != nullptr && topic.find("/alert/") != std::string::npos) {
            out.push_back({topic, alert_of(*incident, division_in(topic)), Urgency::alert, true, false});
        }
        const core::Instruction* instruction = state.instruction(core::InstructionId{*ulid});
        if (instruction != nullptr && topic.find("/instruction/") != std::string::npos) {
            out.push_back({topic, view_of(*instruction), Urgency::instruction, true, false});
        }
        out.push_back(cleared(topic, urgency_on(topic)));
    }
    return out;
}

void StateTopics::show(const core::Incident& incident, std::vector<Publication>& out) {
    Shown& notices = notices_[incident.id];
    for (const auto& [client, unused] : incident.notices) {
        const std::string topic = topics_.notice(client, incident.id);
        const core::NoticeRung* rung = incident.notice_of(client);
        const auto sent = notices.find(topic);
        if (rung != nullptr && (sent == notices.end() || sent->second < rung->rev)) {
            out.push_back({topic, notice_of(incident, client, *rung), Urgency::receipt_or_notice, true, false});
            notices[topic] = rung->rev;
        } else if (rung == nullptr && sent != notices.end()) {
            out.push_back(cleared(topic, Urgency::receipt_or_notice));
            notices.erase(sent);
        }
    }
    Shown& alerts = alerts_[incident.id];
    const auto publish = [&](const std::string& topic, const core::DivisionName& division) {
        out.push_back({topic, alert_of(incident, division), Urgency::alert, true, false});
    };
    Shown wanted;
    if (!incident.is_closed()) {
        for (const core::DivisionName& division : incident.divisions) {
            const std::string topic = topics_.alert(incident.compartment, division, incident.id);
            wanted[topic] = incident.rev;
            const auto sent = alerts.find(topic);
            if (sent == alerts.end() || sent->second < incident.rev) publish(topic, division);
        }
    }
    for (const auto& [topic, rev] : alerts) {
        if (wanted.contains(topic)) continue;
        publish(topic, division_in(topic));
        out.push_back(cleared(topic, Urgency::alert));
    }
    alerts = std::move(wanted);
    if (alerts.empty()) alerts_.erase(incident.id);
    if (notices.empty()) notices_.erase(incident.id);
}

void StateTopics::show(const core::Briefing& briefing, std::vector<Publication>& out) {
    out.push_back({topics_.briefing(briefing.name), briefing, Urgency::instruction, true, false});
    briefings_.insert(briefing.name);
}

void StateTopics::clear_old_briefings(const core::State& state, std::vector<Publication>& out) {
    std::erase_if(briefings_, [&](const core::BriefingName& name) {
        const bool is_over = !state.briefings.contains(name);
        if (is_over) out.push_back(cleared(topics_.briefing(name), Urgency::instruction));
        return is_over;
    });
}

void StateTopics::show_past(const core::Incident& incident, std::vector<Publication>& out) const {
    for (const core::DivisionName& division : incident.divisions) {
        const std::string topic = topics_.alert(incident.compartment, division, incident.id);
        out.push_back({topic, alert_of(incident, division), Urgency::alert, true, false});
        out.push_back(cleared(topic, Urgency::alert));
    }
}

void StateTopics::show_past(const core::Instruction& instruction, std::vector<Publication>& out) const {
    for (const std::string& topic : instruction_topics(instruction)) {
        out.push_back({topic, view_of(instruction), Urgency::instruction, true, false});
        out.push_back(cleared(topic, Urgency::instruction));
    }
}

std::vector<std::string> StateTopics::instruction_topics(const core::Instruction& instruction) const {
    const auto target = core::Target::parse(instruction.to);
    if (!target) return {};
    if (target->kind == core::Target::Kind::team) {
        return {topics_.instruction(instruction.compartment, instruction.division, core::TeamName{target->name},
                                    instruction.id)};
    }
    if (target->kind == core::Target::Kind::division) {
        return {topics_.instruction(instruction.compartment, instruction.division, instruction.id)};
    }
    std::vector<std::string> topics;
    for (const core::ClientName& client : instruction.addressees) {
        topics.push_back(topics_.instruction(client, instruction.id));
    }
    return topics;
}

void StateTopics::show(const core::Instruction& instruction, std::vector<Publication>& out) {
    Shown& shown = instructions_[instruction.id];
    for (const std::string& topic : instruction_topics(instruction)) {
        const auto sent = shown.find(topic);
        const bool was_sent = sent != shown.end();
        if (instruction.has_ended() && !was_sent) continue;
        if (!was_sent || sent->second < instruction.rev) {
            out.push_back({topic, view_of(instruction), Urgency::instruction, true, false});
            shown[topic] = instruction.rev;
        }
        if (instruction.has_ended()) {
            out.push_back(cleared(topic, Urgency::instruction));
            shown.erase(topic);
        }
    }
    if (shown.empty()) instructions_.erase(instruction.id);
}

}  // namespace paraat::projection
