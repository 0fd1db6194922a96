#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/outcome.hpp"

namespace paraat::cli {
namespace {

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
        return real("--lat", "lat", "latitude in degrees, WGS 84; with --lon")
            .real("--lon", "lon", "longitude in degrees, WGS 84; with --lat")
            .whole("--accuracy", "accuracy_m", "how far off that may be, in metres");
    }
    MessageWord& own_id() {
        return text("--id", "id", "your own id for it; sent again under the same id it is taken once");
    }
    MessageWord& required() {
        word_.required();
        return *this;
    }
    // Sends it as the account that --as names and waits for its outcome.
    void sends(const Options& options, const std::string& kind) {
        does(options, [&options, kind](const Json& body) { return send_for_outcome(options, options.as, kind, body); });
    }
    // What speaks for a person or a unit never speaks for one that nobody named.
    void does(const Options& options, std::function<int(const Json&)> act) {
        word_.does([&options, act = std::move(act), body = body_] {
            if (!options.as.empty()) return act(*body);
            return fail({"usage", "as", "who speaks? Name the account: --as radio-7, or PARAAT_AS=radio-7"});
        });
    }
    Word& word() { return word_; }
    const std::shared_ptr<Json>& body() const { return body_; }

private:
    Word word_;
    std::shared_ptr<Json> body_;
};

void add_report(Word& root, const Options& options) {
    MessageWord report(root.sub("report", std::string("tell the centre something; as ") + reports_as +
                                              " where neither --as nor PARAAT_AS names another"),
                       "Example: paraat report --category noise_nuisance --text 'loud music' --lat 51.92 --lon 4.48");
    report.text("--category", "category", "what it is, one of the organisation's categories, e.g. shooting")
        .required()
        .own_id()
        .text("--severity", "severity", "minor, moderate, serious, severe or extreme; absent = the category's")
        .text("--text", "text", "what you saw, in words, at most 4,000 bytes")
        .place()
        .text("--area", "area", "name of the district or event, as your organisation uses it")
        .text("--contract", "contract", "number of the contract that it belongs to")
        .texts("--tag", "tags", "a word to sort by, e.g. firearm; may be given several times")
        .whole("--persons", "persons", "how many people are involved")
        .truth("--covert", "covert", "for those cleared for covert work only")
        .truth("--exercise", "exercise", "a drill; marked so everywhere");
    report.word().does([&options, body = report.body()] {
        if (options.as.empty()) say(options, std::string("as ") + reports_as);
        return send_for_outcome(options, options.as.empty() ? reports_as : options.as, "report", *body);
    });
}

void add_unit(Word& root, const Options& options) {
    MessageWord(root.sub("status", "say what your unit is doing, or press panic; needs --as"),
                "Example: paraat status on_scene --as radio-7 --incident 01jd8...")
        .text("status", "status", "off_duty, available, en_route, on_scene, busy, returning or unavailable")
        .own_id()
        .text("--incident", "incident", "id of the incident that your unit works on")
        .truth("--panic", "panic", "press the panic button: everybody near is asked to help")
        .place()
        .sends(options, "status");

    MessageWord beacon(root.sub("beacon", "send a position once; nobody answers it; needs --as"),
                       "Example: paraat beacon --as radio-7 --lat 51.92 --lon 4.48 --battery 80");
    beacon.text("--status", "status", "what your unit is doing, in the words of paraat status")
        .place()
        .whole("--battery", "battery_pct", "what is left of the battery, 0 to 100");
    beacon.does(options, [&options](const Json& body) {
        Json timed = body;
        timed["sent_at"] = wall_clock().ms;
        return send_once(options, options.as, "beacon", timed);
    });
}

void add_answers(Word& root, const Options& options) {
    MessageWord ack(root.sub("ack", "answer a notice, an alert or an instruction; needs --as"),
                    "Example: paraat ack 01jd8... --as radio-8\n"
                    "         paraat ack --instruction 01jd9... --answer accepted --as radio-8");
    (*ack.body())["answer"] = "acknowledged";
    ack.text("incident", "incident", "id of the incident, as in its alert")
        .text("--instruction", "instruction", "id of the instruction, instead of an incident")
        .own_id()
        .whole("--rev", "rev", "the revision that you saw; absent = the newest")
        .text("--answer", "answer",
              "acknowledged (if absent), accepted, declined or done; delivered, shown or read, which nobody answers")
        .text("--text", "text", "why, in words");
    ack.does(options, [&options](const Json& body) {
        if (has_outcome(body["answer"])) return send_for_outcome(options, options.as, "ack", body);
        return send_once(options, options.as, "ack", body);
    });
}

void add_orders(Word& root, const Options& options) {
    MessageWord(root.sub("command", "a console's command about an incident; needs --as"),
                "Example: paraat command triage 01jd8... --division dvo --as console-1")
        .text("do", "do",
              "triage, assign, unassign, dispatch, escalate, note, claim, release, resolve, reopen, close, "
              "remove_division or withdraw")
        .text("incident", "incident", "id of the incident, as in its alert")
        .own_id()
        .whole("--rev", "rev", "the revision that you saw; refused when a person changed the incident since")
        .text("--text", "text", "the note, the order, or why")
        .text("--division", "division", "of triage, assign and remove_division: e.g. dvo")
        .whole("--priority", "priority", "of triage: 1 (highest) to 5")
        .text("--category", "category", "of triage: what it is after all")
        .text("--team", "team", "of assign, unassign and dispatch: e.g. it-ondermijning")
        .text("--unit", "unit", "of the same three, instead of a team: e.g. radio-7")
        .text("--policy", "policy", "of escalate: e.g. serious-threat")
        .text("--instruction", "instruction", "of withdraw: id of the instruction")
        .truth("--acknowledge", "acknowledge", "of close: although nobody acknowledged it")
        .sends(options, "command");

    MessageWord(root.sub("instruct", "give an order to a unit, team, role or division; needs --as"),
                "Example: paraat instruct --to team/it-ondermijning --text 'go and look' --as coord-ondermijning-1")
        .text("--to", "to", "unit/NAME, team/NAME, role/NAME or division/NAME")
        .text("--text", "text", "what to do, in words")
        .own_id()
        .text("--incident", "incident", "id of the incident that it is about")
        .whole("--priority", "priority", "1 (highest) to 5")
        .whole("--respond-by", "respond_by", "until when an answer counts, in ms since the Unix epoch")
        .text("--needs", "needs", "whose answer makes a team's: any (one member) or all")
        .text("--talkgroup", "talkgroup", "where to speak about it by voice")
        .sends(options, "instruct");
}

}  // namespace

void add_sending(Word& root, const Options& options) {
    add_report(root, options);
    add_unit(root, options);
    add_answers(root, options);
    add_orders(root, options);
}

}  // namespace paraat::cli
