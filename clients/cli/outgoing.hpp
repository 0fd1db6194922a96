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
    // Something became of a letter; of one that another process sent, only kind and id are known. True when that was
    // what this run is for: the others then have a moment more.
    using Told = std::function<bool(const sdk::LetterNews& news, const sdk::Letter& letter)>;

    Outgoing(const Options& options, std::string account, sdk::Outbox& outbox);

    // Until nothing waits, what it is for is done, or no letter ended for as long as `--timeout` says. Refused when no
    // connection came about at all: then nothing was sent.
    Result<void> run(const Told& told);

private:
    using Key = std::pair<std::string, std::string>;  // kind, id

    Result<sdk::Session> connect() const;
    // Another one after one that was lost; while it is tried, time goes on.
    std::optional<sdk::Session> connect_again();
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
};

}  // namespace paraat::cli
