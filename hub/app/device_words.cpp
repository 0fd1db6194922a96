#include "hub/app/device_words.hpp"

#include "hub/core/behind.hpp"

namespace paraat::app {
namespace {

// The last two levels, "notice/01jd8...": what a device is told of once. Empty for a topic that tells devices nothing.
std::string told_about(std::string_view topic) {
    for (const std::string_view kind : {"/notice/", "/instruction/"}) {
        const std::size_t at = topic.rfind(kind);
        if (at != std::string_view::npos) return std::string(topic.substr(at + 1));
    }
    return {};
}

// Whose own topic it is; empty for those of many.
core::ClientName client_of(std::string_view topic, const std::string& root) {
    const std::string before = root + "/down/";
    if (!topic.starts_with(before)) return {};
    const std::string_view rest = topic.substr(before.size());
    return core::ClientName{std::string(rest.substr(0, rest.find('/')))};
}

void append(std::vector<foreign::Reply>& all, std::vector<foreign::Reply> more) {
    for (foreign::Reply& reply : more) all.push_back(std::move(reply));
}

}  // namespace

std::vector<foreign::Reply> DeviceWords::follow(const projection::Publication& publication, const core::State& state,
                                                const core::Organisation& organisation, Instant now) {
    const std::string about = told_about(publication.topic);
    if (about.empty()) return {};
    const core::ClientName client = client_of(publication.topic, topics_.root());
    if (std::holds_alternative<projection::Cleared>(publication.message)) {
        downlink_.end(client, about);
    } else if (const auto* notice = std::get_if<core::Notice>(&publication.message)) {
        return follow_notice(*notice, client, about, state, organisation, now);
    } else if (const auto* view = std::get_if<core::InstructionView>(&publication.message)) {
        return follow_instruction(*view, about, state, organisation);
    }
    return {};
}

std::vector<foreign::Reply> DeviceWords::follow_notice(const core::Notice& notice, const core::ClientName& client,
                                                       const std::string& about, const core::State& state,
                                                       const core::Organisation& organisation, Instant now) {
    const core::Incident* incident = state.incident(notice.incident);
    const bool is_covert = incident == nullptr || !incident->compartment.empty();
    auto replies = downlink_.tell(
        {client, about, foreign::radio_text(notice), notice.sent_at, is_covert, core::must_stay_quiet(state, client)},
        organisation);
    // Of who comes it matters from where.
    const core::Account* account = organisation.account(client);
    const core::Unit* unit = state.unit(client);
    const bool is_followed =
        account != nullptr && account->is_unit && (unit == nullptr || unit->status != core::UnitStatus::off_duty);
    if (is_followed) append(replies, downlink_.ask_where(client, now));
    return replies;
}

std::vector<foreign::Reply> DeviceWords::follow_instruction(const core::InstructionView& view, const std::string& about,
                                                            const core::State& state,
                                                            const core::Organisation& organisation) {
    const core::Instruction* instruction = state.instruction(view.instruction);
    if (instruction == nullptr || instruction->has_ended()) {
        downlink_.end({}, about);
        return {};
    }
    std::vector<foreign::Reply> replies;
    for (const core::ClientName& client : instruction->addressees) {
        if (!instruction->waits_for(client)) continue;
        append(replies, downlink_.tell({client, about, foreign::radio_text(view), view.issued_at,
                                        !instruction->compartment.empty(), core::must_stay_quiet(state, client)},
                                       organisation));
    }
    return replies;
}

std::vector<foreign::Reply> DeviceWords::follow(const core::Event& event) {
    const auto* raised = std::get_if<core::PanicRaised>(&event.body);
    return raised != nullptr ? downlink_.ask_where(raised->unit, event.at) : std::vector<foreign::Reply>{};
}

}  // namespace paraat::app
