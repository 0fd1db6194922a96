#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "clients/sdk/session.hpp"
#include "clients/sdk/wall_clock.hpp"
#include "hub/app/command_line.hpp"

// What the subcommands of `paraat` share.
namespace paraat::cli {

using app::CommandLine;
using app::Word;
using Json = nlohmann::ordered_json;

// sysexits.h, and 1 for a negative answer. The help names them all.
enum Exit : int {
    exit_ok = 0,
    exit_no = 1,
    exit_usage = 64,
    exit_data = 65,
    exit_no_input = 66,
    exit_unavailable = 69,
    exit_software = 70,
    exit_cannot_create = 73,
    exit_io = 74,
    exit_try_again = 75,
    exit_no_permission = 77,
    exit_configuration = 78,
};

struct Options {
    sdk::BrokerAddress broker;
    std::string root = "oov";
    std::string as;             // the account; empty = not said
    std::string password_file;  // of the account; empty = not said
    bool json = false;
    bool quiet = false;
    int timeout_s = 30;
    std::string outbox;        // in it a folder for each account; empty = none is known
    std::string outbox_usual;  // where it is when nobody says where
};

void add_sending(Word& root, const Options& options);  // report status beacon ack
void add_orders(Word& root, const Options& options);   // command instruct shift handover
void add_outbox(Word& root, const Options& options);
void add_asking(Word& root, const Options& options);  // query watch health
void add_replay(Word& root, const Options& options);
void add_sim(Word& root, const Options& options);
void add_rules(Word& root, const Options& options);
void add_journal(Word& root, const Options& options);
void add_pin(Word& root, const Options& options);
void add_partners(Word& root, const Options& options);
void add_privacy(Word& root, const Options& options);  // how long records are kept
void add_admin(Word& root, const Options& options);    // logins
void add_access(Word& root, const Options& options);   // who may read and write what
void add_doctor(Word& root, const Options& options);
void add_ca(Word& root, const Options& options);
void add_provision(Word& root, const Options& options);

void add_planning(Word& root, const Options& options);  // nearest reach
void add_load(Word& root, const Options& options);
void add_briefing(Word& root, const Options& options);

// Asks the hub and waits for its answer; `tell` says what was answered and gives the exit code.
int ask_hub(const Options& options, Json body, const std::function<int(const Json&)>& tell);
// The same until the last page: `tell` gets all of them as if they were one.
int ask_all(const Options& options, Json body, const std::function<int(const Json&)>& tell);
// Sends one input and waits for its outcome, sending it again with the same id until there is one. It ends with the
// program: for what must not come later than its sender thinks.
int send_input(const Options& options, const std::string& as, const std::string& kind, Json body);
// The same for what must not be lost: it is on the disk before it is on its way, and with it goes what was left there.
int send_kept(const Options& options, const std::string& as, const std::string& kind, Json body);
// A fresh id of a client's own.
std::string fresh_id();
// What somebody sent, when it is a JSON object; discarded otherwise.
Json object_in(const std::string& payload);
// A field's text; empty when it is absent or no text.
std::string text_of(const Json& object, const char* key);
// The same for a terminal: control characters, with which a report's text could rule it, become spaces.
std::string shown(const Json& object, const char* key);
// The same of an entry of a list.
std::string shown_word(const Json& word);
// Empty where there is no list of that name.
const Json& list_in(const Json& object, const char* key);
// The account to speak as. Where others must know who speaks, nobody speaks as somebody else unsaid: no default.
Result<std::string> named_account(const Options& options);
// Where nothing hangs on it: `otherwise`, which is then said.
std::string account_or(const Options& options, const std::string& otherwise);
// A line to standard output, at once. False when it cannot be written; main() then ends in exit_io.
bool print(const std::string& line);
// To standard error, unless quiet.
void say(const Options& options, const std::string& words);
int fail(const Error& error);
// Says what is wrong with what was given to that word; exit_data.
int wrong(const std::string& word, const std::string& sentence);

}  // namespace paraat::cli
