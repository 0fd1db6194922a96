#include "clients/cli/outcome.hpp"

#include <cstdio>

#include "clients/cli/lines.hpp"

namespace paraat::cli {

bool has_ended(const sdk::LetterNews& news) {
    return news.state == sdk::LetterState::accepted || news.state == sdk::LetterState::refused;
}

int exit_of(const Json& receipt) {
    if (receipt.value("accepted", false)) return exit_ok;
    const std::string code = text_of(receipt, "code");
    if (code == "not_allowed" || code == "not_asked" || code == "wrong_pin") return exit_no_permission;
    for (const char* no : {"closed", "newer_alarm", "unacknowledged", "stale_revision", "expired", "already_ended",
                           "not_found", "not_closed", "claimed", "resolved", "not_handed_over"}) {
        if (code == no) return exit_no;
    }
    return exit_data;
}

void tell_outcome(const Options& options, const Json& receipt) {
    if (options.json) {
        print(receipt.dump());
    } else if (receipt.value("accepted", false)) {
        print(accepted_line(receipt));
        if (receipt.contains("ignored")) say(options, "ignored: " + receipt["ignored"].dump());
    } else {
        std::fprintf(stderr, "%s\n", refused_line(receipt).c_str());
    }
}

int tell_silence(const Options& options, const Result<void>& ran, const std::vector<std::string>& not_yet) {
    if (!ran) return fail(ran.error());
    for (const std::string& why : not_yet)
        std::fprintf(stderr, "paraat: the hub did not take it yet: %s\n", why.c_str());
    if (!not_yet.empty()) return exit_try_again;
    std::fprintf(stderr,
                 "paraat: no receipt within %d s: nobody knows yet whether it was accepted. Is the hub up? "
                 "paraat health\n",
                 options.timeout_s);
    return exit_try_again;
}

}  // namespace paraat::cli
