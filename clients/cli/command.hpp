#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "clients/cli/command_line.hpp"
#include "clients/sdk/session.hpp"

// What the subcommands of `paraat` share.
namespace paraat::cli {

using Json = nlohmann::ordered_json;

// sysexits.h, and 1 for a negative answer.
enum Exit : int {
    exit_ok = 0,
    exit_no = 1,
    exit_usage = 64,
    exit_data = 65,
    exit_no_input = 66,
    exit_unavailable = 69,
    exit_cannot_create = 73,
    exit_io = 74,
    exit_try_again = 75,
    exit_no_permission = 77,
    exit_configuration = 78,
};

struct Options {
    sdk::BrokerAddress broker;
    std::string root = "oov";
    std::string as;  // the account; empty = the subcommand's own default
    bool json = false;
    bool quiet = false;
    int timeout_s = 30;
};

void add_sending(Word& root, const Options& options);  // report status beacon ack command instruct
void add_asking(Word& root, const Options& options);   // query watch health
void add_replay(Word& root, const Options& options);
void add_sim(Word& root, const Options& options);
void add_rules(Word& root, const Options& options);
void add_journal(Word& root, const Options& options);

// A fresh id of a client's own.
std::string fresh_id();
// To standard error, unless quiet.
void say(const Options& options, const std::string& words);
int fail(const Error& error);

}  // namespace paraat::cli
