#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::app {

// A message that was in hand when a hub died.
struct Suspect {
    std::string fingerprint;  // 64 hex digits: SHA-256 of what tells it from others
    int deaths = 0;
    Instant first;  // when they were found
    Instant last;

    bool operator==(const Suspect&) const = default;
};

struct QuarantinedMessage {
    Suspect suspect;
    std::string topic;
    std::string payload;  // its first 65,536 bytes

    bool operator==(const QuarantinedMessage&) const = default;
};

std::string fingerprint_of(std::string_view topic, std::string_view payload);

// The folder `quarantine` beside a journal, closed to others: a file for each message, named by its fingerprint, and a
// list of those that are suspected. For the hub and for the person who looks after it, also at once.
class QuarantineFolder {
public:
    explicit QuarantineFolder(const std::filesystem::path& journal_directory)
        : directory_(journal_directory / "quarantine") {}

    // What cannot be read is left out.
    std::vector<Suspect> suspects() const;
    Result<void> keep_suspects(const std::vector<Suspect>& suspects) const;

    std::vector<std::string> fingerprints() const;     // of the messages that are there
    std::vector<QuarantinedMessage> messages() const;  // those that can be read, the oldest first
    Result<void> keep(const QuarantinedMessage& message) const;
    // False when it is not there.
    Result<bool> release(const std::string& fingerprint) const;

private:
    std::filesystem::path directory_;
};

}  // namespace paraat::app
