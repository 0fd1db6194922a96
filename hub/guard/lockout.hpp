#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hub/base/time.hpp"

namespace paraat::guard {

// Refuses an account at an address after too many wrong passwords from there, each time for longer. By account and
// address together: who guesses from one place keeps nobody out at another. For one thread; time comes in as data.
class Lockout {
public:
    struct Limits {
        std::size_t failures = 5;  // within `within`
        Milliseconds within = std::chrono::minutes{5};
        Milliseconds first = std::chrono::minutes{1};  // then twice as long each time
        Milliseconds longest = std::chrono::minutes{15};
        std::size_t places_most = 10'000;  // accounts at addresses; of more the one that was quiet longest is forgotten
    };

    Lockout() = default;
    explicit Lockout(Limits limits) : limits_(limits) {}

    bool is_locked(const std::string& account, const std::string& address, Instant now) const;
    // True when it is locked from now on.
    bool note_failure(const std::string& account, const std::string& address, Instant now);
    void note_success(const std::string& account, const std::string& address);
    std::size_t places() const { return places_.size(); }

private:
    using Key = std::pair<std::string, std::string>;
    struct Place {
        std::vector<Instant> failures;  // of late
        Instant newest;
        Instant locked_until;
        Milliseconds next{0};  // how long the next time; 0 = as the first
    };
    Place& place_of(const Key& key, Instant now);

    Limits limits_;
    std::map<Key, Place> places_;
};

}  // namespace paraat::guard
