#include <CLI/CLI.hpp>
#include <charconv>
#include <chrono>
#include <iostream>
#include <optional>
#include <thread>

#include "tests/simulation/nights.hpp"

namespace {

using namespace paraat;

std::optional<std::uint64_t> whole(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size() || value == 0) return std::nullopt;
    return value;
}

std::optional<simulation::Seeds> seeds_of(const std::string& text) {
    const std::size_t dash = text.find('-');
    const auto first = whole(std::string_view(text).substr(0, dash));
    const auto last = dash == std::string::npos ? first : whole(std::string_view(text).substr(dash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    return simulation::Seeds{*first, *last};
}

int wrong(const std::string& why) {
    std::cerr << "./dev simulate: " << why << "\n";
    return 64;
}

std::string names_of_canaries() {
    std::string names;
    for (const auto& one : simulation::canaries) names += " " + std::string(one.name);
    return names;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("plays nights of a hub, a broker, radios and desks in simulated time, with faults, and audits them");
    simulation::Playing playing;
    std::string seeds = "1-100";
    std::string canary;
    std::string sync_points;
    bool tells_figures = false;
    int hours = 24;
    playing.folder = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
    playing.workers = std::max(1U, std::thread::hardware_concurrency());
    app.add_option("--seeds", seeds, "which nights, as 7 or 1-2000")->capture_default_str();
    app.add_option("--canary", canary, "play them with this known fault, until one finds it");
    app.add_option("--sync-points", sync_points,
                   "one night, in which nothing breaks but the hub's power: at these syncs of its disk, or at \"all\"");
    app.add_flag("--two-worlds", playing.compares_worlds,
                 "days instead, each with covert work and without: what the uncleared can know must be the same");
    app.add_flag("--all-kinds", playing.wants_all_kinds,
                 "such days fail together when a kind of topic, question or deed was in none of them");
    app.add_option("--hours", hours, "of such a day, so many")->capture_default_str();
    app.add_option("--every", playing.every, "of these nights or syncs, one in so many")->capture_default_str();
    app.add_option("--ledger", playing.ledger, "a file that remembers what was played: go on where a run was stopped");
    app.add_option("--workers", playing.workers, "how many processes play")->capture_default_str();
    app.add_option("--folder", playing.folder, "where disks are simulated")->capture_default_str();
    app.add_flag("--figures", tells_figures, "say at the end what was played, broken and checked");
    app.add_flag("--story", playing.tells, "tell what happens");
    app.add_flag("--twice", playing.plays_twice, "play each night twice; it must be the same");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& failed) {
        return app.exit(failed) == 0 ? 0 : 64;
    }
    const auto range = seeds_of(seeds);
    if (!range) return wrong("--seeds is 7 or 1-2000, from 1, not \"" + seeds + "\"");
    playing.seeds = *range;
    if (!sync_points.empty()) {
        const auto points =
            sync_points == "all" ? std::optional(simulation::Seeds{1, UINT64_MAX}) : seeds_of(sync_points);
        if (!points) return wrong("--sync-points is all, 7 or 1-2000, from 1, not \"" + sync_points + "\"");
        playing.sync_points = points;
    }
    if (hours < 1 || hours > 24) return wrong("--hours is from 1 to 24");
    if (playing.compares_worlds && playing.sync_points) return wrong("--sync-points is of a night");
    playing.day = std::chrono::hours{hours};
    if (playing.every < 1) return wrong("--every is from 1");
    if (playing.workers < 1 || playing.workers > 64) return wrong("--workers is from 1 to 64");
    if (!canary.empty()) {
        const auto known = simulation::canary_of(canary);
        if (!known) return wrong("no canary is called \"" + canary + "\"; there are:" + names_of_canaries());
        if (!playing.ledger.empty()) return wrong("a ledger is of nights without a canary");
        playing.canary = *known;
        playing.stops_at_first = true;
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto figures = simulation::play(playing, [](const std::string& line) { std::cout << line << std::endl; });
    if (!figures) {
        std::cerr << "./dev simulate: " << figures.error().message << "\n";
        return 74;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const bool is_of_days = playing.compares_worlds;
    if (tells_figures) {
        std::cout << (is_of_days ? simulation::table_of_days(*figures) : simulation::table_of(*figures)) << "\n";
    }
    std::cout << figures->nights - figures->failed << " passed, " << figures->failed << " failed (" << figures->commits
              << " commits, " << static_cast<int>(took.count()) << " s)\n";
    const bool is_found = figures->failed > 0;
    return is_found == (playing.canary != simulation::Canary::none) ? 0 : 1;
}
