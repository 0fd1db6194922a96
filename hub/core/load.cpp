#include "hub/core/load.hpp"

#include <algorithm>

#include "hub/core/incident.hpp"

namespace paraat::core {
namespace {

// What one event brings to posts.
class LoadChange {
public:
    LoadChange(Load& load, const Incident& incident, Instant at) : load_(load), incident_(incident), at_(at) {}

    // It asks for attention anew: in the trays of its divisions, and of who is asked already.
    void raise() {
        for_each_watching([&](Target target) { alert(std::move(target)); });
    }
    // What was counted at this moment has that priority, which rules choose one after the other.
    void rate() {
        for_each_watching([&](Target target) {
            const auto load = load_.posts.find({incident_.compartment, std::move(target)});
            if (load == load_.posts.end()) return;
            if (PostAlert* known = counted(load->second)) rate(load->second, *known);
        });
    }
    void ask(const ClientName& client, NoticeReason reason) {
        if (reason == NoticeReason::reminder) {
            ++period(post(unit(client))).reminders;
        } else {
            alert(unit(client));
        }
    }

private:
    template <class Visit>
    void for_each_watching(Visit visit) const {
        for (const DivisionName& division : incident_.divisions) visit({Target::Kind::division, division.text});
        for (const auto& [client, notices] : incident_.notices) {
            if (incident_.notice_of(client) != nullptr) visit(unit(client));
        }
    }
    static Target unit(const ClientName& client) { return {Target::Kind::unit, client.text}; }

    // Once for an incident and moment, however many events of one decision say it.
    void alert(Target target) {
        PostLoad& load = post(std::move(target));
        LoadPeriod& now = period(load);
        const auto recent = std::find_if(load.recent.begin(), load.recent.end(),
                                         [&](const PostAlert& alert) { return alert.at + load_period > at_; });
        load.recent.erase(load.recent.begin(), recent);
        if (PostAlert* known = counted(load)) return rate(load, *known);
        if (load.recent.size() == recent_alerts_most) load.recent.erase(load.recent.begin());
        load.recent.push_back({at_, incident_.id, incident_.priority});
        ++now.of(incident_.priority);
    }
    PostAlert* counted(PostLoad& load) const {
        for (auto alert = load.recent.rbegin(); alert != load.recent.rend() && alert->at == at_; ++alert) {
            if (alert->incident == incident_.id) return &*alert;
        }
        return nullptr;
    }
    void rate(PostLoad& load, PostAlert& known) const {
        LoadPeriod& counted_in = load.periods[load_period_of(at_)];
        --counted_in.of(known.priority);
        ++counted_in.of(incident_.priority);
        known.priority = incident_.priority;
    }
    PostLoad& post(Target target) {
        const std::int64_t now = load_period_of(at_);
        if (now > load_.newest_period) forget_before(now - load_periods + 1);
        load_.newest_period = now;
        return load_.posts[{incident_.compartment, std::move(target)}];
    }
    LoadPeriod& period(PostLoad& load) const { return load.periods[load_period_of(at_)]; }
    void forget_before(std::int64_t first) {
        for (auto& [post, load] : load_.posts)
            load.periods.erase(load.periods.begin(), load.periods.lower_bound(first));
        std::erase_if(load_.posts, [](const auto& entry) { return entry.second.periods.empty(); });
    }

    Load& load_;
    const Incident& incident_;
    const Instant at_;
};

}  // namespace

std::int64_t load_period_of(Instant at) {
    return at.ms / load_period.count();
}

std::int32_t PostLoad::alerts_in_last_period(Instant now) const {
    return static_cast<std::int32_t>(std::count_if(
        recent.begin(), recent.end(), [&](const PostAlert& alert) { return alert.at + load_period > now; }));
}

Instant PostLoad::flood_ends() const {
    constexpr std::size_t too_many = flood_above + 1;
    return recent.size() < too_many ? Instant{} : recent[recent.size() - too_many].at + load_period;
}

void Load::follow(const Incident& incident, Revision raised_before, const Event& event) {
    if (incident.is_exercise) return;
    LoadChange change(*this, incident, event.at);
    if (incident.raised != raised_before) change.raise();
    if (std::holds_alternative<PriorityChanged>(event.body)) change.rate();
    if (const auto* given = std::get_if<NoticeGiven>(&event.body)) change.ask(given->client, given->reason);
    const auto* stepped = std::get_if<EscalationStepped>(&event.body);
    if (stepped == nullptr) return;
    for (const AskedBehind& asked : *stepped->asked) {
        for (const ClientName& client : asked.clients) change.ask(client, stepped->reason);
    }
}

const PostLoad* Load::post(const Post& which) const {
    const auto found = posts.find(which);
    return found == posts.end() ? nullptr : &found->second;
}

}  // namespace paraat::core
