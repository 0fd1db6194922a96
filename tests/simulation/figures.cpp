#include "tests/simulation/figures.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <variant>

#include "hub/core/event.hpp"
#include "tests/simulation/mishaps.hpp"

namespace paraat::simulation {
namespace {

using Json = nlohmann::json;

void add_counts(Figures::Counts& to, const Figures::Counts& more) {
    for (const auto& [name, count] : more) to[name] += count;
}

template <class Names>
Figures::Counts with_all(Figures::Counts counts, const Names& names) {
    for (const auto& name : names) counts.try_emplace(std::string(name), 0);
    return counts;
}

template <std::size_t... kinds>
std::vector<std::string> event_names(std::index_sequence<kinds...>) {
    return {std::string(core::name_of(core::EventBody{std::variant_alternative_t<kinds, core::AnyEvent>{}}))...};
}

std::vector<std::string> event_names() {
    return event_names(std::make_index_sequence<std::variant_size_v<core::AnyEvent>>{});
}

std::string rows_of(const char* title, const Figures::Counts& counts) {
    std::string text = fmt::format("\n{}\n", title);
    for (const auto& [name, count] : counts) {
        text += fmt::format("  {:>12}  {}{}\n", count, name, count == 0 ? "   <- never" : "");
    }
    return text;
}

std::string never_of(const Figures::Counts& counts) {
    std::string names;
    for (const auto& [name, count] : counts) {
        if (count == 0) names += " " + name;
    }
    return names;
}

}  // namespace

void Figures::add(const Figures& other) {
    nights += other.nights;
    failed += other.failed;
    simulated_ms += other.simulated_ms;
    happenings += other.happenings;
    commits += other.commits;
    starts += other.starts;
    add_counts(faults, other.faults);
    add_counts(situations, other.situations);
    add_counts(checks, other.checks);
    add_counts(events, other.events);
}

std::string to_line(const Figures& figures) {
    return Json{
        {"nights", figures.nights},         {"failed", figures.failed},         {"simulated_ms", figures.simulated_ms},
        {"happenings", figures.happenings}, {"commits", figures.commits},       {"starts", figures.starts},
        {"faults", figures.faults},         {"situations", figures.situations}, {"checks", figures.checks},
        {"events", figures.events}}
        .dump();
}

Figures figures_of(const std::string& line) {
    const Json json = Json::parse(line);
    Figures figures;
    json.at("nights").get_to(figures.nights);
    json.at("failed").get_to(figures.failed);
    json.at("simulated_ms").get_to(figures.simulated_ms);
    json.at("happenings").get_to(figures.happenings);
    json.at("commits").get_to(figures.commits);
    json.at("starts").get_to(figures.starts);
    json.at("faults").get_to(figures.faults);
    json.at("situations").get_to(figures.situations);
    json.at("checks").get_to(figures.checks);
    json.at("events").get_to(figures.events);
    return figures;
}

std::string table_of(const Figures& figures) {
    const Figures::Counts events = with_all(figures.events, event_names());
    const std::string never = never_of(events);
    std::int64_t faults = 0;
    for (const auto& [name, count] : figures.faults) faults += count;
    std::string text =
        fmt::format("{} nights, {:.1f} simulated hours, {} happenings, {} starts of the hub, {} commits, {} faults\n",
                    figures.nights, static_cast<double>(figures.simulated_ms) / 3'600'000, figures.happenings,
                    figures.starts, figures.commits, faults);
    text += rows_of("faults", with_all(figures.faults, all_faults));
    text += rows_of("situations", with_all(figures.situations, all_situations));
    text += rows_of("checks", figures.checks);
    text +=
        fmt::format("\nevents: {} kinds of {}{}{}\n",
                    events.size() - static_cast<std::size_t>(std::count_if(
                                        events.begin(), events.end(), [](const auto& one) { return one.second == 0; })),
                    events.size(), never.empty() ? "" : ", but not", never);
    return text;
}

std::string table_of_days(const Figures& figures) {
    return fmt::format("{} days, {:.1f} simulated hours, {} commits\n", figures.nights,
                       static_cast<double>(figures.simulated_ms) / 3'600'000, figures.commits) +
           rows_of("what was in them", figures.situations) + rows_of("checks", figures.checks);
}

}  // namespace paraat::simulation
