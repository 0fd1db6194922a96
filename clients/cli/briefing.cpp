#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

#include "clients/cli/briefing_lines.hpp"
#include "clients/cli/hub_message.hpp"
#include "clients/cli/login.hpp"
#include "hub/projection/topic.hpp"
#include "schemas/briefing_generated.h"

namespace paraat::cli {
namespace {

// Behind what the hub's status comes after, there may be more on a broker that keeps no order between topics.
constexpr Milliseconds quiet_after_status{200};

struct BriefingsWanted {
    std::string division;  // empty = each that one may read
    std::string date;      // empty = the newest
};

bool is_local_date(const std::string& text) {
    static constexpr std::string_view form = "0000-00-00";
    if (text.size() != form.size()) return false;
    for (std::size_t at = 0; at < form.size(); ++at) {
        const bool is_right = form[at] == '-' ? text[at] == '-' : text[at] >= '0' && text[at] <= '9';
        if (!is_right) return false;
    }
    return true;
}

// By topic, as the broker keeps them. It sends them before the hub's status, which is asked for after them.
Result<std::map<std::string, std::string>> read_briefings(const Options& options, const BriefingsWanted& wanted) {
    auto session = connect_as(options, options.as, "briefing-" + fresh_id());
    if (!session) return session.error();
    const std::string rest = "/" + (wanted.division.empty() ? "+" : wanted.division) + "/briefing/" +
                             (wanted.date.empty() ? "+" : wanted.date);
    for (const std::string& filter :
         {options.root + rest, options.root + "/covert" + rest, options.root + "/hub/+/status"}) {
        if (auto done = session->subscribe(filter); !done) return done.error();
    }
    std::map<std::string, std::string> briefings;
    bool has_status = false;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{options.timeout_s};
    while (std::chrono::steady_clock::now() < end) {
        const auto message = session->next(has_status ? quiet_after_status : std::chrono::seconds{options.timeout_s});
        if (!message) break;
        if (!projection::is_briefing(message->topic)) {
            has_status = true;
        } else {
            briefings[message->topic] = message->payload;
        }
    }
    if (!has_status) return Error{"unreachable", "", "no hub speaks on this broker; try: ./dev run"};
    return briefings;
}

std::string date_in(const std::string& topic) {
    return topic.substr(topic.rfind('/') + 1);
}

int show_briefings(const Options& options, const BriefingsWanted& wanted) {
    const auto found = read_briefings(options, wanted);
    if (!found) return fail(found.error());
    std::string newest;
    for (const auto& [topic, payload] : *found) newest = std::max(newest, date_in(topic));
    bool is_first = true;
    for (const auto& [topic, payload] : *found) {
        if (date_in(topic) != newest) continue;
        const std::string json = json_of<wire::Briefing>(payload, wire::BriefingIdentifier());
        if (json.empty()) continue;
        if (!is_first && !options.json) print("");
        is_first = false;
        if (options.json) {
            print(json);
            continue;
        }
        const bool is_covert = topic.starts_with(options.root + "/covert/");
        for (const std::string& line : briefing_lines(object_in(json), is_covert)) print(line);
    }
    if (!is_first) return exit_ok;
    std::fprintf(stderr, "paraat: no such briefing is kept, or you may not read it\n");
    return exit_no;
}

}  // namespace

void add_briefing(Word& root, const Options& options) {
    auto wanted = std::make_shared<BriefingsWanted>();
    Word word = root.sub("briefing", "the daily briefing: what came in, what is open, how fast it was answered");
    word.example(
        "Example: paraat briefing --division dvo\n"
        "Below each line is what it rests on: an incident, when, and what its timeline tells there (paraat incident "
        "show).\n"
        "Briefings are kept for 14 days. 1 when there is none.");
    word.on_text("--division", "only of this division; absent = of each that you may read",
                 [wanted](const std::string& division) { wanted->division = division; });
    word.on_text("--date", "of this day, as 2026-11-27; absent = the newest",
                 [wanted](const std::string& date) { wanted->date = date; });
    word.does([&options, wanted] {
        const auto is_name = [](const std::string& text) { return text.find_first_of("+#/") == std::string::npos; };
        if (!wanted->date.empty() && !is_local_date(wanted->date)) {
            std::fprintf(stderr, "paraat briefing: a date is written as 2026-11-27\n");
            return static_cast<int>(exit_usage);
        }
        if (!is_name(wanted->division)) {
            std::fprintf(stderr, "paraat briefing: name a division, as dvo\n");
            return static_cast<int>(exit_usage);
        }
        return show_briefings(options, *wanted);
    });
}

}  // namespace paraat::cli
