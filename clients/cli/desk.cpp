#include "clients/cli/desk.hpp"

#include <algorithm>
#include <memory>

#include "clients/cli/lines.hpp"
#include "clients/cli/planning.hpp"

namespace paraat::cli {
namespace {

std::int64_t count_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool is_so(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string words_in(const Json& object, const char* key) {
    std::string words = shown(object, key);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string moment_at(const Json& object, const char* key) {
    const std::int64_t ms = count_in(object, key);
    return ms == 0 ? "-" : moment(ms);
}

// What the line is about: an incident, an order, a device.
std::string subject_of(const Json& item) {
    for (const char* key : {"instruction", "incident", "unit"}) {
        const std::string subject = shown(item, key);
        if (!subject.empty()) return subject;
    }
    return "-";
}

std::string said_of(const Json& item) {
    std::string said = shown(item, "title");
    const auto add = [&](const std::string& before, const std::string& text) {
        if (!text.empty()) said += (said.empty() ? "" : " ") + before + text;
    };
    if (is_so(item, "exercise")) add("", "EXERCISE");
    add("-> ", shown(item, "to"));
    if (text_of(item, "kind").starts_with("offered")) add("to ", shown(item, "unit"));
    add("| ", shown(item, "text"));
    return said;
}

// Whether it can be a number of alerts, or of minutes: what else is there is no answer of the hub.
bool is_count(std::int64_t number) {
    constexpr std::int64_t counted_most = 1'000'000'000'000;
    return number >= 0 && number <= counted_most;
}

std::string share_of(std::int64_t part, std::int64_t all) {
    if (all == 0 || !is_count(part) || !is_count(all)) return "-";
    return std::to_string((200 * part + all) / (2 * all)) + "%";
}

std::string one_decimal(const Json& object, const char* key) {
    const auto found = object.find(key);
    const double number = found != object.end() && found->is_number() ? found->get<double>() : -1;
    if (number < 0 || number > 1e9) return "-";
    const auto tenths = static_cast<std::int64_t>(number * 10 + 0.5);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

void print_list(const Options& options, const Json& answer, std::vector<std::string> (*lines_of)(const Json&)) {
    if (options.json) {
        print(answer.dump());
    } else {
        for (const std::string& line : lines_of(answer.value("items", Json::array()))) print(line);
    }
}

int tell_load(const Options& options, const Json& load) {
    const Json items = load.value("items", Json::array());
    print_list(options, load, load_lines);
    const bool is_flood =
        std::any_of(items.begin(), items.end(), [](const Json& post) { return text_of(post, "verdict") == "flood"; });
    return is_flood ? exit_no : exit_ok;
}

}  // namespace

std::vector<std::string> handover_lines(const Json& items) {
    std::vector<std::vector<std::string>> rows{{"WHAT", "PRIO", "ABOUT", "BY", "SINCE", "UNTIL", "SAID"}};
    std::size_t own = 0;
    for (const Json& item : items) {
        if (is_so(item, "own")) ++own;
        const std::int64_t priority = count_in(item, "priority");
        rows.push_back({words_in(item, "kind"), priority == 0 ? "-" : "P" + std::to_string(priority), subject_of(item),
                        shown(item, "by"), moment_at(item, "since"), moment_at(item, "until"), said_of(item)});
    }
    if (rows.size() == 1) return {"nothing is left to the next"};
    std::vector<std::string> lines = aligned(rows);
    const auto others = lines.begin() + static_cast<std::ptrdiff_t>(own) + 1;
    if (others != lines.end()) lines.insert(others, "Of nobody on this list, and not to be lost:");
    return lines;
}

std::vector<std::string> load_lines(const Json& items) {
    std::vector<std::vector<std::string>> rows{{"VERDICT", "POST", "LAST 10 MIN", "PER HOUR", "WORST", "FLOOD", "HIGH",
                                                "MIDDLE", "LOW", "REMINDERS", "STANDING", "CHATTERING"}};
    for (const Json& post : items) {
        const std::int64_t alerts = count_in(post, "alerts");
        const auto chattering = post.find("chattering");
        std::string incidents;
        if (chattering != post.end() && chattering->is_array()) {
            for (const Json& id : *chattering) {
                incidents += (incidents.empty() ? "" : " ") + shown(Json{{"id", id}}, "id");
            }
        }
        rows.push_back({words_in(post, "verdict"), shown(post, "post") + (is_so(post, "covert") ? " (covert)" : ""),
                        std::to_string(count_in(post, "last_10_min")), one_decimal(post, "per_hour"),
                        std::to_string(count_in(post, "worst_10_min")),
                        share_of(count_in(post, "flood_periods"), count_in(post, "periods")),
                        share_of(count_in(post, "high"), alerts), share_of(count_in(post, "middle"), alerts),
                        share_of(count_in(post, "low"), alerts), std::to_string(count_in(post, "reminders")),
                        std::to_string(count_in(post, "standing")), incidents.empty() ? "-" : incidents});
    }
    return aligned(rows);
}

int tell_handover(const Options& options, const Json& list) {
    print_list(options, list, handover_lines);
    if (!options.json) say(options, shown(list, "unit") + ", notes since " + moment_at(list, "since"));
    return exit_ok;
}

// "19:04:11  owntracks location  radio-7  degraded  acc: -1 is unknown   (owntracks/radio-7/phone)"
std::vector<std::string> heard_lines(const Json& items) {
    std::vector<std::string> lines;
    for (const Json& item : items) {
        std::string line = moment_at(item, "at") + "  " + shown(item, "format") + " " + shown(item, "what") + "  " +
                           (item.contains("client") ? shown(item, "client") : "nobody's") + "  " +
                           shown(item, "outcome");
        for (const Json& remark : item.value("remarks", Json::array()))
            line += "; " + shown(Json{{"text", remark}}, "text");
        lines.push_back(line + "  (" + shown(item, "topic") + ")");
    }
    return lines;
}

std::vector<std::string> exercise_lines(const Json& items) {
    std::vector<std::vector<std::string>> rows{{"EXERCISE", "BY", "SINCE", "UNTIL", "ACCOUNTS", "WITH", "SAID"}};
    for (const Json& item : items) {
        std::string with;
        const auto participants = item.find("participants");
        const bool has_list = participants != item.end() && participants->is_array();
        for (const Json& target : has_list ? *participants : Json::array()) {
            with += (with.empty() ? "" : " ") + shown(Json{{"target", target}}, "target");
        }
        const std::string own = is_so(item, "own") ? ", you too" : "";
        rows.push_back({shown(item, "name"), shown(item, "by"), moment_at(item, "since"), moment_at(item, "until"),
                        std::to_string(count_in(item, "accounts")) + own, with, shown(item, "text")});
    }
    if (rows.size() == 1) return {"no exercise runs; a drill that is reported now is everybody's"};
    return aligned(rows);
}

int tell_exercises(const Options& options, const Json& list) {
    print_list(options, list, exercise_lines);
    return exit_ok;
}

void add_load(Word& root, const Options& options) {
    auto body = std::make_shared<Json>(Json{{"ask", "load"}, {"limit", 200}});
    Word word = root.sub("load", "how many alerts come to each account and division; 1 while one is in flood");
    word.example(
        "Example: paraat load --division dvo --as coord-ondermijning-1\n"
        "Of the last 24 h. VERDICT, by the average: in target (1 alert in 10 minutes), over target, over limit (2); "
        "flood\n"
        "is more than 10 in the last 10 minutes. FLOOD: of all 10 minutes, those with more than 10 (should be below "
        "1%).\n"
        "HIGH, MIDDLE, LOW: should be about 5, 15 and 80%. STANDING: incidents older than a day (should be below 5).\n"
        "CHATTERING: incidents that alerted 3 times in 10 minutes (should be none). Without --as it asks as "
        "console-1.");
    word.on_text("--division", "only of this division; absent = all that you may know",
                 [body](const std::string& division) { (*body)["division"] = division; });
    word.does([&options, body] {
        return ask_all(options, *body, [&options](const Json& load) { return tell_load(options, load); });
    });
}

}  // namespace paraat::cli
