#include <algorithm>
#include <sstream>

#include "clients/cli/briefing_lines.hpp"
#include "clients/cli/chicago.hpp"
#include "clients/cli/command_fields.hpp"
#include "clients/cli/desk.hpp"
#include "clients/cli/lines.hpp"
#include "clients/cli/planning.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/read_input.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

using cli::Json;

constexpr std::size_t flag_most = 32;  // characters

// A terminal shows it as it is meant.
void check_shown(const std::string& line) {
    const bool is_plain = std::none_of(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
    });
    promise(is_plain, "nothing that steers a terminal is shown");
    promise(is_utf8(line), "what is shown is UTF-8");
}
void check_shown(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) check_shown(line);
}

}  // namespace

void answer_lines(std::string_view input) {
    const Json answer = Json::parse(input, nullptr, false);
    if (!answer.is_object() || answer.dump().find("\\u0000") != std::string::npos) return;
    for (const auto line : {cli::alert_line, cli::timeline_line, cli::unit_line, cli::accepted_line, cli::refused_line,
                            cli::finding_line}) {
        check_shown(line(answer));
    }
    check_shown(cli::nearest_lines(answer));
    check_shown(cli::briefing_lines(answer, false));
    const auto items = answer.find("items");
    const Json list = items != answer.end() ? *items : Json::array();
    for (const auto lines :
         {cli::policy_lines, cli::reach_lines, cli::handover_lines, cli::load_lines, cli::exercise_lines}) {
        check_shown(lines(list));
    }
    // Its fields have the names of flags.
    const auto items_of = answer.items();
    const bool has_flags = std::all_of(items_of.begin(), items_of.end(),
                                       [](const auto& field) { return field.key().size() <= flag_most; });
    if (!has_flags) return;
    if (const auto checked = cli::check_command(answer); !checked) check_error(checked.error());
}

void chicago(std::string_view input) {
    std::istringstream file{std::string(input)};
    const auto reports = cli::chicago_reports(file, "crimes.csv", 100);
    if (!reports) return check_error(reports.error());
    promise(!reports->empty() && reports->size() <= 100, "records become reports, no more than are wanted");
    for (const Json& report : *reports) {
        const auto reading = codec::read_input(core::InputKind::report, report.dump());
        const bool is_lawful = reading || reading.error().error.code != "unreadable";
        promise(is_lawful, "the hub can read what a record became");
        promise(!reading || reading->ignored.empty(), "the hub knows all of it");
    }
}

}  // namespace paraat::fuzz
