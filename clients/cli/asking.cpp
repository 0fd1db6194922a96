#include <algorithm>
#include <cstdio>
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/desk.hpp"
#include "clients/cli/hub_message.hpp"
#include "clients/cli/lines.hpp"
#include "clients/cli/login.hpp"
#include "clients/cli/order_lines.hpp"
#include "clients/cli/organisation_lines.hpp"
#include "clients/cli/planning.hpp"
#include "schemas/alert_generated.h"
#include "schemas/hub_status_generated.h"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds status_patience{6};  // the hub's status is retained, and renewed every 5 s

void print_all(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) print(line);
}

int tell(const Options& options, const std::string& ask, const Json& result) {
    const auto list = [&](const char* key) { return result.value(key, Json::array()); };
    if (options.json) {
        print(result.dump());
    } else if (ask == "explain") {
        for (const Json& finding : list("items")) print(finding_line(finding));
        for (const char* key : {"why_not", "remarks"}) {
            for (const Json& sentence : list(key)) print(shown(Json{{"text", sentence}}, "text"));
        }
    } else if (ask == "nearest") {
        print_all(nearest_lines(result));
    } else if (ask == "policies") {
        print_all(policy_lines(list("items")));
    } else if (ask == "reach") {
        print_all(reach_lines(list("items")));
    } else if (ask == "handover") {
        print_all(handover_lines(list("items")));
    } else if (ask == "load") {
        print_all(load_lines(list("items")));
    } else if (ask == "heard") {
        print_all(heard_lines(list("items")));
    } else if (ask == "organisation") {
        print_all(organisation_lines(result));
    } else if (ask == "instructions") {
        print_all(instruction_lines(list("items")));
    } else if (ask == "areas") {
        print_all(area_lines(list("items")));
    } else if (ask == "exercises") {
        print_all(exercise_lines(list("items")));
    } else if (ask == "incident") {
        print(alert_line(result.value("item", Json::object())));
        for (const Json& entry : list("timeline")) print(timeline_line(entry));
    } else {
        for (const Json& item : list("items")) print(ask == "units" ? unit_line(item) : alert_line(item));
    }
    if (!options.json) say(options, std::to_string(result.value("total", 0)) + " in all");
    return exit_ok;
}

int refused(const Options& options, const Json& result) {
    if (options.json) print(result.dump());
    const std::string code = text_of(result, "code");
    std::fprintf(stderr, "refused: %s [%s]\n", shown(result, "error").c_str(), code.c_str());
    return code == "not_found" ? exit_no : exit_data;
}

int watch(const Options& options, const std::vector<std::string>& divisions) {
    auto session = connect_as(options, options.as, "watch-" + fresh_id());
    if (!session) return fail(session.error());
    std::vector<std::string> filters;
    for (const std::string& division : divisions) filters.push_back(options.root + "/" + division + "/alert/+");
    if (filters.empty()) filters.push_back(options.root + "/+/alert/+");
    for (const std::string& filter : filters) {
        if (auto done = session->subscribe(filter); !done) return fail(done.error());
    }
    say(options, "watching; stop with Ctrl-C");
    std::size_t dropped = 0;
    while (session->is_connected()) {
        const auto message = session->next(Milliseconds{500});
        if (session->dropped() > dropped) {
            dropped = session->dropped();
            std::fprintf(stderr, "paraat: too slow to read: %zu alerts were left out\n", dropped);
        }
        if (!message || message->payload.empty()) continue;
        const std::string json = json_of<wire::Alert>(message->payload, wire::AlertIdentifier());
        if (json.empty()) continue;
        if (!print(options.json ? json : alert_line(object_in(json)))) return exit_io;
    }
    return fail({"unreachable", "", "the broker went away"});
}

int health(const Options& options) {
    auto session = connect_as(options, options.as, "health-" + fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/hub/+/status"); !done) return fail(done.error());
    const auto message = session->next(std::min(status_patience, std::chrono::seconds{options.timeout_s}));
    const std::string json =
        message ? json_of<wire::HubStatus>(message->payload, wire::HubStatusIdentifier()) : std::string{};
    if (json.empty()) {
        std::fprintf(stderr, "paraat: no hub speaks on this broker; try: ./dev run\n");
        return exit_unavailable;
    }
    const Json status = object_in(json);
    const std::string state = text_of(status, "state");
    std::string words = shown(status, "node") + " is " + state;
    for (const Json& reason : status.value("reasons", Json::array())) words += ", " + reason.get<std::string>();
    print(options.json ? json : words);
    const std::int64_t now = sdk::wall_clock().ms;
    const bool is_silent = now - status.value("at", now) > 3 * status.value("interval_ms", std::int64_t{5000});
    if (is_silent) std::fprintf(stderr, "it was not heard for a while; try: ./dev run\n");
    if (state == "down" || is_silent) return exit_unavailable;
    return state == "up" ? exit_ok : exit_no;
}

}  // namespace

int ask_hub(const Options& options, Json body, const std::function<int(const Json&)>& tell) {
    const std::string as = account_or(options, "console-1");
    const std::string id = fresh_id();
    body["id"] = id;
    auto session = connect_as(options, as, fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/down/" + as + "/result"); !done) return fail(done.error());
    if (auto sent = session->publish(options.root + "/up/" + as + "/query", body.dump()); !sent) {
        return fail(sent.error());
    }
    const auto end = Clock::now() + std::chrono::seconds{options.timeout_s};
    while (Clock::now() < end) {
        const auto message = session->next(Milliseconds{500});
        if (!message && !session->is_connected()) return fail({"unreachable", "", "the broker went away; ask again"});
        const Json result = message ? object_in(message->payload) : Json();
        if (text_of(result, "id") != id) continue;
        return result.value("ok", false) ? tell(result) : refused(options, result);
    }
    std::fprintf(stderr, "paraat: no answer within %d s; is the hub up? paraat health\n", options.timeout_s);
    return exit_try_again;
}

int ask_all(const Options& options, Json body, const std::function<int(const Json&)>& tell) {
    Json whole;
    for (bool is_end = false; !is_end;) {
        const int code = ask_hub(options, body, [&](const Json& result) {
            is_end = !result.contains("next");
            if (!is_end) body["after"] = result["next"];
            if (whole.is_null()) {
                whole = result;
            } else {
                for (const Json& item : result.value("items", Json::array())) whole["items"].push_back(item);
            }
            return static_cast<int>(exit_ok);
        });
        if (code != exit_ok) return code;
    }
    whole.erase("next");
    return tell(whole);
}

namespace {

// The whole timeline, however many pages that takes.
int show_incident(const Options& options, const std::string& incident) {
    Json body = {{"ask", "incident"}, {"incident", incident}, {"limit", 200}, {"after", "0"}};
    int code = exit_ok;
    while (code == exit_ok && body.contains("after")) {
        code = ask_hub(options, body, [&](const Json& result) {
            body.erase("after");
            if (result.contains("next")) body["after"] = text_of(result, "next");
            return tell(options, "incident", result);
        });
    }
    return code;
}

}  // namespace

void add_asking(Word& root, const Options& options) {
    Word ask = root.sub("query", "ask the hub: incidents, one of them, units, escalations, or what is planned");
    ask.example(
        "Example: paraat query incidents --division dvo\n         paraat query incident 01jd8...\n"
        "         paraat query explain 01jd8... --target team/it-overlast\n"
        "         paraat query policies\n"
        "Without --as it asks as console-1.");
    auto body = std::make_shared<Json>(Json::object());
    const auto put = [body](const char* key) {
        return [body, key](const std::string& value) { (*body)[key] = value; };
    };
    ask.on_text("ask",
                "incidents, incident, explain, units, policies, nearest, reach, handover, load, exercises, heard, "
                "organisation, instructions or areas",
                put("ask"))
        .required();
    ask.on_text("incident,--incident", "the id of the one incident", put("incident"));
    ask.on_text("--division", "only of this division; absent = all that you may know", put("division"));
    ask.on_text("--team", "only the units of this team", put("team"));
    ask.on_text("--unit", "handover: whose list; heard: whose messages", put("unit"));
    ask.on_text("--policy", "reach: only this escalation", put("policy"));
    ask.on_text("--target", "explain: why this one was not told; unit/, team/, role/ or division/NAME", put("target"));
    ask.on_whole("--rev", "explain: no further than this revision", [body](std::int64_t rev) { (*body)["rev"] = rev; });
    ask.on_text("--after", "the next page: \"next\" of the page before, or the n of a timeline", put("after"));
    ask.on_whole("--limit", "at most so many, 1 to 200", [body](std::int64_t limit) { (*body)["limit"] = limit; });
    ask.on_texts("--status", "only incidents in these states: new, open, dispatched, en_route, on_scene, resolved",
                 [body](const std::vector<std::string>& words) { (*body)["status"] = words; });
    ask.does([&options, body] {
        const bool is_of_one = (*body)["ask"] == "incident" || (*body)["ask"] == "explain";
        if (is_of_one && !body->contains("incident")) {
            std::fprintf(stderr, "paraat query: name the incident: paraat query %s 01jd8...\n",
                         text_of(*body, "ask").c_str());
            return static_cast<int>(exit_usage);
        }
        const std::string word = text_of(*body, "ask");
        return ask_hub(options, *body, [&options, word](const Json& result) { return tell(options, word, result); });
    });

    Word incident = root.sub("incident", "one incident");
    incident.needs_sub();
    Word show = incident.sub("show", "how it is, and all that happened: who, when and why");
    show.example("Example: paraat incident show 01jd8...\nWithout --as it asks as console-1.");
    auto id = std::make_shared<std::string>();
    show.on_text("incident", "its id", [id](const std::string& given) { *id = given; }).required();
    show.does([&options, id] { return show_incident(options, *id); });

    Word look = root.sub("watch", "alerts as they come, those that stand first");
    look.example("Example: paraat watch dvo");
    auto divisions = std::make_shared<std::vector<std::string>>();
    look.on_texts("division", "only of these divisions; absent = all",
                  [divisions](const std::vector<std::string>& names) { *divisions = names; });
    look.does([&options, divisions] { return watch(options, *divisions); });

    Word is_well = root.sub("health", "whether the hub is well: 0 up, 1 not quite, 69 down or not there");
    is_well.example("Example: paraat health && echo well");
    is_well.does([&options] { return health(options); });
}

}  // namespace paraat::cli
