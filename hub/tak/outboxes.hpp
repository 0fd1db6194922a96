#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "hub/tak/outbox.hpp"
#include "hub/tak/session_id.hpp"

namespace paraat::tak {

// Those of all sessions, with a limit of what they may hold together. Any thread.
class Outboxes {
public:
    struct Limits {
        std::size_t of_one;  // bytes
        std::size_t of_all;  // likewise
    };
    explicit Outboxes(Limits limits) : limits_(limits) {}

    void open(SessionId session);
    // False when it had none.
    bool close(SessionId session);
    // As Outbox::put(), and nothing where there is none. When all hold too much, the fullest is given up: whoever is
    // told last may have read all but that.
    void put(SessionId session, std::string bytes, const std::string& replaces);
    std::string take(SessionId session, std::size_t most);

    struct Told {
        SessionId session{};
        bool is_full = false;
    };
    // Those into which something was put, or that were given up, since the last time.
    std::vector<Told> told();

private:
    void give_up_the_fullest();

    const Limits limits_;
    std::mutex mutex_;
    std::map<SessionId, Outbox> all_;
    std::set<SessionId> told_;
    std::size_t size_ = 0;  // bytes that they hold
};

}  // namespace paraat::tak
