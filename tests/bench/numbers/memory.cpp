#include "tests/bench/numbers/memory.hpp"

#include <deque>

#include "hub/projection/state_topics.hpp"
#include "tests/bench/figures/allocation.hpp"
#include "tests/bench/numbers/flat_memory.hpp"
#include "tests/bench/site/units.hpp"
#include "tests/bench/site/whole.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t measured_counts[] = {1'000, 2'000, 5'000, 10'000, 20'000};
constexpr std::size_t decisive = 10'000;  // of them, that the goals are about

// As the hub has them: what decides, and what the publisher reads.
enum class Folds { one, both };

Site with_incidents(const std::string& category, std::size_t count, Folds folds) {
    Site site;
    if (folds == Folds::both) site.reader.emplace();
    for (std::size_t i = 0; i < count; ++i) site.worked_on(category, i);
    return site;
}

// Of one incident: in the fold that decides, in that and the publisher's, which share what their events brought, in a
// state that was read from a snapshot, and what the publisher remembers of the topics that it told.
struct OfIncident {
    OfIncident(const std::string& category, std::size_t count) {
        const auto each = [&](double bytes) { return bytes / static_cast<double>(count); };
        both = each(bytes_of([&] { return with_incidents(category, count, Folds::both); }));
        const double before = allocated();
        const Site site = with_incidents(category, count, Folds::one);
        folded = each(allocated() - before);
        const std::string snapshot = core::encode(site.state);
        read = each(bytes_of([&] { return whole(core::decode_state(snapshot)); }));
        topics = each(bytes_of([&] {
            projection::StateTopics told{projection::Topics("oov")};
            told.all(site.state);
            return told;
        }));
        const auto part = [&](const std::string& name, auto take) {
            parts.emplace_back(name, each(bytes_of([&] {
                                   using Part = std::decay_t<decltype(take(core::Incident{}))>;
                                   std::deque<Part> all;
                                   for (const auto& [id, incident] : site.state.incidents) {
                                       all.push_back(take(incident));
                                   }
                                   return all;
                               })));
        };
        parts.emplace_back("itself, in the map", static_cast<double>(sizeof(core::Incident) + sizeof(core::IncidentId) +
                                                                     4 * sizeof(void*) + sizeof(std::size_t)));
        part("reports heard", [](const core::Incident& of) { return of.heard; });
        part("texts", [](const core::Incident& of) { return std::make_tuple(of.text, of.newest_text, of.title); });
        part("calls", [](const core::Incident& of) { return of.escalations; });
        part("notices", [](const core::Incident& of) { return of.notices; });
        part("units", [](const core::Incident& of) { return of.units; });
        parts.emplace_back("timers", each(bytes_of([&] { return site.state.timers; })));
        parts.emplace_back("marks", each(bytes_of([&] {
                               core::MarkIndex marks;
                               for (const auto& [id, incident] : site.state.incidents) {
                                   marks.follow(id, {}, core::MarksBorne(incident));
                               }
                               return marks;
                           })));
        parts.emplace_back("places", each(bytes_of([&] { return site.state.grid; })));
        parts.emplace_back("of whom it concerns", each(bytes_of([&] { return site.state.units; })));
    }
    double hub() const { return both + topics; }
    std::vector<std::string> cells(const std::string& category, std::size_t count) const {
        return {category, std::to_string(count), fixed(folded, 0), fixed(read, 0), fixed(topics, 0), fixed(hub(), 0)};
    }

    double folded = 0, both = 0, read = 0, topics = 0;
    std::vector<std::pair<std::string, double>> parts;
};

Site with_units_on_duty(const core::Organisation& organisation, std::size_t count, Folds folds) {
    Site site;
    if (folds == Folds::both) site.reader.emplace();
    site.organisation = &organisation;
    site.takes(core::HubStart{"bench"});
    put_on_duty(site, count);
    return site;
}

// Of one unit that is on duty, said where it is, and is on a board.
struct OfUnit {
    explicit OfUnit(std::size_t count) {
        const auto each = [&](double bytes) { return bytes / static_cast<double>(count); };
        const core::Organisation organisation = with_units(count);
        account = each(bytes_of([&] { return core::Organisation(organisation); }));
        both = each(bytes_of([&] { return with_units_on_duty(organisation, count, Folds::both); }));
        const double before = allocated();
        const Site site = with_units_on_duty(organisation, count, Folds::one);
        folded = each(allocated() - before);
        observed = each(bytes_of([&] { return core::Observed(site.observed); }));
        // The publisher looks at no leases.
        heard = each(bytes_of([&] {
            core::Observed published;
            for (const auto& [client, unit] : site.observed.units()) published.put(client, unit);
            return published;
        }));
    }
    double hub() const { return both + heard; }
    std::vector<std::string> cells(std::size_t count) const {
        return {std::to_string(count), fixed(folded, 0), fixed(observed, 0), fixed(hub(), 0), fixed(account, 0)};
    }

    double account = 0, folded = 0, both = 0, observed = 0, heard = 0;
};

void measure_incidents(Report& report) {
    report.table.push_back("bytes of an open incident: three reports, a call, two units on the way");
    report.table.push_back(row({"", "incidents", "a fold", "from snapshot", "topics told", "the hub"}));
    std::vector<std::string> where;
    for (const std::string category : {"robbery", "drug_dealing"}) {
        for (const std::size_t count : measured_counts) {
            const OfIncident one(category, count);
            report.table.push_back(row(one.cells(category, count)));
            nlohmann::json parts;
            for (const auto& [name, bytes] : one.parts) parts[name] = bytes;
            report.figures["incidents"].push_back({{"category", category},
                                                   {"incidents", count},
                                                   {"fold", one.folded},
                                                   {"from_snapshot", one.read},
                                                   {"topics", one.topics},
                                                   {"parts", parts}});
            if (count != decisive) continue;
            where.push_back("of it, " + category + ":");
            for (const auto& [name, bytes] : one.parts) where.push_back(row({fixed(bytes, 0)}) + "  " + name);
            if (category != "robbery") continue;
            Runs fold{{one.folded}}, hub{{one.hub()}};
            while (fold.values.size() < runs_each) {
                const OfIncident again(category, count);
                fold.values.push_back(again.folded);
                hub.values.push_back(again.hub());
            }
            report.goals.push_back({"bytes of an open incident in one fold", fold, 4'096});
            report.goals.push_back({"bytes of an open incident in the hub, which has two folds", hub, 4'096});
        }
    }
    report.table.insert(report.table.end(), where.begin(), where.end());
}

void measure_units(Report& report) {
    report.table.push_back("bytes of a known unit on duty");
    report.table.push_back(row({"units", "a fold", "of it, observed", "the hub", "its account"}));
    for (const std::size_t count : measured_counts) {
        const OfUnit one(count);
        report.table.push_back(row(one.cells(count)));
        report.figures["units"].push_back(
            {{"units", count}, {"fold", one.folded}, {"observed", one.observed}, {"account", one.account}});
        if (count != decisive) continue;
        Runs fold{{one.folded}}, hub{{one.hub()}};
        while (fold.values.size() < runs_each) {
            const OfUnit again(count);
            fold.values.push_back(again.folded);
            hub.values.push_back(again.hub());
        }
        report.goals.push_back({"bytes of a known unit in one fold", fold, 1'024});
        report.goals.push_back({"bytes of a known unit in the hub, which has two folds", hub, 1'024});
    }
}

}  // namespace

Report measure_memory() {
    Report report{"P10", {}, {}, nlohmann::json::object()};
    measure_incidents(report);
    measure_units(report);
    measure_hour(report);
    measure_days(report);
    return report;
}

}  // namespace paraat::bench
