#pragma once

#include <optional>
#include <string>

#include "hub/app/hub_files.hpp"
#include "hub/core/decider.hpp"

namespace paraat::bench {

// The shipped configuration, organisation and rules; read once. A fault in them ends the program.
const app::HubFiles& shipped();

// Of that number; one of a later moment is greater.
Ulid numbered(std::size_t number, Instant at);

// The square of that number, 2 km apart: of what is reported in two of them nothing joins, and no window counts both.
core::Position square(std::size_t number);

// One of 5,000 whom the organisation does not know.
std::string caller(std::size_t number);

// The shipped organisation with its rules over a core that is run by hand, without journal and network. A copy goes on
// by itself.
class Site {
public:
    // Decided and folded; the events.
    std::vector<core::Event> takes(const core::CoreCommand& command);
    std::vector<core::Event> receives(const std::string& client, core::InputBody body);
    // What is due on the way fires at its moment.
    void passes_to(Instant end);

    // A report of a caller whom the organisation does not know; where `square` is new it opens an incident.
    core::IncidentId reported(const std::string& category, std::size_t in_square);
    // With three reports, a call, and two units on the way. A robbery asks one person, drug dealing six.
    core::IncidentId worked_on(const std::string& category, std::size_t in_square);

    const core::Organisation* organisation = &shipped().organisation;
    core::State state;
    core::Observed observed;
    std::optional<core::State> reader;  // a second fold of the same events, as the publisher's
    Instant now{1'763'940'000'000};

private:
    std::size_t inputs_ = 0;
};

// Of a unit that is available there.
core::InputBody status_at(std::size_t in_square);
// Of a coordinator or the opco about an incident.
core::InputBody command(core::Deed deed, const core::IncidentId& incident);
core::InputBody acknowledgement(const core::IncidentId& incident);

}  // namespace paraat::bench
