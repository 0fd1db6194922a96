#include "hub/projection/load.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "hub/core/clearance.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

constexpr Milliseconds load_window = core::load_period * core::load_periods;
constexpr Milliseconds standing_after = std::chrono::hours{24};
// EEMUA 191, for each ten minutes on average.
constexpr std::int64_t alerts_in_target = 1;
constexpr std::int64_t alerts_in_limit = 2;
constexpr std::int64_t chattering_from = 3;  // alerts of one incident in ten minutes
constexpr std::size_t chattering_told_most = 20;

std::size_t size_of(const core::PostLoadView& view) {
    return 450 + 30 * view.chattering.size();
}

// What came to one post, as of a moment.
core::PostLoadView view_of(const core::Post& post, const core::PostLoad& load, Instant since, Instant now) {
    core::PostLoadView view;
    view.post = post.target.text();
    view.is_covert = !post.compartment.empty();
    const std::int64_t newest = core::load_period_of(now);
    const std::int64_t oldest = std::max(newest - core::load_periods + 1, core::load_period_of(since));
    view.since = std::max(since, Instant{oldest * core::load_period.count()});
    view.periods = newest - oldest + 1;
    for (const auto& [number, period] : load.periods) {
        if (number < oldest) continue;
        view.high += period.high;
        view.middle += period.middle;
        view.low += period.low;
        view.reminders += period.reminders;
        view.worst_10_min = std::max<std::int64_t>(view.worst_10_min, period.alerts());
        if (period.alerts() > core::flood_above) ++view.flood_periods;
    }
    view.alerts = view.high + view.middle + view.low;
    view.last_10_min = load.alerts_in_last_period(now);
    std::map<core::IncidentId, std::int64_t> times;
    for (const core::PostAlert& alert : load.recent) {
        if (alert.at + core::load_period > now && ++times[alert.incident] == chattering_from &&
            view.chattering.size() < chattering_told_most) {
            view.chattering.push_back(alert.incident);
        }
    }
    // A first minute is no measure of an hour.
    const std::int64_t span = std::max(now - view.since, core::load_period).count();
    view.per_hour_tenths = (view.alerts * 10 * Milliseconds{std::chrono::hours{1}}.count() + span / 2) / span;
    const auto is_within = [&](std::int64_t each) { return view.alerts * core::load_period.count() <= each * span; };
    view.verdict = load.is_in_flood(now)         ? core::LoadVerdict::flood
                   : is_within(alerts_in_target) ? core::LoadVerdict::in_target
                   : is_within(alerts_in_limit)  ? core::LoadVerdict::over_target
                                                 : core::LoadVerdict::over_limit;
    return view;
}

class LoadList {
public:
    LoadList(const Archive& archive, const core::ClientName& asker, const core::Query& query)
        : archive_(archive), asker_(asker), query_(query) {}

    std::vector<core::PostLoadView> gather() {
        count_standing();
        std::set<core::Post> posts;
        for (const auto& [name, division] : archive_.organisation.divisions) {
            posts.insert({{}, {Target::Kind::division, name.text}});
        }
        for (const auto& [post, load] : archive_.state.load.posts) posts.insert(post);
        for (const auto& [post, count] : standing_) posts.insert(post);
        for (const core::Post& post : posts) {
            if (may_know(post)) add(post);
        }
        std::stable_sort(views_.begin(), views_.end(),
                         [](const auto& one, const auto& other) { return one.post < other.post; });
        return std::move(views_);
    }

private:
    using Target = core::Target;

    // Incidents of more than a day ago that nobody is done with, in the trays and with whom they ask.
    void count_standing() {
        for (const auto& [id, incident] : archive_.state.incidents) {
            const bool is_old = incident.opened_at + standing_after <= archive_.now;
            if (!is_old || incident.is_exercise || !incident.takes_reports() || incident.is_shelved()) continue;
            for (const core::DivisionName& division : incident.divisions) {
                ++standing_[{incident.compartment, {Target::Kind::division, division.text}}];
            }
            for (const auto& [client, notices] : incident.notices) {
                if (incident.notice_of(client) == nullptr) continue;
                ++standing_[{incident.compartment, {Target::Kind::unit, client.text}}];
            }
        }
    }
    void add(const core::Post& post) {
        static const core::PostLoad nothing;
        const core::PostLoad* known = archive_.state.load.post(post);
        const Instant since = archive_.state.load.since.value_or(archive_.now);
        core::PostLoadView view = view_of(post, known == nullptr ? nothing : *known, since, archive_.now);
        const auto standing = standing_.find(post);
        if (standing != standing_.end()) view.standing = standing->second;
        const bool is_tray = post.compartment.empty() && post.target.kind == Target::Kind::division;
        const bool is_idle = view.alerts == 0 && view.reminders == 0 && view.standing == 0;
        if (is_tray || !is_idle) views_.push_back(std::move(view));
    }
    bool may_know(const core::Post& post) const {
        const core::Organisation& organisation = archive_.organisation;
        if (!core::is_cleared_for(organisation, asker_, post.compartment)) return false;
        if (post.target.kind == Target::Kind::division) return is_in(core::DivisionName{post.target.name});
        const core::Account* account = organisation.account(core::ClientName{post.target.name});
        if (account == nullptr || !core::is_cleared_for(organisation, asker_, account->compartment)) return false;
        if (is_in(organisation.division_of(account->name))) return true;
        return std::any_of(account->roles.begin(), account->roles.end(), [&](const core::RoleName& name) {
            const auto role = organisation.roles.find(name);
            return role != organisation.roles.end() && is_in(role->second.division);
        });
    }
    // Who is of no division is of the centre.
    bool is_in(const core::DivisionName& division) const {
        if (!query_.division.empty() && division != query_.division) return false;
        return archive_.organisation.commands_all(asker_) || archive_.organisation.coordinates(asker_, division);
    }

    const Archive& archive_;
    const core::ClientName& asker_;
    const core::Query& query_;
    std::map<core::Post, std::int64_t> standing_;
    std::vector<core::PostLoadView> views_;
};

}  // namespace

void answer_load(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                 core::QueryResult& result) {
    if (!core::may_plan(archive.organisation, asker))
        return fail(result, "not_found", "ask", "only the centre, the opco and coordinators may ask that");
    if (!may_read_division(archive, asker, query, result)) return;
    const auto after = number_of(query.after);
    if (!after) return fail(result, "bad_value", "after", "after is the next of the page before");
    auto& items = result.load.emplace(LoadList(archive, asker, query).gather());
    give_page(result, items, *after, query.limit, [](const core::PostLoadView& view) { return size_of(view); });
}

LoadFigures load_figures(const core::Load& load, Instant now) {
    LoadFigures figures;
    for (const auto& [post, own] : load.posts) {
        if (!post.compartment.empty()) continue;
        if (own.is_in_flood(now)) ++figures.in_flood;
        figures.most = std::max<std::int64_t>(figures.most, own.alerts_in_last_period(now));
    }
    return figures;
}

}  // namespace paraat::projection
