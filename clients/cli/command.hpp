#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

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

// What main runs once the line is read.
using Action = std::function<int()>;

void add_sending(CLI::App& app, const Options& options, Action& action);  // report status beacon ack command instruct
void add_asking(CLI::App& app, const Options& options, Action& action);   // query watch health
void add_replay(CLI::App& app, const Options& options, Action& action);
void add_sim(CLI::App& app, const Options& options, Action& action);
void add_rules(CLI::App& app, const Options& options, Action& action);
void add_journal(CLI::App& app, const Options& options, Action& action);

// A fresh id of a client's own.
std::string fresh_id();
// To standard error, unless quiet.
void say(const Options& options, const std::string& words);
int fail(const Error& error);

}  // namespace paraat::cli
