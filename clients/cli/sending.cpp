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

// Options of a subcommand that go into the message as they are named.
class Fields {
public:
    explicit Fields(CLI::App* command) : command_(command), body_(std::make_shared<Json>(Json::object())) {}

    Fields& text(const std::string& flag, const std::string& key, const std::string& help) {
        command_->add_option_function<std::string>(flag, put<std::string>(key), help);
        return *this;
    }
    Fields& whole(const std::string& flag, const std::string& key, const std::string& help) {
        command_->add_option_function<std::int64_t>(flag, put<std::int64_t>(key), help);
        return *this;
    }
    Fields& real(const std::string& flag, const std::string& key, const std::string& help) {
        command_->add_option_function<double>(flag, put<double>(key), help);
        return *this;
    }
    Fields& texts(const std::string& flag, const std::string& key, const std::string& help) {
        command_->add_option_function<std::vector<std::string>>(flag, put<std::vector<std::string>>(key), help);
        return *this;
    }
    Fields& truth(const std::string& flag, const std::string& key, const std::string& help) {
        command_->add_flag_callback(
            flag, [body = body_, key] { (*body)[key] = true; }, help);
        return *this;
    }
    Fields& place() {
        return real("--lat", "lat", "degrees")
            .real("--lon", "lon", "degrees")
            .whole("--accuracy", "accuracy_m", "metres");
    }
    std::shared_ptr<Json> body() const { return body_; }

private:
    template <class T>
    std::function<void(const T&)> put(const std::string& key) {
        return [body = body_, key](const T& value) { (*body)[key] = value; };
    }

    CLI::App* command_;
    std::shared_ptr<Json> body_;
};

void run(CLI::App* command, const Options& options, Action& action, const std::string& kind, const std::string& as,
         const std::shared_ptr<Json>& body) {
    command->callback([&options, &action, kind, as, body] {
        action = [&options, kind, as, body] {
            return send(options, options.as.empty() ? as : options.as, kind, *body);
        };
    });
}

void add_report(CLI::App& app, const Options& options, Action& action) {
    CLI::App* command = app.add_subcommand("report", "tell the centre something");
    command->footer("Example: paraat report --category noise_nuisance --text 'loud music' --lat 51.92 --lon 4.48");
    Fields fields(command);
    command
        ->add_option_function<std::string>(
            "--category", [body = fields.body()](const std::string& value) { (*body)["category"] = value; },
            "what it is, e.g. shooting")
        ->required();
    fields.text("--id", "id", "your own id; the same one again is the same report")
        .text("--severity", "severity", "minor, moderate, serious, severe, extreme")
        .text("--text", "text", "in words")
        .place()
        .text("--area", "area", "area")
        .text("--contract", "contract", "of a contract client")
        .texts("--tag", "tags", "may be given several times")
        .whole("--persons", "persons", "how many")
        .truth("--covert", "covert", "belongs to covert work")
        .truth("--exercise", "exercise", "a drill");
    run(command, options, action, "report", "radio-1", fields.body());
}

void add_unit(CLI::App& app, const Options& options, Action& action) {
    CLI::App* status = app.add_subcommand("status", "say what your unit is doing, or press panic");
    status->footer("Example: paraat status on_scene --as radio-7 --incident 01jd8...");
    Fields said(status);
    said.text("status", "status", "off_duty, available, en_route, on_scene, busy, returning, unavailable")
        .text("--id", "id", "your own id")
        .text("--incident", "incident", "that it is about")
        .truth("--panic", "panic", "the panic button")
        .place();
    run(status, options, action, "status", "radio-1", said.body());

    CLI::App* beacon = app.add_subcommand("beacon", "send a position once; nobody answers it");
    beacon->footer("Example: paraat beacon --as radio-7 --lat 51.92 --lon 4.48 --battery 80");
    Fields sent(beacon);
    sent.text("--status", "status", "as of status").place().whole("--battery", "battery_pct", "0 to 100");
    beacon->callback([&options, &action, body = sent.body()] {
        action = [&options, body] {
            const std::string as = options.as.empty() ? "radio-1" : options.as;
            auto session = sdk::Session::connect(options.broker, as + "." + fresh_id());
            if (!session) return fail(session.error());
            (*body)["sent_at"] = wall_clock().ms;
            const auto gone = session->publish(options.root + "/up/" + as + "/beacon", body->dump(), 0);
            return gone ? static_cast<int>(exit_ok) : fail(gone.error());
        };
    });
}

void add_answers(CLI::App& app, const Options& options, Action& action) {
    CLI::App* ack = app.add_subcommand("ack", "answer a notice, an alert or an instruction");
    ack->footer(
        "Example: paraat ack 01jd8... --as radio-8\n         paraat ack --instruction 01jd9... --answer accepted --as "
        "radio-8");
    Fields fields(ack);
    (*fields.body())["answer"] = "acknowledged";
    fields.text("incident", "incident", "the incident's id")
        .text("--instruction", "instruction", "the instruction's id")
        .text("--id", "id", "your own id")
        .whole("--rev", "rev", "the revision that you saw; absent = the newest")
        .text("--answer", "answer", "acknowledged, accepted, declined, done")
        .text("--text", "text", "in words");
    run(ack, options, action, "ack", "radio-7", fields.body());
}

void add_orders(CLI::App& app, const Options& options, Action& action) {
    CLI::App* command = app.add_subcommand("command", "a console's command about an incident");
    command->footer("Example: paraat command triage 01jd8... --division dvo --as console-1");
    Fields fields(command);
    fields.text("do", "do", "triage, assign, unassign, dispatch, escalate, note, resolve, reopen, close, ...")
        .text("incident", "incident", "the incident's id")
        .text("--id", "id", "your own id")
        .whole("--rev", "rev", "the revision that you saw")
        .text("--text", "text", "in words")
        .text("--division", "division", "")
        .whole("--priority", "priority", "1 to 5")
        .text("--category", "category", "")
        .text("--team", "team", "")
        .text("--unit", "unit", "")
        .text("--policy", "policy", "an escalation")
        .text("--instruction", "instruction", "to withdraw")
        .truth("--acknowledge", "acknowledge", "close although nobody acknowledged");
    run(command, options, action, "command", "console-1", fields.body());

    CLI::App* instruct = app.add_subcommand("instruct", "give an order to a unit, team, role or division");
    instruct->footer(
        "Example: paraat instruct --to team/it-ondermijning --text 'go and look' --as coord-ondermijning-1");
    Fields order(instruct);
    order.text("--to", "to", "unit/NAME, team/NAME, role/NAME, division/NAME")
        .text("--text", "text", "what to do")
        .text("--id", "id", "your own id")
        .text("--incident", "incident", "that it is about")
        .whole("--priority", "priority", "1 to 5")
        .whole("--respond-by", "respond_by", "ms since the Unix epoch")
        .text("--needs", "needs", "any or all")
        .text("--talkgroup", "talkgroup", "");
    run(instruct, options, action, "instruct", "console-1", order.body());
}

}  // namespace

void add_sending(CLI::App& app, const Options& options, Action& action) {
    add_report(app, options, action);
    add_unit(app, options, action);
    add_answers(app, options, action);
    add_orders(app, options, action);
}

}  // namespace paraat::cli
