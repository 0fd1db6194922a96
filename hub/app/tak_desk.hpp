#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "hub/app/tak_mail.hpp"
#include "hub/app/told_ids.hpp"
#include "hub/app/topic_filters.hpp"
#include "hub/codec/cot/event.hpp"
#include "hub/core/organisation.hpp"
#include "hub/projection/topic.hpp"
#include "hub/tak/server.hpp"

namespace paraat::app {

// What each TAK session is told: of what the topics say that its account may read, units, incidents, calls for help and
// words to its own people, as Cursor on Target. Remembers what each was shown, so that what it may not see any more is
// taken off its map. No clock, no sockets; for one thread.
class TakDesk {
public:
    // How often a session is told again of each person that is in need.
    static constexpr Milliseconds repeat_alarms = std::chrono::seconds{10};
    // Positions in one round of one session; what is more waits for the next round. All else is told at once.
    static constexpr std::size_t positions_a_round = 200;

    // Messages of which a session remembers that it got them; more come again, which an app sees by their ids.
    static constexpr std::size_t told_most = 10'000;

    struct Telling {
        tak::SessionId session{};
        std::shared_ptr<const codec::cot::Event> event;
        std::string replaces = {};  // as in TakServer::send()
    };

    TakDesk(core::Organisation organisation, projection::Topics topics);

    // Others have other places from now on.
    void reorganise(core::Organisation organisation);
    const core::Organisation& organisation() const { return organisation_; }

    void enter(tak::SessionId session, const core::ClientName& account);
    void leave(tak::SessionId session);
    // Which device it is: until that is known nobody can be written to.
    void identify(tak::SessionId session, const std::string& uid, const std::string& callsign);
    // That its own device calls for help: it is told when a person ended that.
    void note_alarm(tak::SessionId session, const std::string& uid);
    // It cancelled that itself.
    void note_cancel(tak::SessionId session);

    void take(const std::vector<TakWord>& words);
    // What is to be told now, each session in its order.
    std::vector<Telling> due(Instant now);
    // Whether some session has more to be told at once.
    bool has_more() const;

private:
    using EventPtr = std::shared_ptr<const codec::cot::Event>;
    // Of one unit or incident, what each topic says.
    struct UnitEntry {
        std::map<std::string, core::UnitView> by_topic;
    };
    struct Call {
        core::Alert alert;
        core::ClientName panic_of;

        bool is_silent_of(const core::ClientName& unit) const { return alert.silent && panic_of == unit; }
    };
    struct IncidentEntry {
        std::map<std::string, Call> by_topic;
    };
    struct Seat {
        core::ClientName account;
        core::TeamName team;
        core::DivisionName division;
        ReadingRights rights;
        std::string uid;
        std::string callsign;
        std::set<core::ClientName> units_due;
        std::set<core::IncidentId> incidents_due;
        std::set<std::string> words_due;  // topics of instructions and notices
        std::set<core::ClientName> units_shown;
        std::set<core::IncidentId> incidents_shown;
        ToldIds told{told_most};                     // of messages
        std::map<core::ClientName, Instant> alarms;  // of units in need, when it was told last
        std::vector<std::string> own_alarms;         // uids
        bool is_in_need = false;                     // itself, by what it may read
        bool is_greeted = false;
    };

    void take(const TakUnit& word);
    void take(const TakAlert& word);
    void take(const TakOrder& word);
    void take(const TakCall& word);
    void take(const TakAnswer& word);
    void place(Seat& seat);
    void all_due(Seat& seat) const;
    bool must_be_quiet(const Seat& seat) const;
    void tell_incident(tak::SessionId session, Seat& seat, const core::IncidentId& id, Instant now,
                       std::vector<Telling>& out);
    void tell_answers(tak::SessionId session, Seat& seat, Instant now, std::vector<Telling>& out);
    void tell_words(tak::SessionId session, Seat& seat, Instant now, std::vector<Telling>& out);
    void tell_unit(tak::SessionId session, Seat& seat, const core::ClientName& name, Instant now,
                   std::vector<Telling>& out);
    void tell_own_need(tak::SessionId session, Seat& seat, bool is_in_need, Instant now, std::vector<Telling>& out);
    void repeat(tak::SessionId session, Seat& seat, Instant now, std::vector<Telling>& out) const;
    const core::UnitView* seen_unit(const Seat& seat, const core::ClientName& name) const;
    const Call* seen_call(const Seat& seat, const core::IncidentId& id) const;
    bool is_for(const Seat& seat, const std::string& topic) const;
    void write_to(tak::SessionId session, Seat& seat, const std::string& id, const std::string& text, Instant now,
                  std::vector<Telling>& out) const;

    core::Organisation organisation_;
    projection::Topics topics_;
    std::map<core::ClientName, UnitEntry> units_;
    std::map<core::IncidentId, IncidentEntry> incidents_;
    std::set<core::IncidentId> silent_;  // of those, calls that may not be seen where they were pressed
    std::map<std::string, core::InstructionView> orders_;
    std::map<std::string, core::InstructionView> ended_orders_;  // until each session was told
    std::map<std::string, core::Notice> calls_;
    std::vector<TakAnswer> answers_;  // until the next round
    std::uint64_t answered_ = 0;      // so many
    std::map<tak::SessionId, Seat> seats_;
};

}  // namespace paraat::app
