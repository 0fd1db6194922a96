#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/login.hpp"
#include "clients/cli/message_word.hpp"
#include "clients/cli/secret.hpp"

// What one says of oneself and of what one sees: reports, statuses, positions, answers.
namespace paraat::cli {
namespace {

// Sends what nobody answers (contract section 2), once the broker has it.
int send_unanswered(const Options& options, const std::string& as, const std::string& kind, const Json& body, int qos) {
    auto session = connect_as(options, as, fresh_id());
    if (!session) return fail(session.error());
    const auto gone = session->deliver(options.root + "/up/" + as + "/" + kind, body.dump(), qos);
    if (!gone) return fail(gone.error());
    if (options.json) print(Json{{"sent", true}, {"receipt", false}}.dump());
    return exit_ok;
}

int send_beacon(const Options& options, Json body) {
    const auto as = named_account(options);
    if (!as) return fail(as.error());
    body["sent_at"] = sdk::wall_clock().ms;
    return send_unanswered(options, *as, "beacon", body, 0);
}

// How far it got with somebody is no answer that counts: no receipt.
bool is_progress(const std::string& answer) {
    return answer == "delivered" || answer == "shown" || answer == "read";
}

int send_ack(const Options& options, const Json& body) {
    const auto as = named_account(options);
    if (!as) return fail(as.error());
    if (is_progress(body["answer"])) return send_unanswered(options, *as, "ack", body, 1);
    return send_input(options, *as, "ack", body);
}

int send_status(const Options& options, Json body) {
    const auto as = named_account(options);
    if (!as) return fail(as.error());
    const bool panics = body.contains("panic");
    if (body.contains("silent") && !panics) return wrong("status", "--silent says how --panic is meant: give both");
    if (body.contains("cancel")) {
        if (panics) return wrong("status", "a panic is pressed or taken back: --panic or --cancel, not both");
        const auto pin = read_pin("PIN of " + *as + ": ");
        if (!pin) return wrong("status", pin.error().message);
        body["cancel"] = *pin;
    }
    // Never a PIN, and of statuses only the one that must not be lost.
    return panics ? send_kept(options, *as, "status", body) : send_input(options, *as, "status", body);
}

void add_report(Word& root, const Options& options) {
    MessageWord report(root.sub("report", "tell the centre that something happens"),
                       "Example: paraat report --category noise_nuisance --text 'loud music' --lat 51.92 --lon 4.48\n"
                       "Without --as it reports as radio-1. It is kept until the hub has it: see paraat outbox.");
    report.text("--category", "category", "what it is, e.g. shooting")
        .required()
        .text("--id", "id", "your own id; the same one again is the same report")
        .text("--severity", "severity", "minor, moderate, serious, severe or extreme; absent = the category's")
        .text("--text", "text", "what happens, in words")
        .place()
        .text("--area", "area", "name of the area, for rules that look at it")
        .text("--contract", "contract", "the contract under which a client reports")
        .texts("--tag", "tags", "e.g. firearm; may be given several times")
        .whole("--persons", "persons", "how many persons are involved")
        .truth("--covert", "covert", "belongs to covert work")
        .truth("--exercise", "exercise", "a drill; marked everywhere");
    report.word().does([&options, body = report.body()] {
        return send_kept(options, account_or(options, "radio-1"), "report", *body);
    });
}

void add_unit(Word& root, const Options& options) {
    MessageWord status(
        root.sub("status", "say what your unit is doing, press panic, or take it back"),
        "Example: paraat status on_scene --as radio-7 --incident 01jd8...\n"
        "         paraat status --panic --silent --as radio-7\n"
        "         paraat status --cancel --as radio-7      # asks for the PIN, or reads a line of input\n"
        "A panic is kept until the hub has it: see paraat outbox. What else a unit says is not.");
    status.text("status", "status", "off_duty, available, en_route, on_scene, busy, returning or unavailable")
        .text("--id", "id", "your own id; the same one again is the same status")
        .text("--incident", "incident", "id of the incident that the unit works on")
        .truth("--panic", "panic", "the panic button: everybody near is asked at once")
        .truth("--silent", "silent", "with --panic: nothing may sound where it was pressed")
        .truth("--cancel", "cancel", "take the panic back with the PIN of the unit; somebody makes sure all the same")
        .place();
    status.word().does([&options, body = status.body()] { return send_status(options, *body); });

    MessageWord beacon(root.sub("beacon", "send a position once; nobody answers it"),
                       "Example: paraat beacon --as radio-7 --lat 51.92 --lon 4.48 --battery 80");
    beacon.text("--status", "status", "what the unit does, as of paraat status")
        .place()
        .whole("--battery", "battery_pct", "how full the battery is, 0 to 100");
    beacon.word().does([&options, body = beacon.body()] { return send_beacon(options, *body); });
}

void add_answers(Word& root, const Options& options) {
    MessageWord ack(root.sub("ack", "answer a notice, an alert or an instruction"),
                    "Example: paraat ack 01jd8... --as radio-8\n"
                    "         paraat ack --instruction 01jd9... --answer accepted --as radio-8\n"
                    "Nobody answers delivered, shown and read: they are sent, not waited for.");
    (*ack.body())["answer"] = "acknowledged";
    ack.text("incident", "incident", "id of the incident that you were told of")
        .text("--instruction", "instruction", "id of the instruction that you answer")
        .text("--id", "id", "your own id; the same one again is the same answer")
        .whole("--rev", "rev", "the revision that you saw; absent = the newest")
        .text("--answer", "answer",
              "acknowledged (default), accepted, declined or done; or how far it got: delivered, shown, read")
        .text("--text", "text", "what you add, in words");
    ack.word().does([&options, body = ack.body()] { return send_ack(options, *body); });
}

}  // namespace

void add_sending(Word& root, const Options& options) {
    add_report(root, options);
    add_unit(root, options);
    add_answers(root, options);
}

}  // namespace paraat::cli
