#include <cstdio>
#include <memory>

#include "clients/cli/command.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::string line_of(const Json& alert) {
    std::string line = "P" + std::to_string(alert.value("priority", 0)) + " " + alert.value("division", "") + " " +
                       alert.value("incident", "") + " " + alert.value("status", "") + " " + alert.value("title", "");
    if (!alert.value("acked", false)) line += " UNACKNOWLEDGED";
    if (alert.contains("escalation") && alert["escalation"].contains("ack_by")) {
        line +=
            " -> " + alert["escalation"].value("target", "") + " because " + alert["escalation"].value("because", "");
    }
    return line + " | " + alert.value("text", "");
}

int query(const Options& options, Json body) {
    const std::string as = options.as.empty() ? "console-1" : options.as;
    body["id"] = fresh_id();
    auto session = sdk::Session::connect(options.broker, as + "." + fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/down/" + as + "/result"); !done) return fail(done.error());
    if (auto sent = session->publish(options.root + "/up/" + as + "/query", body.dump()); !sent)
        return fail(sent.error());
    const auto end = Clock::now() + std::chrono::seconds{options.timeout_s};
    while (Clock::now() < end) {
        const auto message = session->next(Milliseconds{500});
        if (!message) continue;
        const Json result = Json::parse(message->payload, nullptr, false);
        if (result.is_discarded() || result.value("id", "") != body["id"]) continue;
        if (!result.value("ok", false)) {
            if (options.json) std::printf("%s\n", result.dump().c_str());
            std::fprintf(stderr, "refused: %s [%s]\n", result.value("error", "").c_str(),
                         result.value("code", "").c_str());
            return result.value("code", "") == "not_found" ? exit_no : exit_data;
        }
        if (options.json) {
            std::printf("%s\n", result.dump().c_str());
        } else if (body["ask"] == "incidents") {
            for (const Json& alert : result["items"]) std::printf("%s\n", line_of(alert).c_str());
            say(options, std::to_string(result.value("total", 0)) + " in all");
        } else {
            std::printf("%s\n", result.dump(2).c_str());
        }
        return exit_ok;
    }
    std::fprintf(stderr, "paraat: no answer within %d s; is the hub up? paraat health\n", options.timeout_s);
    return exit_try_again;
}

int watch(const Options& options, const std::vector<std::string>& divisions) {
    auto session = sdk::Session::connect(options.broker, "watch." + fresh_id());
    if (!session) return fail(session.error());
    std::vector<std::string> filters;
    for (const std::string& division : divisions) filters.push_back(options.root + "/json/" + division + "/alert/+");
    if (filters.empty()) filters.push_back(options.root + "/json/+/alert/+");
    for (const std::string& filter : filters) {
        if (auto done = session->subscribe(filter); !done) return fail(done.error());
    }
    say(options, "watching; stop with Ctrl-C");
    while (session->is_connected()) {
        const auto message = session->next(Milliseconds{500});
        if (!message || message->payload.empty()) continue;
        const Json alert = Json::parse(message->payload, nullptr, false);
        if (alert.is_discarded()) continue;
        std::printf("%s\n", options.json ? message->payload.c_str() : line_of(alert).c_str());
        std::fflush(stdout);
    }
    return fail({"unreachable", "", "the broker went away"});
}

int health(const Options& options) {
    auto session = sdk::Session::connect(options.broker, "health." + fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/json/hub/+/status"); !done) return fail(done.error());
    const auto message = session->next(std::chrono::seconds{6});
    const Json status = message ? Json::parse(message->payload, nullptr, false) : Json{};
    if (!status.is_object()) {
        std::fprintf(stderr, "paraat: no hub speaks on this broker; try: ./dev run\n");
        return exit_unavailable;
    }
    const std::string state = status.value("state", "");
    if (options.json) {
        std::printf("%s\n", message->payload.c_str());
    } else {
        std::printf("%s is %s", status.value("node", "").c_str(), state.c_str());
        for (const Json& reason : status.value("reasons", Json::array())) {
            std::printf(", %s", reason.get<std::string>().c_str());
        }
        std::printf("\n");
    }
    const auto now =
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    const bool is_silent = now - status.value("at", now) > 3 * status.value("interval_ms", std::int64_t{5000});
    if (state == "down" || is_silent) {
        if (is_silent) std::fprintf(stderr, "it was not heard for a while; try: ./dev run\n");
        return exit_unavailable;
    }
    return state == "up" ? exit_ok : exit_no;
}

}  // namespace

void add_asking(Word& root, const Options& options) {
    Word ask = root.sub("query", "ask the hub: incidents, incident or units");
    ask.example("Example: paraat query incidents --division dvo\n         paraat query incident --incident 01jd8...");
    auto body = std::make_shared<Json>(Json::object());
    const auto put = [body](const char* key) {
        return [body, key](const std::string& value) { (*body)[key] = value; };
    };
    ask.on_text("ask", "incidents, incident or units", put("ask")).required();
    ask.on_text("--division", "of incidents and units; absent = all that you may know", put("division"));
    ask.on_text("--team", "of units", put("team"));
    ask.on_text("--incident", "its id", put("incident"));
    ask.on_text("--after", "the next of the page before", put("after"));
    ask.on_whole("--limit", "1 to 200", [body](std::int64_t limit) { (*body)["limit"] = limit; });
    ask.on_texts("--status", "of incidents",
                 [body](const std::vector<std::string>& words) { (*body)["status"] = words; });
    ask.does([&options, body] { return query(options, *body); });

    Word look = root.sub("watch", "alerts as they come");
    look.example("Example: paraat watch dvo");
    auto divisions = std::make_shared<std::vector<std::string>>();
    look.on_texts("division", "absent = all",
                  [divisions](const std::vector<std::string>& names) { *divisions = names; });
    look.does([&options, divisions] { return watch(options, *divisions); });

    Word is_well = root.sub("health", "whether the hub is well");
    is_well.example("Example: paraat health && echo well");
    is_well.does([&options] { return health(options); });
}

}  // namespace paraat::cli
