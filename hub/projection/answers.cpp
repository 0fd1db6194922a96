#include "hub/projection/answers.hpp"

#include <algorithm>

#include "hub/base/json_size.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/projection/alert.hpp"
#include "hub/projection/areas.hpp"
#include "hub/projection/board.hpp"
#include "hub/projection/exercises.hpp"
#include "hub/projection/handover.hpp"
#include "hub/projection/heard_list.hpp"
#include "hub/projection/instructions.hpp"
#include "hub/projection/load.hpp"
#include "hub/projection/organisation_answer.hpp"
#include "hub/projection/page.hpp"
#include "hub/projection/planning.hpp"
#include "hub/projection/timeline.hpp"

namespace paraat::projection {
namespace {

constexpr std::int32_t limit_most = 200;

std::size_t size_of(const core::TimelineEntry& entry) {
    return 340 + json_size(entry.text) + json_size(entry.because) + entry.target.size();
}

class Answering {
public:
    Answering(const Archive& archive, const core::ClientName& asker, const core::Query& query,
              core::QueryResult& result)
        : archive_(archive), asker_(asker), query_(query), result_(result) {}

    void answer() {
        if (query_.limit < 1 || query_.limit > limit_most) {
            return fail(query_.limit < 1 ? "bad_value" : "too_many", "limit",
                        "limit is 1 to " + std::to_string(limit_most));
        }
        if (query_.ask == "incidents") return incidents();
        if (query_.ask == "incident") return incident();
        if (query_.ask == "units") return units();
        if (query_.ask == "nearest") return answer_nearest(archive_, asker_, query_, result_);
        if (query_.ask == "policies") return answer_policies(archive_, asker_, query_, result_);
        if (query_.ask == "reach") return answer_reach(archive_, asker_, query_, result_);
        if (query_.ask == "handover") return answer_handover(archive_, asker_, query_, result_);
        if (query_.ask == "load") return answer_load(archive_, asker_, query_, result_);
        if (query_.ask == "heard" && core::may_watch_devices(archive_.organisation, asker_)) {
            return answer_heard(archive_, asker_, query_, result_);
        }
        if (query_.ask == "exercises") return answer_exercises(archive_, asker_, query_, result_);
        if (query_.ask == "organisation") return answer_organisation(archive_, asker_, query_, result_);
        if (query_.ask == "instructions") return answer_instructions(archive_, asker_, query_, result_);
        if (query_.ask == "areas") return answer_areas(archive_, asker_, query_, result_);
        fail(
            "unknown_question", "ask",
            "unknown question \"" + query_.ask + "\"" + did_you_mean(query_.ask, {questions.begin(), questions.end()}));
    }

private:
    void fail(const std::string& code, const std::string& field, const std::string& sentence) {
        projection::fail(result_, code, field, sentence);
    }

    bool may_read_division() { return projection::may_read_division(archive_, asker_, query_, result_); }

    bool is_asked_for(const core::Incident& incident) const {
        if (!query_.division.empty() && !incident.is_with(query_.division)) return false;
        const bool has_status = query_.status.empty()
                                    ? !incident.is_closed()
                                    : std::count(query_.status.begin(), query_.status.end(), incident.status) > 0;
        return has_status && core::may_read(archive_.organisation, asker_, incident);
    }

    // Of several divisions the one that was asked for, else the first that the asker reads.
    core::DivisionName division_to_show(const core::Incident& incident) const {
        if (!query_.division.empty() && incident.is_with(query_.division)) return query_.division;
        for (const core::DivisionName& division : incident.divisions) {
            if (core::may_read(archive_.organisation, asker_, division)) return division;
        }
        return incident.divisions.front();
    }

    void incidents() {
        if (!may_read_division()) return;
        auto& items = result_.incidents.emplace();
        const auto after = Ulid::parse(query_.after);
        if (!query_.after.empty() && !after) return fail("bad_value", "after", "after is the next of the page before");
        std::size_t bytes = 0;
        for (const auto& [id, incident] : archive_.state.incidents) {
            if (!is_asked_for(incident)) continue;
            ++result_.total;
            if (after && id.ulid <= *after) continue;
            if (!result_.next.empty()) continue;  // the rest is counted only
            core::Alert alert = alert_of(incident, division_to_show(incident));
            bytes += projection::size_of(alert);
            const bool is_full = items.size() == static_cast<std::size_t>(query_.limit) || bytes > page_bytes;
            if (is_full && !items.empty()) {
                result_.next = items.back().incident.text();
            } else {
                items.push_back(std::move(alert));
            }
        }
    }

    void incident() {
        const core::Incident* found = query_.incident ? archive_.state.incident(*query_.incident) : nullptr;
        if (found == nullptr || !core::may_read(archive_.organisation, asker_, *found)) {
            return fail("not_found", "incident", "no such incident is known");
        }
        const auto after = number_of(query_.after);
        if (!after) {
            return fail("bad_value", "after", "after is the n of the last entry that is known, \"0\" for all");
        }
        result_.rev = found->rev;
        result_.incident = alert_of(*found, division_to_show(*found));
        auto& timeline = result_.timeline.emplace();
        std::size_t bytes = projection::size_of(*result_.incident);
        IncidentTimeline lines(found->id,
                               [&](const core::InstructionIssued& order) { return may_know(order, *found); });
        for (const core::Event& event : archive_.history(*found)) {
            auto entry = lines.next(event);
            if (!entry) continue;
            if (core::is_kept_from(asker_, *found) && is_of_others(event)) entry->text.clear();
            entry->text = cut_to_json_size(entry->text, text_json_most);
            entry->n = ++result_.total;
            if (entry->n <= *after) continue;
            bytes += size_of(*entry);
            const bool is_full = timeline.size() == static_cast<std::size_t>(query_.limit) || bytes > page_bytes;
            if (is_full && !timeline.empty()) {
                result_.next = std::to_string(timeline.back().n);
                bytes = page_bytes;  // the rest is counted only
                continue;
            }
            timeline.push_back(std::move(*entry));
        }
    }

    // Whether it has words that are not the asker's own, nor said to it; with how it took its panic back.
    bool is_of_others(const core::Event& event) const {
        if (std::holds_alternative<core::PanicCancelled>(event.body)) return true;
        if (std::holds_alternative<core::NotSent>(event.body)) return true;
        // Of orders it reads those only that are for it.
        return event.by != asker_ && event.by != core::the_hub && core::instruction_of(event.body).is_nil();
    }

    bool may_know(const core::InstructionIssued& order, const core::Incident& incident) const {
        const auto& people = order.addressees;
        const bool is_held_back =
            core::is_kept_from(asker_, incident) && std::find(people.begin(), people.end(), asker_) == people.end();
        return !is_held_back && core::is_cleared_for(archive_.organisation, asker_, order.compartment);
    }

    void units() {
        if (!may_read_division()) return;
        auto& items = result_.units.emplace();
        for (const auto& [name, account] : archive_.organisation.accounts) {
            const core::DivisionName division = archive_.organisation.division_of(name);
            const bool is_asked_for = core::known_unit(archive_.organisation, asker_, name) != nullptr &&
                                      (query_.division.empty() || division == query_.division) &&
                                      (query_.team.empty() || account.team == query_.team) &&
                                      core::may_read(archive_.organisation, asker_, division);
            if (!is_asked_for) continue;
            ++result_.total;
            if (name.text <= query_.after) continue;
            if (items.size() == static_cast<std::size_t>(query_.limit)) {
                result_.next = items.back().unit.text;
                continue;
            }
            if (result_.next.empty())
                items.push_back(unit_view(archive_.organisation, archive_.state, archive_.observed, name));
        }
    }

    const Archive& archive_;
    const core::ClientName& asker_;
    const core::Query& query_;
    core::QueryResult& result_;
};

}  // namespace

core::QueryResult answer(const Archive& archive, const core::ClientName& asker, const std::string& id,
                         const core::Query& query) {
    core::QueryResult result;
    result.id = id;
    result.ask = query.ask;
    result.ok = true;
    result.at = archive.now;
    result.rev = archive.rev;
    Answering(archive, asker, query, result).answer();
    return result;
}

}  // namespace paraat::projection
