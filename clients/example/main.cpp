// A device in fifty lines: each line that it reads is a report, which it tells as kept, sent and accepted; what is
// asked of it, it prints. Started as `paraat-device ACCOUNT FOLDER [PORT [SECONDS]]`, and again after a crash: what had
// no receipt goes on. SECONDS: how long it waits for a receipt at least before it says a thing again, on a slow line.
// PARAAT_PASSWORD_FILE names the file with its password, for a broker with accounts.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
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

// Nothing given is `otherwise`; 0 = not a whole number from 1 to `most`.
int number_of(const char* word, int most, int otherwise) {
    if (word == nullptr) return otherwise;
    int number = 0;
    const char* const end = word + std::strlen(word);
    const auto read = std::from_chars(word, end, number);
    return read.ec == std::errc{} && read.ptr == end && number >= 1 && number <= most ? number : 0;
}

}  // namespace

int main(int count, char** words) {
    sdk::ClientSettings settings;
    const int port = number_of(count > 3 ? words[3] : nullptr, 65'535, settings.broker.port);
    const int seconds = number_of(count > 4 ? words[4] : nullptr, 86'400, 1);
    if (count < 3 || count > 5 || port == 0 || seconds == 0) {
        std::fprintf(stderr,
                     "usage: paraat-device ACCOUNT FOLDER [PORT [SECONDS]]; then a report's text on each line\n"
                     "PORT: 1 to 65535; SECONDS: 1 to 86400\n");
        return 64;
    }
    settings.account = words[1];
    settings.outbox = words[2];
    settings.broker.port = port;
    if (const char* const file = std::getenv("PARAAT_PASSWORD_FILE")) {
        std::ifstream password(file);
        settings.broker.username = settings.account;
        std::getline(password, settings.broker.password);
    }
    settings.limits.resend.first = std::chrono::seconds{2 * seconds};
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
