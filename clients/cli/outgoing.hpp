#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "clients/cli/command.hpp"
#include "clients/sdk/outbox.hpp"

namespace paraat::cli {

// Takes an outbox's letters to the hub as one account, each again with the same id until its receipt, over as many
// connections as that takes. It does not sign on: the account's own device may be there beside it.
class Outgoing {
public:
    using Key = std::pair<std::string, std::string>;  // kind, id
    // Something became of a letter; of one that another process sent, only kind and id are known. True when that was
    // what this run is for: the others then have a moment more.
    using Told = std::function<bool(const sdk::LetterNews& news, const sdk::Letter& letter)>;

    Outgoing(const Options& options, std::string account, sdk::Outbox& outbox);

    // Until nothing waits, what it is for is done, or no letter ended for as long as `--timeout` says; a connection
    // that does not come about is tried for as long. Refused when none did at all: then nothing was sent.
    Result<void> run(const Told& told);

    // Why the hub did not take what waits still, as it said last of each.
    const std::map<Key, std::string>& not_yet() const { return not_yet_; }

private:
    Result<sdk::Session> connect() const;
    // Tried again while there is time, but not where the broker lets nobody of that name in. `failed`: why the last try
    // failed.
    Result<sdk::Session> connect_until(Error failed);
    void attend(sdk::Session& session, const Told& told);
    void send_due(sdk::Session& session);
    void hear(const std::string& payload);
    void tell(const Told& told);
    bool is_over() const;

    const Options& options_;
    const std::string account_;
    sdk::Outbox& outbox_;
    const sdk::SteadyWallClock clock_;
    Instant end_;
    bool is_done_ = false;
    std::map<Key, sdk::Letter> sent_;  // by this run
    std::map<Key, std::string> not_yet_;
};

}  // namespace paraat::cli
