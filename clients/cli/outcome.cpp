#include "clients/cli/outcome.hpp"

#include <algorithm>
#include <cstdio>
#include <random>

#include "clients/sdk/resend.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

int exit_of(const Json& receipt) {
    if (receipt.value("accepted", false)) return exit_ok;
    const std::string code = receipt.value("code", "");
    if (receipt.value("retry", false)) return exit_try_again;
    if (code == "not_allowed" || code == "not_asked") return exit_no_permission;
    for (const char* no : {"closed", "newer_alarm", "unacknowledged", "stale_revision", "expired", "already_ended",
                           "not_found", "not_closed"}) {
        if (code == no) return exit_no;
    }
    return exit_data;
}

void tell(const Options& options, const Json& receipt) {
    if (options.json) {
        std::printf("%s\n", receipt.dump().c_str());
        return;
    }
    if (receipt.value("accepted", false)) {
        std::string words = "accepted";
        if (receipt.contains("incident")) {
            words += ": incident " + receipt["incident"].get<std::string>();
            if (receipt.contains("joined")) words += receipt["joined"].get<bool>() ? ", joined" : ", opened";
        }
        if (receipt.contains("instruction")) words += ": instruction " + receipt["instruction"].get<std::string>();
        std::printf("%s\n", words.c_str());
        if (receipt.contains("ignored")) say(options, "ignored: " + receipt["ignored"].dump());
        return;
    }
    std::fprintf(stderr, "refused: %s%s [%s]\n", receipt.value("error", "").c_str(),
                 receipt.contains("field") ? (" (" + receipt["field"].get<std::string>() + ")").c_str() : "",
                 receipt.value("code", "").c_str());
}

// The connection of an account, beside others that it may have.
Result<sdk::Session> connect(const Options& options, const std::string& as) {
    say_more(options, "connecting to " + options.broker.host + ":" + std::to_string(options.broker.port) + " as " + as);
    return sdk::Session::connect(options.broker, as + "." + fresh_id());
}

// Until `again`; nullopt when it did not come.
std::optional<Json> await_receipt(sdk::Session& session, const std::string& kind, const std::string& id,
                                  Clock::time_point again) {
    while (Clock::now() < again) {
        const auto message = session.next(std::chrono::ceil<Milliseconds>(again - Clock::now()));
        if (!message) return std::nullopt;
        Json receipt = Json::parse(message->payload, nullptr, false);
        if (!receipt.is_object() || receipt.value("kind", "") != kind || receipt.value("id", "") != id) continue;
        return receipt;
    }
    return std::nullopt;
}

}  // namespace

int send_for_outcome(const Options& options, const std::string& as, const std::string& kind, Json body) {
    if (!body.contains("id")) body["id"] = fresh_id();
    const std::string id = body["id"];
    auto session = connect(options, as);
    if (!session) return fail(session.error());
    if (auto subscribed = session->subscribe(options.root + "/down/" + as + "/receipt"); !subscribed) {
        return fail(subscribed.error());
    }
    const std::string topic = options.root + "/up/" + as + "/" + kind;
    say_more(options, topic + " " + body.dump());
    std::random_device chance;
    const auto end = Clock::now() + std::chrono::seconds{options.timeout_s};
    for (int tries = 0; Clock::now() < end; ++tries) {
        if (tries > 0) say(options, "no receipt yet; sending it again with the same id");
        if (auto sent = session->publish(topic, body.dump()); !sent) return fail(sent.error());
        const auto again = std::min(end, Clock::now() + sdk::resend_after(tries, chance()));
        if (const auto receipt = await_receipt(*session, kind, id, again)) {
            tell(options, *receipt);
            return exit_of(*receipt);
        }
        if (!session->is_connected()) return fail({"unreachable", "", "the broker went away; send it again"});
    }
    std::fprintf(
        stderr,
        "paraat: no receipt within %d s: nobody knows yet whether it was accepted.\nSend it again with --id %s; "
        "the hub takes it once. Is the hub up? paraat health\n",
        options.timeout_s, id.c_str());
    return exit_try_again;
}

int send_once(const Options& options, const std::string& as, const std::string& kind, const Json& body) {
    auto session = connect(options, as);
    if (!session) return fail(session.error());
    const std::string topic = options.root + "/up/" + as + "/" + kind;
    say_more(options, topic + " " + body.dump());
    if (auto sent = session->hand_over(topic, body.dump(), kind == "beacon" ? 0 : 1); !sent) return fail(sent.error());
    if (options.json) {
        std::printf("%s\n", Json({{"kind", kind}, {"as", as}, {"sent", true}}).dump().c_str());
    } else {
        say(options, "sent; nobody answers it");
    }
    return exit_ok;
}

bool has_outcome(const std::string& answer) {
    return answer != "delivered" && answer != "shown" && answer != "read";
}

}  // namespace paraat::cli
