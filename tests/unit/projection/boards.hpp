#pragma once

#include <gmock/gmock.h>

#include "hub/projection/board.hpp"
#include "tests/support/centre.hpp"

namespace paraat::projection {

using namespace std::chrono_literals;

inline const core::DivisionName dvl{"dvl"};
inline const core::TeamName overlast{"it-overlast"};

// The boards of a small centre, as its events and time make them.
class BoardTopics : public testing::Test {
protected:
    test::Centre centre;
    std::optional<Boards> made;
    Boards& boards = remake_boards();

    // Once the organisation is as it should be.
    Boards& remake_boards() { return made.emplace(centre.organisation, Topics{"oov"}, 200ms, 1000); }
    void receives(const std::string& client, core::InputBody body) {
        boards.follow(centre.state, centre.receives(client, std::move(body)).events);
    }
    void beacons(const std::string& client, const core::StatusUpdate& update) {
        boards.follow(centre.state, centre.beacon(client, update).events);
        boards.unit_changed(core::ClientName{client});
    }
    void starts() { boards.follow(centre.state, centre.starts().events); }
    std::vector<Publication> due() { return boards.take_due(centre.state, centre.observed, centre.now); }

    static core::StatusUpdate status(core::UnitStatus status) {
        core::StatusUpdate update;
        update.status = status;
        return update;
    }
};

inline std::vector<std::string> topics_of(const std::vector<Publication>& publications) {
    std::vector<std::string> topics;
    for (const Publication& publication : publications) topics.push_back(publication.topic);
    return topics;
}

template <class Message>
const Message& first_of(const std::vector<Publication>& publications) {
    for (const Publication& publication : publications) {
        if (const auto* message = std::get_if<Message>(&publication.message)) return *message;
    }
    throw std::out_of_range("no such message");
}

}  // namespace paraat::projection
