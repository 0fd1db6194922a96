#include "clients/cli/command.hpp"

#include <algorithm>
#include <cstdio>
#include <random>

namespace paraat::cli {
namespace {

constexpr std::size_t account_most = 32;

}  // namespace

std::string exit_codes() {
    return "Exit codes:\n"
           "  0   yes, accepted, well\n"
           "  1   no: a negative answer\n"
           "  64  the command line is wrong\n"
           "  65  the data are wrong\n"
           "  66  the file cannot be read\n"
           "  69  no broker or no hub\n"
           "  70  a fault of paraat itself\n"
           "  74  input or output failed\n"
           "  75  no outcome yet; try again\n"
           "  77  not allowed\n"
           "  78  the configuration is wrong";
}

std::string account_fault(const std::string& name) {
    const bool is_good =
        !name.empty() && name.size() <= account_most && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
    return is_good ? "" : "\"" + name + "\" is no account: 1 to 32 of a-z, 0-9 and -";
}

std::string fresh_id() {
    static constexpr char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::random_device chance;
    std::string id;
    for (int i = 0; i < 20; ++i) id += digits[chance() % 32];
    return id;
}

Instant wall_clock() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

void say(const Options& options, const std::string& words) {
    if (!options.quiet) std::fprintf(stderr, "%s\n", words.c_str());
}

void say_more(const Options& options, const std::string& words) {
    if (options.verbose) say(options, words);
}

int fail(const Error& error) {
    std::fprintf(stderr, "paraat: %s\n", error.message.c_str());
    if (error.code == "unreachable") return exit_unavailable;
    return error.code == "usage" ? exit_usage : exit_data;
}

int fail_to_write() {
    std::fprintf(stderr, "paraat: standard output does not take what is written to it; is the disk full?\n");
    return exit_io;
}

}  // namespace paraat::cli
