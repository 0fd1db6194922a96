#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/app/in_hand.hpp"
#include "hub/app/quarantine_folder.hpp"

namespace paraat::app {

// Keeps a message that makes the hub die from doing so for ever (docs/decisions/0024). Whatever was in hand when the
// process died is suspected at the next start; what was in hand at two deaths is not decided any more, until a person
// releases it. What cannot be written is logged, and the hub goes on without that much of the guard.
//
// Made before there are other threads; then the core thread owns it, and reasons(), size() and spare() are for any.
class Quarantine {
public:
    static constexpr int deaths_most = 2;
    static constexpr std::size_t messages_most = 100;  // then the oldest goes, and may be decided again
    static constexpr std::size_t suspects_most = 100;
    static constexpr Milliseconds look_interval = std::chrono::seconds{5};  // for what a person released

    // Whether everybody may know that a message is set aside: who reads the hub's status is cleared for nothing.
    using MayBeTold = std::function<bool(std::string_view topic, std::string_view payload)>;

    Quarantine(const std::filesystem::path& journal_directory, Instant now, MayBeTold may_be_told);

    // Before a message is looked at. False: it is quarantined, and nobody may look at it.
    bool take_in_hand(std::string_view topic, std::string_view payload, Instant now);
    // It was decided, and the process lives.
    void let_go();
    // The process ends on purpose, on whatever thread: what is in hand is not to blame.
    void spare();
    // Once a round.
    void look(Instant now);

    std::size_t size() const;
    // What everybody may know of it; empty when nothing is quarantined that may be told. The log says all.
    std::vector<std::string> reasons() const;

private:
    void count_death(const InHand::Message& message, Instant now);
    bool set_aside(const Suspect& suspect, const InHand::Message& message);
    void keep_suspects();
    void note_held();

    const MayBeTold may_be_told_;
    QuarantineFolder folder_;
    std::optional<InHand> in_hand_;
    std::vector<Suspect> suspects_;
    struct Held {
        bool has_file = true;
        bool is_told = false;  // in the hub's status
        Instant logged_at;
    };
    std::map<std::string, Held> held_;  // by fingerprint
    std::string fingerprint_;           // of what is in hand, where somebody needs it
    Instant looked_at_;
    mutable std::mutex mutex_;
    std::size_t size_ = 0;  // of `held_`
    std::size_t told_ = 0;  // of those
};

}  // namespace paraat::app
