#include "hub/projection/planning.hpp"

#include <algorithm>
#include <set>

#include "hub/base/json_size.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/nearest.hpp"
#include "hub/core/reach.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

constexpr std::size_t rules_told_most = 50;
constexpr std::size_t origins_told_most = 200;

std::size_t size_of(const std::vector<core::Because>& reasons) {
    std::size_t size = 0;
    for (const core::Because& reason : reasons) {
        size += 40 + json_size(reason.text) + reason.code.size();
        for (const auto& [key, value] : reason.args) size += 10 + key.size() + json_size(value);
    }
    return size;
}

std::size_t size_of(const core::NearUnit& unit) {
    std::size_t size = 400 + size_of(unit.reasons);
    for (const std::string& skill : unit.skills) size += 4 + skill.size();
    return size;
}

std::size_t size_of(const core::PolicyView& policy) {
    std::size_t size = 200 + 80 * policy.categories.size() + 40 * policy.rules.size();
    for (const core::PolicyStepView& step : policy.steps) size += 180 + step.during.size() + 50 * step.targets.size();
    return size;
}

std::size_t size_of(const core::ReachWindow& window) {
    std::size_t size = 250 + 80 * window.categories.size() + size_of(window.reasons);
    for (const core::ReachStep& step : window.steps) size += 120 + step.target.size() + 85 * step.people.size();
    return size;
}

// The words that a unit that the asker knows of, or a category, has for skills.
std::vector<std::string> known_skills(const Archive& archive, const core::ClientName& asker) {
    std::set<std::string> known;
    for (const auto& [name, account] : archive.organisation.accounts) {
        if (core::known_unit(archive.organisation, asker, name) == nullptr) continue;
        known.insert(account.skills.begin(), account.skills.end());
    }
    for (const auto& [name, category] : archive.organisation.categories) {
        known.insert(category.skills.begin(), category.skills.end());
    }
    return {known.begin(), known.end()};
}

bool has_known_skills(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                      core::QueryResult& result) {
    if (query.skills.empty()) return true;
    const std::vector<std::string> known = known_skills(archive, asker);
    for (const std::string& skill : query.skills) {
        if (std::count(known.begin(), known.end(), skill) > 0) continue;
        fail(result, "bad_value", "skills", "unknown skill \"" + skill + "\"" + did_you_mean(skill, known));
        return false;
    }
    return true;
}

// The incident that is meant, if any; false when the question cannot be answered.
bool find_work(const Archive& archive, const core::ClientName& asker, const core::Query& query,
               core::QueryResult& result, const core::Incident*& work) {
    if (!query.incident) {
        if (!query.position) fail(result, "bad_value", "incident", "name an incident, or a place by lat and lon");
        return query.position.has_value();
    }
    work = archive.state.incident(*query.incident);
    if (work == nullptr || !core::may_read(archive.organisation, asker, *work)) {
        fail(result, "not_found", "incident", "no such incident is known");
        return false;
    }
    if (query.position || work->position) return true;
    fail(result, "bad_value", "lat", "where that incident is is not known; name a place by lat and lon");
    return false;
}

constexpr auto bytes_of = [](const auto& item) { return size_of(item); };

std::vector<core::PolicyOrigin> origins(const Archive& archive, const core::PolicyName& policy) {
    std::vector<core::PolicyOrigin> all = core::origins_of(archive.organisation, policy);
    all.resize(std::min(all.size(), origins_told_most));
    return all;
}

core::PolicyView policy_view(const Archive& archive, const core::EscalationPolicy& policy) {
    core::PolicyView view;
    view.policy = policy.name;
    for (const core::EscalationStep& step : *policy.steps) {
        core::PolicyStepView told{{},
                                  step.ack_within,
                                  step.repeat_every,
                                  step.deliver_within,
                                  step.answer_within,
                                  step.during ? step.during->text() : ""};
        for (const core::Target& target : step.targets) told.targets.push_back(target.text());
        view.steps.push_back(std::move(told));
    }
    view.ack_lasts = policy.ack_lasts;
    view.categories = origins(archive, policy.name);
    view.rules = archive.rules->rules_calling(policy.name);
    view.rules_total = static_cast<std::int64_t>(view.rules.size());
    view.rules.resize(std::min(view.rules.size(), rules_told_most));
    return view;
}

}  // namespace

void answer_nearest(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                    core::QueryResult& result) {
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only people of the organisation may ask that");
    }
    const core::Incident* work = nullptr;
    if (!may_read_division(archive, asker, query, result) || !find_work(archive, asker, query, result, work) ||
        !has_known_skills(archive, asker, query, result)) {
        return;
    }
    core::NearestQuestion question;
    question.asker = asker;
    question.place = query.position ? *query.position : *work->position;
    question.incident = work;
    question.skills = query.skills;
    const core::Category* category = work != nullptr ? archive.organisation.category(work->category) : nullptr;
    if (query.skills.empty() && category != nullptr) question.skills = category->skills;
    question.team = query.team;
    question.division = query.division;
    auto& answer = result.nearest.emplace(
        core::nearest(archive.organisation, archive.state, archive.observed, archive.now, question));
    result.total = static_cast<std::int64_t>(answer.units.size());
    cut_page(answer.units, 0, query.limit, bytes_of);
}

void answer_policies(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                     core::QueryResult& result) {
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only people of the organisation may ask that");
    }
    auto& items = result.policies.emplace();
    if (archive.rules == nullptr) return;
    std::vector<std::string> names = archive.rules->policy_names();
    std::sort(names.begin(), names.end());
    result.total = static_cast<std::int64_t>(names.size());
    for (const std::string& name : names) {
        const core::EscalationPolicy* policy = archive.rules->policy(core::PolicyName{name});
        if (policy != nullptr && name > query.after) items.push_back(policy_view(archive, *policy));
    }
    if (cut_page(items, 0, query.limit, bytes_of)) result.next = items.back().policy.text;
}

void answer_reach(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                  core::QueryResult& result) {
    if (!core::may_plan(archive.organisation, asker)) {
        return fail(result, "not_found", "ask", "only the centre, the opco and coordinators may ask that");
    }
    const auto after = number_of(query.after);
    if (!after) return fail(result, "bad_value", "after", "after is the next of the page before");
    if (query.policy && (archive.rules == nullptr || archive.rules->policy(*query.policy) == nullptr)) {
        const auto names = archive.rules == nullptr ? std::vector<std::string>{} : archive.rules->policy_names();
        return fail(result, "bad_value", "policy",
                    "unknown escalation \"" + query.policy->text + "\"" + did_you_mean(query.policy->text, names));
    }
    auto& items = result.reach.emplace();
    if (archive.rules == nullptr) return;
    items = core::reach({archive.organisation, *archive.rules, archive.state, archive.now}, query.policy);
    result.holes = std::count_if(items.begin(), items.end(), [](const core::ReachWindow& window) {
        return window.verdict == core::ReachVerdict::hole;
    });
    give_page(result, items, *after, query.limit, bytes_of);
}

}  // namespace paraat::projection
