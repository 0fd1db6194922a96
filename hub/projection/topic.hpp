#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "hub/core/briefing_events.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

namespace paraat::projection {

// What partners may send, as the last level of their topics: a report, or one in a format of theirs, which its bytes
// tell.
inline constexpr std::array<std::string_view, 6> partner_kinds = {"report", "alert", "cap", "cot", "geojson", "p2000"};

// The topic names of the wire contract (docs/formats/topics.md), under one configurable root.
class Topics {
public:
    explicit Topics(std::string root) : root_(std::move(root)) {}

    std::string receipt(const core::ClientName& client) const { return down(client) + "receipt"; }
    std::string result(const core::ClientName& client) const { return down(client) + "result"; }
    std::string notice(const core::ClientName& client, const core::IncidentId& incident) const {
        return down(client) + "notice/" + incident.text();
    }
    std::string instruction(const core::ClientName& client, const core::InstructionId& id) const {
        return down(client) + "instruction/" + id.text();
    }
    std::string alert(const core::CompartmentName& compartment, const core::DivisionName& division,
                      const core::IncidentId& incident) const {
        return of(compartment, division) + "alert/" + incident.text();
    }
    std::string instruction(const core::CompartmentName& compartment, const core::DivisionName& division,
                            const core::InstructionId& id) const {
        return of(compartment, division) + "instruction/" + id.text();
    }
    std::string instruction(const core::CompartmentName& compartment, const core::DivisionName& division,
                            const core::TeamName& team, const core::InstructionId& id) const {
        return of(compartment, division) + "team/" + team.text + "/instruction/" + id.text();
    }
    std::string board(const core::CompartmentName& compartment, const core::DivisionName& division) const {
        return of(compartment, division) + "board";
    }
    std::string board_full(const core::CompartmentName& compartment, const core::DivisionName& division) const {
        return of(compartment, division) + "board/full";
    }
    std::string board_full(const core::CompartmentName& compartment, const core::DivisionName& division,
                           const core::TeamName& team) const {
        return of(compartment, division) + "board/full/" + team.text;
    }
    std::string briefing(const core::BriefingName& name) const {
        return of(name.compartment, name.division) + "briefing/" + name.date;
    }
    // Filters of all that is of one kind in a division, and of a client's two sides.
    std::string alerts(const core::CompartmentName& compartment, const core::DivisionName& division) const {
        return of(compartment, division) + "alert/+";
    }
    std::string briefings(const core::CompartmentName& compartment, const core::DivisionName& division) const {
        return of(compartment, division) + "briefing/+";
    }
    std::string instructions(const core::CompartmentName& compartment, const core::DivisionName& division) const {
        return of(compartment, division) + "instruction/+";
    }
    std::string instructions(const core::CompartmentName& compartment, const core::DivisionName& division,
                             const core::TeamName& team) const {
        return of(compartment, division) + "team/" + team.text + "/instruction/+";
    }
    std::string inputs_of(const core::ClientName& client) const { return root_ + "/up/" + client.text + "/#"; }
    std::string outputs_of(const core::ClientName& client) const { return down(client) + "#"; }
    std::string partner_inputs(const core::ClientName& partner) const {
        return root_ + "/partner/" + partner.text + "/in/#";
    }
    std::string partner_outputs(const core::ClientName& partner) const {
        return root_ + "/partner/" + partner.text + "/out/#";
    }

    // The hub's to itself: what the broker retains ends before it.
    std::string hub_marker(const std::string& node) const { return root_ + "/hub/" + node + "/marker"; }
    std::string hub_status(const std::string& node) const { return root_ + "/hub/" + node + "/status"; }

    // What a partner is told, by kind: "alert", "close", "recall", "receipt". It is in the partner's format, so it has
    // no twin.
    std::string to_partner(const core::ClientName& partner, std::string_view kind) const {
        return root_ + "/partner/" + partner.text + "/out/" + std::string(kind);
    }
    // Filter of all that partners report.
    std::string partner_reports() const { return root_ + "/partner/+/in/+"; }

    // The JSON twin of a topic under the root.
    std::string twin(std::string_view topic) const { return root_ + "/json" + std::string(topic.substr(root_.size())); }

    // Of a twin the topic whose twin it is; any other as it is.
    std::string original(const std::string& topic) const {
        const std::string prefix = root_ + "/json/";
        return topic.starts_with(prefix) ? root_ + "/" + topic.substr(prefix.size()) : topic;
    }

    // Filter of all that clients send of one kind.
    std::string inputs(core::InputKind kind) const { return root_ + "/up/+/" + std::string(word(kind)); }
    struct Source {
        core::ClientName client;
        core::InputKind kind = core::InputKind::report;
        bool is_partner = false;             // on a partner's topic
        std::string_view partner_kind = {};  // of that: "report", or the word of a format; part of the topic
    };
    // Nullopt when it is no topic of a client's input.
    std::optional<Source> source_of(std::string_view topic) const;

    const std::string& root() const { return root_; }

private:
    std::optional<Source> partner_of(std::string_view topic) const;
    std::string down(const core::ClientName& client) const { return root_ + "/down/" + client.text + "/"; }
    std::string of(const core::CompartmentName& compartment, const core::DivisionName& division) const {
        return root_ + (compartment.empty() ? "/" : "/covert/") + division.text + "/";
    }

    std::string root_;
};

// Whether the hub keeps a board of all units or teams there.
inline bool is_full_board(std::string_view topic) {
    return topic.find("/board/full") != std::string_view::npos;
}

// Whether a daily briefing is kept there.
inline bool is_briefing(std::string_view topic) {
    return topic.find("/briefing/") != std::string_view::npos;
}

}  // namespace paraat::projection
