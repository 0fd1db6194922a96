#include <memory>

#include "clients/cli/command_fields.hpp"
#include "clients/cli/desk.hpp"
#include "clients/cli/message_word.hpp"

// What those who command send: commands, and their comfortable forms; orders.
namespace paraat::cli {
namespace {

void add_command(Word& root, const Options& options) {
    MessageWord command(
        root.sub("command", "what is to be done with an incident, a shift or the rules"),
        "Examples, each with --as ACCOUNT:\n"
        "  paraat command triage INCIDENT --division dvo --priority 2\n"
        "  paraat command dispatch INCIDENT --team it-overlast --text 'go and look' --rev 5\n"
        "  paraat command merge INCIDENT --into OTHER\n"
        "  paraat command split INCIDENT --report t1 --report radio-7/t2\n"
        "  paraat command silence INCIDENT --until 30m --text 'they are on the telephone'\n"
        "  paraat command shelve INCIDENT --until 23:00 --text 'after the match'\n"
        "  paraat command shelve INCIDENT --until 0                    # takes it back\n"
        "  paraat command assess INCIDENT --answer weapon_seen=yes --answer injured=no\n"
        "  paraat command refuse INCIDENT --text 'no public order'\n"
        "  paraat command pass_on INCIDENT --to police --text 'theirs'\n"
        "  paraat command close INCIDENT --acknowledge\n"
        "Who claimed an incident keeps others from acting on it, unless they say with --rev that they saw\n"
        "that. Ids and revisions: paraat query incident INCIDENT.");
    command
        .text("do", "do",
              "triage, assign, unassign, dispatch, escalate, merge, split, claim, release, note, assess,\n"
              "silence, shelve, remove_division, withdraw, resolve, reopen, close, refuse, pass_on,\n"
              "shift_start, shift_end, handover, exercise_start, exercise_end (see paraat shift, handover and "
              "exercise),\n"
              "appoint, dismiss, reinstate (words of their own: paraat appoint),\n"
              "preserve, preserve_end, erase (see paraat privacy),\n"
              "reload_rules, rollback_rules")
        .text("incident", "incident", "id of the incident")
        .text("--id", "id", "your own id; the same one again is the same command")
        .whole("--rev", "rev", "the revision that you saw; refused when somebody changed it since")
        .text("--text", "text", "of a note; why, of the others (silence, shelve, refuse and pass_on need it)")
        .text("--division", "division",
              "whose it becomes (triage), whose team (assign), who loses it (remove_division)")
        .whole("--priority", "priority", "triage: 1 (highest) to 5")
        .text("--category", "category", "triage: what it is after all")
        .text("--team", "team", "the team that assign, unassign and dispatch are about")
        .text("--unit", "unit", "or the unit; of a shift: whose, when it is not your own")
        .text("--policy", "policy", "escalate: which escalation, e.g. serious-threat")
        .text("--into", "into", "merge: id of the incident that this one belongs to")
        .texts("--report", "reports", "split: id of a report, or CLIENT/ID; may be given several times")
        .moment("--until", "until_ms", "silence, shelve, shift_start: 30m, 23:00, \"2026-12-06 01:30\"; 0 ends a pause")
        .text("--to", "to", "pass_on: to whom, e.g. police; handover: to which account")
        .pairs("--answer", "answers", "assess: QUESTION=ANSWER; may be given several times")
        .text("--role", "role", "shift_start: which of your roles you have in this shift")
        .text("--instruction", "instruction", "withdraw: id of the instruction")
        .truth("--acknowledge", "acknowledge",
               "close: although nobody acknowledged; shift_end: although you have work in hand; handover: take it")
        .sends(options, "command", [](Json& body) { return check_command(body); });
}

void add_shift(Word& root, const Options& options) {
    Word shift = root.sub("shift", "begin or end a shift");
    shift
        .example(
            "Example: paraat shift start --role coord-ondermijning --until 23:00 --as coord-ondermijning-1\n"
            "         paraat shift end --as coord-ondermijning-1")
        .needs_sub();
    MessageWord start(shift.sub("start", "on duty from now on"),
                      "Example: paraat shift start --role coord-overlast --until 8h --as coord-overlast-1");
    start.text("--role", "role", "which of your roles you have in this shift; absent = all")
        .moment("--until", "until_ms", "its planned end: 8h, 23:00; you are told then, and stay on duty")
        .text("--unit", "unit", "whose shift, when it is not your own")
        .text("--id", "id", "your own id; the same one again is the same command");
    (*start.body())["do"] = "shift_start";
    start.sends(options, "command", [](Json& body) { return check_command(body); });
    MessageWord end(shift.sub("end", "off duty from now on: nothing is asked of you any more"),
                    "Example: paraat shift end --as coord-overlast-1\n"
                    "It is refused while you have work in hand: paraat handover NEXT, or --acknowledge.");
    end.truth("--acknowledge", "acknowledge", "although you have work in hand: its calls begin again")
        .text("--text", "text", "what you add, in words")
        .text("--unit", "unit", "whose shift, when it is not your own")
        .text("--id", "id", "your own id; the same one again is the same command");
    (*end.body())["do"] = "shift_end";
    end.sends(options, "command", [](Json& body) { return check_command(body); });
}

Result<void> check_handover(Json& body) {
    const bool accepts = body.contains("acknowledge");
    if (accepts == body.contains("to")) {
        return Error{"bad_value", "to", "say to whom (paraat handover NEXT), or take what is offered (--accept)"};
    }
    return check_command(body);
}

void add_handover(Word& root, const Options& options) {
    MessageWord handover(
        root.sub("handover", "what you leave to the next; offer it to somebody, or take what is offered"),
        "Example: paraat handover --as coord-overlast-1                 # the list\n"
        "         paraat handover coord-overlast-2 --text 'two at the Zuidplein' --as coord-overlast-1\n"
        "         paraat handover --accept --as coord-overlast-2\n"
        "It stays yours until it is taken. The list names what is in your hand, what is offered, notes since your "
        "shift "
        "began,\nand what must not fall between two shifts though it is nobody's.");
    handover.text("to", "to", "the account that is to take it")
        .truth("--accept", "acknowledge", "take all that is offered to you")
        .text("--text", "text", "what the next one should know")
        .text("--id", "id", "your own id; the same one again is the same command");
    (*handover.body())["do"] = "handover";
    auto question = std::make_shared<Json>(Json{{"ask", "handover"}, {"limit", 200}});
    handover.word().on_text("--of", "the list of another account, whom you may instruct",
                            [question](const std::string& unit) { (*question)["unit"] = unit; });
    handover.word().does(
        [&options, question, body = handover.body(), send = handover.sending(options, "command", check_handover)] {
            const bool is_list = body->size() == 1;
            if (!is_list && question->contains("unit"))
                return wrong("handover", "--of asks for a list, and offers nothing");
            if (!is_list) return send();
            return ask_all(options, *question, [&options](const Json& list) { return tell_handover(options, list); });
        });
}

void add_exercise(Word& root, const Options& options) {
    Word exercise = root.sub("exercise", "begin or end a drill: it asks those who take part, and nobody else");
    exercise
        .example(
            "Example: paraat exercise start nacht --with team/it-ondermijning --until 2h --as coord-ondermijning-1\n"
            "         paraat report shooting --exercise --text 'Oefening' --as radio-7\n"
            "         paraat exercise end nacht --as coord-ondermijning-1")
        .needs_sub();
    MessageWord start(exercise.sub("start", "from now on drills ask those who take part"),
                      "Example: paraat exercise start nacht --with team/it-ondermijning --with role/opco --until 2h\n"
                      "                --text 'spoedoproep' --as opco-1\n"
                      "Real work goes on beside it, and reaches all.");
    start.text("name", "name", "what it is called ([a-z0-9-], at most 32)")
        .texts("--with", "participants",
               "who takes part: unit/, team/, role/ or division/NAME; may be given several times")
        .moment("--until", "until_ms", "when it ends by itself: 2h, 23:00; at most 24 hours from now")
        .text("--text", "text", "what the participants are told")
        .text("--id", "id", "your own id; the same one again is the same command");
    (*start.body())["do"] = "exercise_start";
    start.sends(options, "command", [](Json& body) { return check_command(body); });
    MessageWord end(exercise.sub("end", "it is over: what it left open is closed"),
                    "Example: paraat exercise end nacht --as opco-1");
    end.text("name", "name", "what it is called")
        .text("--id", "id", "your own id; the same one again is the same command");
    (*end.body())["do"] = "exercise_end";
    end.sends(options, "command", [](Json& body) { return check_command(body); });
    Word list = exercise.sub("list", "those that run, and who takes part");
    list.example("Example: paraat exercise list\nWithout --as it asks as console-1.");
    list.does([&options] {
        return ask_all(options, Json{{"ask", "exercises"}, {"limit", 200}},
                       [&options](const Json& answer) { return tell_exercises(options, answer); });
    });
}

// What was given of a deployment stands in the message itself until it is sent.
Result<void> gather_deployment(Json& body) {
    Json given = Json::object();
    for (const char* key : {"kind", "area", "lat", "lon", "metres", "from", "until", "because"}) {
        if (!body.contains(key)) continue;
        given[key] = body[key];
        body.erase(key);
    }
    return add_deployment(body, given, sdk::wall_clock());
}

void add_instruct(Word& root, const Options& options) {
    MessageWord instruct(
        root.sub("instruct", "give an order to a unit, team, role or division"),
        "Example: paraat instruct --to team/it-ondermijning --text 'go and look' --as coord-ondermijning-1\n"
        "         paraat instruct --to unit/radio-3 --text 'not there, here' --supersedes 01jd9... --as "
        "coord-overlast-1\n"
        "         paraat instruct --to team/it-overlast --text 'be seen there' --relocation --area stadspark\n"
        "                 --from 22:00 --until 02:00 --because 'three fights in two nights' --as coord-overlast-1");
    const auto kind = [body = instruct.body()](const char* word) {
        return [body, word] { (*body)["kind"] = body->contains("kind") && (*body)["kind"] != word ? "both" : word; };
    };
    instruct.text("--to", "to", "whom: unit/NAME, team/NAME, role/NAME or division/NAME")
        .text("--text", "text", "what to do")
        .text("--id", "id", "your own id; the same one again is the same order")
        .text("--incident", "incident", "id of the incident that it is about")
        .whole("--priority", "priority", "1 (highest) to 5")
        .moment("--respond-by", "respond_by", "until when an answer counts: 10m, 23:00, or ms since the Unix epoch")
        .text("--needs", "needs", "of a team: any (one answer does) or all")
        .text("--talkgroup", "talkgroup", "the talk group to speak on")
        .text("--supersedes", "supersedes", "id of the order that this one takes the place of");
    instruct.word()
        .on_flag("--standby", "preventive deployment: be ready there", kind("standby"))
        .on_flag("--relocation", "preventive deployment: go there", kind("relocation"));
    instruct.text("--area", "area", "where: the name of an area")
        .real("--lat", "lat", "or a place: latitude, degrees north (WGS 84)")
        .real("--lon", "lon", "longitude, degrees east")
        .whole("--metres", "metres", "how far around that place")
        .moment("--from", "from", "from when: 1h, 22:00; absent = now")
        .moment("--until", "until", "until when: 4h, 02:00")
        .text("--because", "because", "why, as a sentence")
        .sends(options, "instruct", gather_deployment);
}

// One word for each of the three deeds about an account's place in the organisation.
void add_appointments(Word& root, const Options& options) {
    const auto add = [&](const std::string& deed, const std::string& help, const std::string& example) {
        MessageWord word(root.sub(deed, help), example);
        word.text("account", "account", "whose place it is ([a-z0-9-], at most 32)")
            .text("--text", "text", "why; it stays in the journal")
            .text("--id", "id", "your own id; the same one again is the same command");
        (*word.body())["do"] = deed;
        if (deed == "appoint") {
            word.texts("--role", "roles", "a role of the organisation; may be given several times")
                .text("--team", "team", "its team, which makes it a unit")
                .text("--division", "division", "its division, where it has no team");
        }
        word.sends(options, "command", [](Json& body) { return check_command(body); });
    };
    add("appoint", "give an account its place in the organisation, at once",
        "Example: paraat appoint radio-7 --team it-overlast --as opco-1\n"
        "         paraat appoint jansen --role coord-overlast --text 'for Mulder, who is ill' --as opco-1\n"
        "It has what is named and nothing else, on open connections too, until it is appointed anew; also one\n"
        "that organisation.toml does not know. What it was asked as another goes on without it.");
    add("dismiss", "take every place from an account, at once",
        "Example: paraat dismiss radio-7 --text 'stolen' --as opco-1\n"
        "It is one of the organisation's no more: it may report, and hears what became of that.");
    add("reinstate", "give an account the place that organisation.toml says",
        "Example: paraat reinstate radio-7 --as opco-1");
}

}  // namespace

void add_orders(Word& root, const Options& options) {
    add_appointments(root, options);
    add_command(root, options);
    add_shift(root, options);
    add_handover(root, options);
    add_exercise(root, options);
    add_instruct(root, options);
}

}  // namespace paraat::cli
