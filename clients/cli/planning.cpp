#include "clients/cli/planning.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace paraat::cli {
namespace {

int tell_nearest(const Options& options, const Json& result) {
    if (options.json) {
        print(result.dump());
    } else {
        for (const std::string& line : nearest_lines(result)) print(line);
    }
    for (const Json& unit : result.value("items", Json::array())) {
        if (unit.value("able", false)) return exit_ok;
    }
    return exit_no;
}

int tell_reach(const Options& options, const Json& whole) {
    const std::int64_t holes = whole.value("holes", std::int64_t{0});
    if (options.json) {
        print(whole.dump());
    } else {
        for (const std::string& line : reach_lines(whole.value("items", Json::array()))) print(line);
        say(options, holes == 0 ? "no holes" : std::to_string(holes) + (holes == 1 ? " hole" : " holes"));
    }
    return holes == 0 ? exit_ok : exit_no;
}

void add_nearest(Word& root, const Options& options) {
    auto body = std::make_shared<Json>(Json{{"ask", "nearest"}});
    const auto put = [body](const char* key) {
        return [body, key](const std::string& value) { (*body)[key] = value; };
    };
    Word word =
        root.sub("nearest", "who may be sent to an incident or a place, the best first, and why not the others");
    word.example(
        "Example: paraat nearest 01jd8... --skills first_aid,dog\n         paraat nearest --lat 51.92 --lon 4.48\n"
        "CHANCE is the chance to be the nearest of those who can be sent: a position grows old, and its unit moves "
        "on.\n"
        "Without --skills a unit needs what the incident's category asks for. 1 when nobody can be sent. Without --as\n"
        "it asks as console-1.");
    word.on_text("incident", "id of the incident; absent = a place", put("incident"));
    word.on_real("--lat", "of the place, in degrees north; with --lon", [body](double lat) { (*body)["lat"] = lat; });
    word.on_real("--lon", "of the place, in degrees east; with --lat", [body](double lon) { (*body)["lon"] = lon; });
    word.on_text("--skills", "that a unit must have, all of them: a,b", [body](const std::string& given) {
        Json skills = Json::array();
        for (std::size_t at = 0; at <= given.size();) {
            const std::size_t end = std::min(given.find(',', at), given.size());
            if (end > at) skills.push_back(given.substr(at, end - at));
            at = end + 1;
        }
        (*body)["skills"] = skills;
    });
    word.on_text("--team", "only units of this team", put("team"));
    word.on_text("--division", "only units of this division", put("division"));
    word.on_whole("--limit", "at most so many, 1 to 200", [body](std::int64_t limit) { (*body)["limit"] = limit; })
        .otherwise("10");
    word.does([&options, body] {
        if (!body->contains("incident") && !body->contains("lat")) {
            std::fprintf(stderr, "paraat nearest: name an incident, or a place with --lat and --lon\n");
            return static_cast<int>(exit_usage);
        }
        return ask_hub(options, *body, [&options](const Json& result) { return tell_nearest(options, result); });
    });
}

void add_reach(Word& root, const Options& options) {
    auto body = std::make_shared<Json>(Json{{"ask", "reach"}, {"limit", 200}});
    Word word =
        root.sub("reach", "whom each escalation reaches in the coming week, holes first; 1 when there is a hole");
    word.example(
        "Example: paraat reach --policy serious-threat || echo 'somebody is missing'\n"
        "VERDICT: reached = a person on duty whose device is there; unheard = only devices that were not heard since "
        "the\n"
        "hub's start; hole = nobody of the chain, so that the centre is asked as the last resort. Who is absent, and "
        "why,\n"
        "is below each hole. 0 no hole, 1 a hole, or not allowed to ask. Without --as it asks as console-1.");
    word.on_text("--policy", "only this escalation; absent = all",
                 [body](const std::string& policy) { (*body)["policy"] = policy; });
    word.does([&options, body] {
        return ask_all(options, *body, [&options](const Json& whole) { return tell_reach(options, whole); });
    });
}

}  // namespace

void add_planning(Word& root, const Options& options) {
    add_nearest(root, options);
    add_reach(root, options);
}

}  // namespace paraat::cli
