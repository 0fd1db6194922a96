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
    exit_internal = 70,
    exit_io = 74,
    exit_try_again = 75,
    exit_no_permission = 77,
    exit_configuration = 78,
};
// One line for each, as the help shows them.
std::string exit_codes();

struct Options {
    sdk::BrokerAddress broker;
    std::string root = "oov";
    std::string as;  // the account; empty = none was named
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    int timeout_s = 30;
};

// Accounts of the example organisation that speak when nobody is named, where that does no harm: whoever reports or
// asks changes nothing in another's name.
inline constexpr const char* reports_as = "radio-1";
inline constexpr const char* asks_as = "console-1";

void add_sending(Word& root, const Options& options);   // report status beacon ack command instruct
void add_asking(Word& root, const Options& options);    // query
void add_watching(Word& root, const Options& options);  // watch health
void add_replay(Word& root, const Options& options);
void add_sim(Word& root, const Options& options);
void add_rules(Word& root, const Options& options);
void add_journal(Word& root, const Options& options);

// What is wrong with it as an account, [a-z0-9-]{1,32}; empty = nothing.
std::string account_fault(const std::string& name);
// A fresh id of a client's own.
std::string fresh_id();
Instant wall_clock();
// To standard error, unless quiet; the second only with --verbose.
void say(const Options& options, const std::string& words);
void say_more(const Options& options, const std::string& words);
// To standard error, and the exit code for it.
int fail(const Error& error);
// The same when standard output did not take what was written to it.
int fail_to_write();

}  // namespace paraat::cli
