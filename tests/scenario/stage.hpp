#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/scenario/clock.hpp"
#include "tests/scenario/names.hpp"
#include "tests/scenario/setting.hpp"
#include "tests/scenario/words.hpp"
#include "tests/support/centre.hpp"

namespace paraat::scenario {

// What sentences act upon: a centre with time that is moved by hand, and the names that the scenario gave. The hub
// starts at midnight of the scenario's first day.
class Stage {
public:
    Stage(const Setting& setting, const std::string& date);

    // Acts. What a client sends has an outcome, which `it` and `refused` speak of.
    void receives(const std::string& client, core::InputBody body, const std::string& id = {});
    void hears_beacon(const std::string& client, const core::StatusUpdate& update);
    void hears(const std::string& client);  // that it lives
    void moves_to(Instant moment);
    // From now on it gives signs of life by itself, as a device does, until it loses touch.
    void stays_in_touch(const std::string& client);
    void loses_touch(const std::string& client) { in_touch_.erase(client); }
    void restarts_at(Instant moment);
    // Until the hub comes back what people send waits at the broker, beacons are lost, and nothing falls due.
    void goes_away();
    void comes_back();
    bool is_away() const { return left_at_.has_value(); }
    // What the newest receipt names gets the name at "name", if the sentence has one.
    void name_incident(const Words& words);
    void name_instruction(const Words& words);

    // A time of the day that it is, or of one that it names.
    Instant moment(const std::string& time) const;
    const core::Incident& incident(const Words& words) const;        // at "incident"
    const core::Instruction& instruction(const Words& words) const;  // at "instruction"
    // The revision that the incident had at the time at "time"; nullopt when the sentence has none.
    std::optional<core::Revision> revision(const Words& words) const;
    // The clients in the list at "clients"; a target stands for those behind it.
    std::vector<std::string> clients(const Words& words) const;
    // What happened since the newest act or move of the clock, but for signs of life.
    std::vector<core::Event> happened() const;

    std::string date;  // of the times that are named
    test::Centre centre;
    Names names;
    core::Outcome outcome;
    bool owes_refusal = false;  // the newest outcome is one, and nobody expected it yet

private:
    void takes(core::Outcome newest);
    void passes_until(Instant moment);
    void hears_those_in_touch();

    std::shared_ptr<const core::RuleQuestions> rules_;
    std::size_t acted_at_ = 0;        // in the centre's journal
    std::optional<Instant> left_at_;  // while the hub is away
    std::set<std::string> in_touch_;
    std::vector<test::Centre::Waiting> waiting_;
};

}  // namespace paraat::scenario
