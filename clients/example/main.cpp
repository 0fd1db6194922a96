// A device in fifty lines: each line that it reads is a report, which it tells as kept, sent and accepted; what is
// asked of it, it prints. Started as `paraat-device ACCOUNT FOLDER [PORT [SECONDS]]`, and again after a crash: what had
// no receipt goes on. SECONDS: how long it waits for a receipt at least before it says a thing again, on a slow line.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "clients/sdk/client.hpp"
#include "clients/sdk/wall_clock.hpp"

namespace {

namespace sdk = paraat::sdk;
using Json = nlohmann::ordered_json;

void tell(const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

void tell_letter(const sdk::LetterNews& news) {
    const char* const words[] = {"kept", "sent", "not sent yet, tried on", "accepted", "refused"};
    tell(news.kind + " " + news.id + " " + words[static_cast<std::size_t>(news.state)] +
         (news.receipt.empty() ? "" : ": " + news.receipt));
}

void tell_request(const sdk::Request& request) {
    const char* const kind = request.kind == sdk::Asked::notice ? "asked for incident " : "order ";
    tell(kind + request.id + (request.payload.empty() ? " stands no more" : ": " + request.payload));
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        std::fprintf(stderr,
                     "usage: paraat-device ACCOUNT FOLDER [PORT [SECONDS]]; then a report's text on each line\n");
        return 64;
    }
    sdk::ClientSettings settings;
    settings.account = words[1];
    settings.outbox = words[2];
    if (count > 3) settings.broker.port = std::atoi(words[3]);
    if (count > 4) settings.limits.resend.first = std::chrono::seconds{2 * std::max(1, std::atoi(words[4]))};
    auto client = sdk::Client::start(
        settings, {tell_letter, tell_request, [](bool is_up) { tell(is_up ? "connected" : "no connection"); },
                   [](const paraat::Error& why) { tell("trouble: " + why.message); }});
    if (!client) {
        std::fprintf(stderr, "paraat-device: %s\n", client.error().message.c_str());
        return 74;
    }
    int number = 0;
    for (std::string text; std::getline(std::cin, text);) {
        const std::int64_t now = sdk::wall_clock().ms;
        const std::string id = std::to_string(now) + "-" + std::to_string(++number);
        const Json report = {{"id", id}, {"sent_at", now}, {"category", "other"}, {"text", text}};
        const auto kept = (*client)->say("report", id, report.dump());
        if (!kept) tell("NOT KEPT, say it otherwise: " + kept.error().message);
    }
    while ((*client)->waiting() > 0) std::this_thread::sleep_for(std::chrono::milliseconds{100});
    return 0;
}
