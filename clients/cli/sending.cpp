#include <cstdio>
#include <memory>
#include <random>

#include "clients/cli/command.hpp"
#include "clients/sdk/resend.hpp"

namespace paraat::cli {
namespace {

Instant wall_clock() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

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

// Sends one input and waits for its outcome, sending it again with the same id until there is one.
int send(const Options& options, const std::string& as, const std::string& kind, Json body) {
    if (!body.contains("id")) body["id"] = fresh_id();
    const std::string id = body["id"];
    auto session = sdk::Session::connect(options.broker, as + "." + fresh_id());
    if (!session) return fail(session.error());
    if (auto subscribed = session->subscribe(options.root + "/down/" + as + "/receipt"); !subscribed) {
        return fail(subscribed.error());
    }
    std::random_device chance;
    const Instant end = wall_clock() + std::chrono::seconds{options.timeout_s};
    for (int tries = 0; wall_clock() < end; ++tries) {
        if (auto sent = session->publish(options.root + "/up/" + as + "/" + kind, body.dump()); !sent) {
            return fail(sent.error());
        }
        const Instant again = std::min(end, wall_clock() + sdk::resend_after(tries, chance()));
        while (wall_clock() < again) {
            const auto message = session->next(again - wall_clock());
            if (!message) {
                if (!session->is_connected()) return fail({"unreachable", "", "the broker went away; send it again"});
                break;
            }
            const Json receipt = Json::parse(message->payload, nullptr, false);
            if (receipt.is_discarded() || receipt.value("kind", "") != kind || receipt.value("id", "") != id) continue;
            tell(options, receipt);
            return exit_of(receipt);
        }
        say(options, "no receipt yet; sending it again with the same id");
    }
    std::fprintf(
        stderr,
        "paraat: no receipt within %d s: nobody knows yet whether it was accepted.\nSend it again with --id %s; "
        "the hub takes it once. Is the hub up? paraat health\n",
        options.timeout_s, id.c_str());
    return exit_try_again;
}

// A subcommand whose options go into the message as they are named.
class MessageWord {
    auto put(const std::string& key) const {
        return [body = body_, key](const auto& value) { (*body)[key] = value; };
    }

public:
    MessageWord(Word word, const std::string& example) : word_(word), body_(std::make_shared<Json>(Json::object())) {
        word_.example(example);
    }

    MessageWord& text(const std::string& flag, const std::string& key, const std::string& help) {
        word_.on_text(flag, help, put(key));
        return *this;
    }
    MessageWord& whole(const std::string& flag, const std::string& key, const std::string& help) {
        word_.on_whole(flag, help, put(key));
        return *this;
    }
    MessageWord& real(const std::string& flag, const std::string& key, const std::string& help) {
        word_.on_real(flag, help, put(key));
        return *this;
    }
    MessageWord& texts(const std::string& flag, const std::string& key, const std::string& help) {
        word_.on_texts(flag, help, put(key));
        return *this;
    }
    MessageWord& truth(const std::string& flag, const std::string& key, const std::string& help) {
        word_.on_flag(flag, help, [body = body_, key] { (*body)[key] = true; });
        return *this;
    }
    MessageWord& place() {
        return real("--lat", "lat", "degrees")
            .real("--lon", "lon", "degrees")
            .whole("--accuracy", "accuracy_m", "metres");
    }
    MessageWord& required() {
        word_.required();
        return *this;
    }
    // Sends it as that account, unless --as names another, and waits for its outcome.
    void sends(const Options& options, const std::string& kind, const std::string& as) {
        word_.does([&options, kind, as, body = body_] {
            return send(options, options.as.empty() ? as : options.as, kind, *body);
        });
    }
    Word& word() { return word_; }
    const std::shared_ptr<Json>& body() const { return body_; }

private:
    Word word_;
    std::shared_ptr<Json> body_;
};

int send_beacon(const Options& options, Json body) {
    const std::string as = options.as.empty() ? "radio-1" : options.as;
    auto session = sdk::Session::connect(options.broker, as + "." + fresh_id());
    if (!session) return fail(session.error());
    body["sent_at"] = wall_clock().ms;
    const auto gone = session->publish(options.root + "/up/" + as + "/beacon", body.dump(), 0);
    return gone ? static_cast<int>(exit_ok) : fail(gone.error());
}

void add_report(Word& root, const Options& options) {
    MessageWord(root.sub("report", "tell the centre something"),
                "Example: paraat report --category noise_nuisance --text 'loud music' --lat 51.92 --lon 4.48")
        .text("--category", "category", "what it is, e.g. shooting")
        .required()
        .text("--id", "id", "your own id; the same one again is the same report")
        .text("--severity", "severity", "minor, moderate, serious, severe, extreme")
        .text("--text", "text", "in words")
        .place()
        .text("--area", "area", "area")
        .text("--contract", "contract", "of a contract client")
        .texts("--tag", "tags", "may be given several times")
        .whole("--persons", "persons", "how many")
        .truth("--covert", "covert", "belongs to covert work")
        .truth("--exercise", "exercise", "a drill")
        .sends(options, "report", "radio-1");
}

void add_unit(Word& root, const Options& options) {
    MessageWord(root.sub("status", "say what your unit is doing, or press panic"),
                "Example: paraat status on_scene --as radio-7 --incident 01jd8...")
        .text("status", "status", "off_duty, available, en_route, on_scene, busy, returning, unavailable")
        .text("--id", "id", "your own id")
        .text("--incident", "incident", "that it is about")
        .truth("--panic", "panic", "the panic button")
        .place()
        .sends(options, "status", "radio-1");

    MessageWord beacon(root.sub("beacon", "send a position once; nobody answers it"),
                       "Example: paraat beacon --as radio-7 --lat 51.92 --lon 4.48 --battery 80");
    beacon.text("--status", "status", "as of status").place().whole("--battery", "battery_pct", "0 to 100");
    beacon.word().does([&options, body = beacon.body()] { return send_beacon(options, *body); });
}

void add_answers(Word& root, const Options& options) {
    MessageWord ack(root.sub("ack", "answer a notice, an alert or an instruction"),
                    "Example: paraat ack 01jd8... --as radio-8\n"
                    "         paraat ack --instruction 01jd9... --answer accepted --as radio-8");
    (*ack.body())["answer"] = "acknowledged";
    ack.text("incident", "incident", "the incident's id")
        .text("--instruction", "instruction", "the instruction's id")
        .text("--id", "id", "your own id")
        .whole("--rev", "rev", "the revision that you saw; absent = the newest")
        .text("--answer", "answer", "acknowledged, accepted, declined, done")
        .text("--text", "text", "in words")
        .sends(options, "ack", "radio-7");
}

void add_orders(Word& root, const Options& options) {
    MessageWord(root.sub("command", "a console's command about an incident"),
                "Example: paraat command triage 01jd8... --division dvo --as console-1")
        .text("do", "do", "triage, assign, unassign, dispatch, escalate, note, resolve, reopen, close, ...")
        .text("incident", "incident", "the incident's id")
        .text("--id", "id", "your own id")
        .whole("--rev", "rev", "the revision that you saw")
        .text("--text", "text", "in words")
        .text("--division", "division", "of triage, assign and remove_division")
        .whole("--priority", "priority", "1 to 5")
        .text("--category", "category", "of triage")
        .text("--team", "team", "of assign, unassign and dispatch")
        .text("--unit", "unit", "likewise")
        .text("--policy", "policy", "an escalation")
        .text("--instruction", "instruction", "to withdraw")
        .truth("--acknowledge", "acknowledge", "close although nobody acknowledged")
        .sends(options, "command", "console-1");

    MessageWord(root.sub("instruct", "give an order to a unit, team, role or division"),
                "Example: paraat instruct --to team/it-ondermijning --text 'go and look' --as coord-ondermijning-1")
        .text("--to", "to", "unit/NAME, team/NAME, role/NAME, division/NAME")
        .text("--text", "text", "what to do")
        .text("--id", "id", "your own id")
        .text("--incident", "incident", "that it is about")
        .whole("--priority", "priority", "1 to 5")
        .whole("--respond-by", "respond_by", "ms since the Unix epoch")
        .text("--needs", "needs", "any or all")
        .text("--talkgroup", "talkgroup", "to speak on")
        .sends(options, "instruct", "console-1");
}

}  // namespace

void add_sending(Word& root, const Options& options) {
    add_report(root, options);
    add_unit(root, options);
    add_answers(root, options);
    add_orders(root, options);
}

}  // namespace paraat::cli
