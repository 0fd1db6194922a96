#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <optional>

#include "hub/base/log.hpp"
#include "tests/simulation/night.hpp"

namespace {

using namespace paraat;

struct Seeds {
    std::uint64_t first = 1;
    std::uint64_t last = 1;
};

std::optional<Seeds> parse(const std::string& text) {
    const std::size_t dash = text.find('-');
    try {
        const std::uint64_t first = std::stoull(text.substr(0, dash));
        const std::uint64_t last = dash == std::string::npos ? first : std::stoull(text.substr(dash + 1));
        if (first >= 1 && last >= first) return Seeds{first, last};
    } catch (const std::exception&) {
        // said below
    }
    return std::nullopt;
}

std::string command_of(std::uint64_t seed, const std::string& canary) {
    return "./dev simulate --seeds " + std::to_string(seed) + (canary.empty() ? "" : " --canary " + canary) +
           " --story";
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("plays nights of a hub, a broker, radios and desks in simulated time, with faults, and audits them");
    std::string seeds_text = "1-100";
    std::string canary_name;
    std::string folder = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
    bool tells = false;
    app.add_option("--seeds", seeds_text, "which nights, as 7 or 1-2000")->capture_default_str();
    app.add_option("--canary", canary_name, "play them with this known fault; one of them must find it");
    app.add_option("--folder", folder, "where disks are simulated")->capture_default_str();
    app.add_flag("--story", tells, "tell what happens");
    bool plays_twice = false;
    app.add_flag("--twice", plays_twice, "play each night twice; it must be the same");
    CLI11_PARSE(app, argc, argv);
    const auto seeds = parse(seeds_text);
    const auto canary = canary_name.empty() ? simulation::Canary::none : simulation::canary_of(canary_name);
    if (!seeds || !canary) {
        std::cerr << (seeds ? "no canary is called \"" + canary_name + "\"; there are:"
                            : "--seeds: 7 or 1-2000, from 1");
        for (const auto& one : simulation::canaries) {
            if (seeds) std::cerr << " " << one.name;
        }
        std::cerr << "\n";
        return 64;
    }
    const auto files = app::read_hub_files(std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml", {}, {});
    if (!files.issues.empty()) {
        std::cerr << files.issues.front() << "\n";
        return 78;
    }
    const std::filesystem::path own =
        std::filesystem::path(folder) / ("paraat-simulation-" + std::to_string(::getpid()));
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
    std::int64_t commits = 0;
    const auto begin = std::chrono::steady_clock::now();
    auto told = begin;
    for (std::uint64_t seed = seeds->first; seed <= seeds->last; ++seed) {
        auto outcome = simulation::play_night(seed, files, own / std::to_string(seed), *canary, tells);
        const bool differs =
            plays_twice && outcome != simulation::play_night(seed, files, own / std::to_string(seed), *canary, false);
        if (differs) outcome.complaints.emplace_back("played again it is another night");
        commits += outcome.commits;
        const bool is_found = !outcome.complaints.empty();
        ++(is_found ? failed : passed);
        if (is_found) {
            std::cout << "night " << seed << " failed: " << outcome.complaints.front();
            if (outcome.complaints.size() > 1) std::cout << " (and " << outcome.complaints.size() - 1 << " more)";
            std::cout << "\n  again: " << command_of(seed, canary_name) << "\n";
            if (tells) {
                for (const std::string& complaint : outcome.complaints) std::cout << "  " << complaint << "\n";
            }
            if (*canary != simulation::Canary::none) break;
        }
        if (std::chrono::steady_clock::now() - told > std::chrono::seconds{20}) {
            told = std::chrono::steady_clock::now();
            std::cerr << "night " << seed << " of " << seeds->last << "\n";
        }
    }
    std::error_code ignored;
    std::filesystem::remove_all(own, ignored);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::cout << passed << " passed, " << failed << " failed (" << commits << " commits, "
              << static_cast<int>(took.count()) << " s)\n";
    if (*canary != simulation::Canary::none) return failed > 0 ? 0 : 1;
    return failed == 0 ? 0 : 1;
}
