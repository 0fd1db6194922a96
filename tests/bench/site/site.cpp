#include "tests/bench/site/site.hpp"

#include <cstdlib>
#include <iostream>

namespace paraat::bench {
namespace {

constexpr std::size_t callers = 5'000;
constexpr const char* words = "seen from the street, three of them; they went towards the station, one has a red coat";

}  // namespace

const app::HubFiles& shipped() {
    static const app::HubFiles files = [] {
        app::HubFiles read = app::read_hub_files(PARAAT_SOURCE_DIR "/config/hub.toml", {}, {});
        for (const std::string& issue : read.issues) std::cerr << issue << '\n';
        if (!read.issues.empty()) std::exit(70);
        return read;
    }();
    return files;
}

Ulid numbered(std::size_t number, Instant at) {
    std::array<std::uint8_t, 10> chance{};
    for (std::size_t i = 0; i < 8; ++i) chance[9 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return Ulid{at, chance};
}

core::Position square(std::size_t number) {
    constexpr std::size_t across = 400;
    constexpr double south = 40.0, west = 0.0, height = 0.018, width = 0.03;  // degrees; 2 km of both up to 54 degrees
    return *core::position_from_degrees(south + height * static_cast<double>(number / across),
                                        west + width * static_cast<double>(number % across));
}

std::string caller(std::size_t number) {
    return "caller-" + std::to_string(number % callers);
}

std::vector<core::Event> Site::takes(const core::CoreCommand& command) {
    const core::Decider decider(*organisation, shipped().rules);
    core::Outcome outcome = decider.decide(state, observed, command, now);
    if (outcome.refusal) {
        std::cerr << "refused: " << outcome.refusal->sentence << '\n';
        std::exit(70);
    }
    for (const core::Event& event : outcome.events) {
        core::evolve(state, event);
        if (reader) core::evolve(*reader, event);
    }
    return std::move(outcome.events);
}

std::vector<core::Event> Site::receives(const std::string& client, core::InputBody body) {
    const core::ClientName name{client};
    ++inputs_;
    if (organisation->account(name) != nullptr) {
        observed.hear(name, now);
        if (const auto* update = std::get_if<core::StatusUpdate>(&body)) observed.note(name, *update, now);
    }
    return takes(core::ClientInput{name, "m-" + std::to_string(inputs_), std::move(body),
                                   core::IncidentId{numbered(inputs_, now)},
                                   core::InstructionId{numbered(inputs_, now)}});
}

void Site::passes_to(Instant end) {
    for (Instant due = state.timers.next_due(); due <= end; due = state.timers.next_due()) {
        now = std::max(now, due);
        takes(core::TimePasses{});
    }
    now = end;
}

core::IncidentId Site::reported(const std::string& category, std::size_t in_square) {
    core::Report report;
    report.category = core::CategoryName{category};
    report.text = words;
    report.position = square(in_square);
    const auto events = receives(caller(inputs_), report);
    return std::get<core::ReportReceived>(events.front().body).incident;
}

core::IncidentId Site::worked_on(const std::string& category, std::size_t in_square) {
    const core::IncidentId id = reported(category, in_square);
    reported(category, in_square);
    reported(category, in_square);
    for (const std::size_t radio : {7 + in_square % 6, 7 + (in_square + 1) % 6}) {
        core::Command assign;
        assign.deed = core::Deed::assign;
        assign.incident = id;
        assign.unit = core::ClientName{"radio-" + std::to_string(radio)};
        receives("coord-ondermijning-1", assign);
    }
    return id;
}

core::InputBody status_at(std::size_t in_square) {
    core::StatusUpdate update;
    update.status = core::UnitStatus::available;
    update.position = square(in_square);
    update.accuracy_m = 10;
    update.battery_pct = 80;
    return update;
}

core::InputBody command(core::Deed deed, const core::IncidentId& incident) {
    core::Command made;
    made.deed = deed;
    made.incident = incident;
    made.text = "back to the station, nothing more was seen";
    return made;
}

core::InputBody acknowledgement(const core::IncidentId& incident) {
    core::Ack made;
    made.incident = incident;
    made.answer = core::Answer::acknowledged;
    return made;
}

}  // namespace paraat::bench
