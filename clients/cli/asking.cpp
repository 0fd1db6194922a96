#include <cstdio>
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/shown.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

// To standard error: how much there is beside what was shown, and how to get it.
void tell_rest(const Options& options, const Json& result, std::size_t shown) {
    std::string words = std::to_string(result.value("total", 0)) + " in all";
    if (const std::string next = result.value("next", ""); !next.empty()) {
        words += ", " + std::to_string(shown) + " shown; go on with --after " + next;
    }
    say(options, words);
}

void show(const Options& options, const Json& result) {
    if (options.json) {
        std::printf("%s\n", result.dump().c_str());
    } else if (result.contains("timeline")) {
        std::printf("%s", incident_lines(result).c_str());
        tell_rest(options, result, result["timeline"].size());
    } else {
        const bool is_units = result.value("ask", "") == "units";
        for (const Json& item : result["items"]) {
            std::printf("%s\n", is_units ? unit_line(item).c_str() : alert_line(item).c_str());
        }
        tell_rest(options, result, result["items"].size());
    }
}

int refuse(const Options& options, const Json& result) {
    if (options.json) std::printf("%s\n", result.dump().c_str());
    std::fprintf(stderr, "refused: %s [%s]\n", result.value("error", "").c_str(), result.value("code", "").c_str());
    return result.value("code", "") == "not_found" ? exit_no : exit_data;
}

int query(const Options& options, Json body) {
    const std::string as = options.as.empty() ? asks_as : options.as;
    if (options.as.empty()) say(options, "as " + as);
    body["id"] = fresh_id();
    auto session = sdk::Session::connect(options.broker, as + "." + fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/down/" + as + "/result"); !done) return fail(done.error());
    const std::string topic = options.root + "/up/" + as + "/query";
    say_more(options, topic + " " + body.dump());
    if (auto sent = session->publish(topic, body.dump()); !sent) return fail(sent.error());
    const auto end = Clock::now() + std::chrono::seconds{options.timeout_s};
    while (Clock::now() < end) {
        const auto message = session->next(Milliseconds{500});
        if (!message && !session->is_connected()) return fail({"unreachable", "", "the broker went away; ask again"});
        if (!message) continue;
        const Json result = Json::parse(message->payload, nullptr, false);
        if (!result.is_object() || result.value("id", "") != body["id"]) continue;
        if (!result.value("ok", false)) return refuse(options, result);
        show(options, result);
        return exit_ok;
    }
    std::fprintf(stderr, "paraat: no answer within %d s; is the hub up? paraat health\n", options.timeout_s);
    return exit_try_again;
}

}  // namespace

void add_asking(Word& root, const Options& options) {
    Word ask = root.sub("query", std::string("ask the hub: incidents, incident or units; as ") + asks_as +
                                     " where neither --as nor PARAAT_AS names another");
    ask.example(
        "Example: paraat query incidents --division dvo\n         paraat query incident 01jd8...\n"
        "         paraat query units --division dvl --team it-overlast");
    auto body = std::make_shared<Json>(Json::object());
    const auto put = [body](const char* key) {
        return [body, key](const std::string& value) { (*body)[key] = value; };
    };
    ask.on_text("ask", "incidents (open ones and others), incident (one, with what happened) or units", put("ask"))
        .required();
    ask.on_text("incident", "id of the one incident", put("incident"));
    ask.on_text("--division", "of incidents and units; absent = all that you may know", put("division"));
    ask.on_text("--team", "of units: those of this team", put("team"));
    ask.on_text("--after", "go on after this one, as the page before said", put("after"));
    ask.on_whole("--limit", "how many at most, 1 to 200", [body](std::int64_t limit) { (*body)["limit"] = limit; });
    ask.on_texts("--status",
                 "of incidents: new, open, dispatched, en_route, on_scene, resolved; may be given several times",
                 [body](const std::vector<std::string>& words) { (*body)["status"] = words; });
    ask.does([&options, body] { return query(options, *body); });
}

}  // namespace paraat::cli
