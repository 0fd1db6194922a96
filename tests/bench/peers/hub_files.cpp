#include "tests/bench/peers/hub_files.hpp"

#include <fstream>

#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/crowd.hpp"
#include "tests/bench/site/deployment.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t rules = 100;
constexpr std::size_t of_a_team = 100;  // an organisation takes up to 150

void write_organisation(const std::filesystem::path& file, const HubSettings& settings) {
    std::filesystem::copy_file(std::string(PARAAT_SOURCE_DIR) + "/config/organisation.toml", file);
    std::ofstream more(file, std::ios::app);
    for (std::size_t number = 0; number * of_a_team < settings.units; ++number) {
        more << "\n[[team]]\nname = \"team-" << number << "\"\nlabel = \"Team\"\ndivision = \""
             << (number % 2 == 0 ? "dvl" : "dvo") << "\"\n";
    }
    for (std::size_t number = 0; number < settings.units; ++number) {
        more << "\n[[account]]\nname = \"" << unit_name(number) << "\"\nunit = true\nteam = \""
             << "team-" << number / of_a_team << "\"\n";
    }
    for (std::size_t number = 0; number < settings.crowd; ++number) {
        more << "\n[[account]]\nname = \"" << crowd_name(number) << "\"\noutside = true\n";
    }
}

}  // namespace

std::filesystem::path write_hub_files(const std::filesystem::path& folder, const HubSettings& settings, int broker_port,
                                      int admin_port) {
    const std::filesystem::path rules_folder = folder / "rules";
    std::filesystem::create_directory(rules_folder);
    std::filesystem::copy(std::string(PARAAT_SOURCE_DIR) + "/config/rules/10-escalations.toml", rules_folder);
    std::ofstream(rules_folder / "site.toml") << toml_of(rules_of(rules));
    const std::filesystem::path organisation = folder / "organisation.toml";
    write_organisation(organisation, settings);
    if (!settings.past.empty()) {
        std::filesystem::copy(settings.past, folder / "journal", std::filesystem::copy_options::recursive);
    }
    std::filesystem::path file = folder / "hub.toml";
    std::ofstream(file) << "[hub]\norganisation = \"" << organisation.string() << "\"\njson_twins = false\n"
                        << "[broker]\naddress = \"127.0.0.1\"\nport = " << broker_port << "\nclient = \""
                        << settings.client
                        << "\"\n[journal]\ndirectory = \"journal\"\n[admin]\nmetrics = \"all\"\nport = " << admin_port
                        << "\n[rules]\ndirectory = \"rules\"\n[limits]\nclient_rate = 0\nbeacon_rate = "
                        << settings.beacon_rate << "\n";
    return file;
}

}  // namespace paraat::bench
