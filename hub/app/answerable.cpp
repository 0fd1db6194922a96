#include "hub/app/answerable.hpp"

#include <optional>

#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"
#include "hub/foreign/downlink.hpp"

namespace paraat::app {
namespace {

using Rung = foreign::Answerable::Rung;

// Nullopt when it does not wait for the account, nor is it doing it.
std::optional<Rung> rung_of_order(const core::Instruction& order, const core::State& state,
                                  const core::Organisation& organisation, const core::ClientName& client) {
    if (!core::is_cleared_for(organisation, client, order.compartment)) return std::nullopt;
    if (order.is_being_done_by(client)) return Rung::accepted;
    if (order.waits_for(client)) {
        const auto answer = order.answers.find(client);
        const bool is_read = answer != order.answers.end() && answer->second.answer == core::Answer::read;
        return is_read ? Rung::read : Rung::told;
    }
    // Who came on duty since reads it, and may do it.
    const auto target = core::Target::parse(order.to);
    const bool is_news = !order.has_ended() && !order.is_for(client) && target && !state.is_off_duty(client) &&
                         core::is_behind(organisation, client, *target);
    return is_news ? std::optional(Rung::told) : std::nullopt;
}

std::string line_of_order(const core::Instruction& order) {
    core::InstructionView view;
    view.priority = order.priority;
    view.exercise = order.is_exercise;
    view.text = order.text;
    return foreign::radio_text(view);
}

std::string line_of_call(const core::Incident& incident) {
    core::Notice notice;
    notice.priority = incident.priority;
    notice.exercise = incident.is_exercise;
    notice.title = incident.title;
    return foreign::radio_text(notice);
}

}  // namespace

std::vector<foreign::Answerable> answerable_by(const core::State& state, const core::Organisation& organisation,
                                               const core::ClientName& client) {
    std::vector<foreign::Answerable> all;
    for (const auto& [id, order] : state.instructions) {
        const auto rung = rung_of_order(order, state, organisation, client);
        if (rung) all.push_back({id, line_of_order(order), order.issued_at, *rung});
    }
    const core::Unit* unit = state.unit(client);
    if (unit == nullptr) return all;
    for (const core::IncidentId& id : unit->concerned) {
        const core::Incident* incident = state.incident(id);
        const core::NoticeRung* notice = incident != nullptr ? incident->notice_of(client) : nullptr;
        if (notice == nullptr || incident->is_closed() || !core::may_read(organisation, client, *incident)) continue;
        // Of an alarm that came anew since, nobody knows that it was read.
        const core::Revision rev = incident->asked_rev(client);
        const bool is_read = notice->rev == rev && notice->reached.contains(core::Answer::read);
        all.push_back(
            {foreign::TakNotice{id, rev}, line_of_call(*incident), notice->sent_at, is_read ? Rung::read : Rung::told});
    }
    return all;
}

}  // namespace paraat::app
