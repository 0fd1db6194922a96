#include "clients/cli/command.hpp"

#include <cstdio>
#include <random>

namespace paraat::cli {

std::string fresh_id() {
    static constexpr char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::random_device chance;
    std::string id;
    for (int i = 0; i < 20; ++i) id += digits[chance() % 32];
    return id;
}

Json object_in(const std::string& payload) {
    Json read = Json::parse(payload, nullptr, false);
    return read.is_object() ? read : Json(Json::value_t::discarded);
}

Result<std::string> named_account(const Options& options) {
    if (!options.as.empty()) return options.as;
    return Error{"no_account", "as", "say who speaks: --as ACCOUNT, or PARAAT_AS in the environment"};
}

std::string account_or(const Options& options, const std::string& otherwise) {
    if (!options.as.empty()) return options.as;
    say(options, "as " + otherwise + " (--as names another)");
    return otherwise;
}

bool print(const std::string& line) {
    std::printf("%s\n", line.c_str());
    return std::fflush(stdout) == 0;
}

void say(const Options& options, const std::string& words) {
    if (!options.quiet) std::fprintf(stderr, "%s\n", words.c_str());
}

int fail(const Error& error) {
    std::fprintf(stderr, "paraat: %s\n", error.message.c_str());
    if (error.code == "no_account") return exit_usage;
    if (error.code == "no_password") return exit_no_input;
    const bool has_no_broker = error.code == "unreachable" || error.code == "not_let_in";
    return has_no_broker ? exit_unavailable : exit_data;
}

int wrong(const std::string& word, const std::string& sentence) {
    std::fprintf(stderr, "paraat %s: %s\n", word.c_str(), sentence.c_str());
    return exit_data;
}

}  // namespace paraat::cli
