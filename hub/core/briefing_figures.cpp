#include <algorithm>
#include <map>

#include "hub/core/briefing_page.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t contracts_most = 16;

struct Response {
    Milliseconds span{0};
    BriefingCite cite;
};

// Of what was reached in this time, whenever it began: so each is told once.
void say_responses(BriefingPage& page, BriefingKind kind, const std::string& words, const std::string& what,
                   std::optional<Instant> Incident::*reached) {
    std::map<std::int32_t, std::vector<Response>> by_priority;
    for (const Incident* incident : page.incidents) {
        const std::optional<Instant> at = incident->*reached;
        if (!at || !page.is_in_time(*at) || incident->alarm) continue;
        by_priority[incident->priority].push_back({*at - incident->opened_at, cite(*incident, what, *at)});
    }
    for (auto& [priority, all] : by_priority) {
        std::stable_sort(all.begin(), all.end(),
                         [](const Response& one, const Response& other) { return one.span > other.span; });
        // By nearest rank; the slowest stand first.
        const auto within = [&responses = all](std::size_t percent) {
            return responses[responses.size() - (responses.size() * percent + 99) / 100].span;
        };
        BriefingLine& line = page.add(kind, "prioriteit " + std::to_string(priority) + ": " + times(all.size(), words) +
                                                ", mediaan " + words_for(within(50)) + ", 90% binnen " +
                                                words_for(within(90)) + ", langste " + words_for(all.front().span));
        line.priority = priority;
        line.count = static_cast<std::int64_t>(all.size());
        line.median = within(50);
        line.p90 = within(90);
        line.worst = all.front().span;
        for (Response& response : all) line.cites.push_back(std::move(response.cite));
    }
}

struct ContractCount {
    std::int64_t in = 0;
    std::int64_t open = 0;
    std::int64_t ended = 0;
    std::vector<BriefingCite> cites;

    void add(const ContractCount& other) {
        in += other.in;
        open += other.open;
        ended += other.ended;
        cites.insert(cites.end(), other.cites.begin(), other.cites.end());
    }
};

BriefingCite close_of(const Incident& incident) {
    const bool is_done = incident.ending == Ending::done;
    return cite(incident, is_done ? "closed" : std::string(word(incident.ending)), incident.ended_at);
}

ContractCount contract_count(const BriefingPage& page, const Incident& incident) {
    ContractCount count;
    const bool is_in = page.came_in(incident);
    const bool has_ended = incident.is_closed() && page.is_in_time(incident.ended_at);
    count.in = is_in ? 1 : 0;
    count.open = incident.is_closed() ? 0 : 1;
    count.ended = has_ended ? 1 : 0;
    if (is_in || !incident.is_closed()) count.cites.push_back(opening_of(incident));
    if (has_ended) count.cites.push_back(close_of(incident));
    return count;
}

BriefingLine& say_contract(BriefingPage& page, BriefingKind kind, const std::string& which,
                           const ContractCount& count) {
    BriefingLine& line =
        page.add(kind, which + ": " + std::to_string(count.in) + " binnengekomen, " + std::to_string(count.open) +
                           " open, " + std::to_string(count.ended) + " gesloten");
    line.count = count.in;
    line.open = count.open;
    line.ended = count.ended;
    line.cites = count.cites;
    return line;
}

}  // namespace

void say_response_times(BriefingPage& page) {
    say_responses(page, BriefingKind::acknowledged, "bevestigd", "acknowledged", &Incident::first_acked_at);
    say_responses(page, BriefingKind::on_scene, "ter plaatse", "unit_progressed", &Incident::first_on_scene_at);
}

void say_contracts(BriefingPage& page) {
    std::map<std::string, ContractCount> contracts;
    for (const Incident* incident : page.incidents) {
        if (incident->contract.empty() || was_joined(*incident)) continue;
        const ContractCount count = contract_count(page, *incident);
        if (!count.cites.empty()) contracts[incident->contract].add(count);
    }
    std::vector<std::pair<std::string, ContractCount>> most_first(contracts.begin(), contracts.end());
    std::stable_sort(most_first.begin(), most_first.end(),
                     [](const auto& one, const auto& other) { return one.second.in > other.second.in; });
    ContractCount rest;
    for (std::size_t i = 0; i < most_first.size(); ++i) {
        const auto& [contract, count] = most_first[i];
        if (i >= contracts_most) {
            rest.add(count);
        } else {
            const std::string name = in_a_line(contract);
            say_contract(page, BriefingKind::contract, "contract " + name, count).contract = name;
        }
    }
    if (most_first.size() <= contracts_most) return;
    const auto left = static_cast<std::int64_t>(most_first.size() - contracts_most);
    say_contract(page, BriefingKind::rest, "en nog " + counted(left, "contract", "contracten"), rest);
}

}  // namespace paraat::core
