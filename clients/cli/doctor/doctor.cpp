#include <cstdio>

#include "clients/cli/doctor/look.hpp"
#include "clients/cli/site.hpp"

// paraat doctor: what of this site is open, and what is wrong.
namespace paraat::cli {
namespace {

constexpr int exit_warnings = 1;
constexpr int exit_open = 2;

const char* grade_word(Grade grade) {
    switch (grade) {
        case Grade::ok: return "ok";
        case Grade::unknown: return "unknown";
        case Grade::warn: return "warn";
        case Grade::open: return "open";
    }
    return "";
}

int count_of(const Findings& all, Grade grade) {
    int count = 0;
    for (const Finding& one : all) count += one.grade == grade ? 1 : 0;
    return count;
}

bool print_finding(const Finding& one) {
    char begin[64];
    std::snprintf(begin, sizeof begin, "%-8s %-15s ", grade_word(one.grade), one.check.c_str());
    return print(begin + one.what + (one.next.empty() ? "" : "; next: " + one.next));
}

Json findings_json(const Findings& all) {
    Json list = Json::array();
    for (const Finding& one : all) {
        Json line = {{"check", one.check}, {"grade", grade_word(one.grade)}, {"what", one.what}};
        if (!one.next.empty()) line["next"] = one.next;
        list.push_back(std::move(line));
    }
    return {{"open", count_of(all, Grade::open)},
            {"warnings", count_of(all, Grade::warn)},
            {"unknown", count_of(all, Grade::unknown)},
            {"findings", std::move(list)}};
}

int examine(const Options& options, const Site& site) {
    const auto files = site.read();
    if (!files) return exit_configuration;
    const Sight sight = look_around(options, *files);
    Findings all = check_doors(look_at_doors(sight));
    add_all(all, check_secrets(look_at_secrets(sight)));
    add_all(all, check_dates(look_at_dates(sight)));
    add_all(all, check_people(look_at_people(sight)));
    add_all(all, check_running(look_at_running(sight)));
    if (options.json) {
        if (!print(findings_json(all).dump())) return exit_io;
    } else {
        for (const Finding& one : all) {
            if (!print_finding(one)) return exit_io;
        }
        say(options, std::to_string(count_of(all, Grade::open)) + " open, " +
                         std::to_string(count_of(all, Grade::warn)) + " warnings, " +
                         std::to_string(count_of(all, Grade::unknown)) + " could not be looked at");
    }
    if (count_of(all, Grade::open) > 0) return exit_open;
    return count_of(all, Grade::warn) > 0 ? exit_warnings : exit_ok;
}

}  // namespace

void add_doctor(Word& root, const Options& options) {
    Word doctor = root.sub("doctor", "what of this site is open, and what is wrong: a line each, with what to do");
    doctor.example(
        "Example: paraat doctor --config config/hub.toml || mail -s 'look at the hub' admin < /dev/null\n"
        "On the machine of the hub, best as its user; whether it runs or not. It changes nothing.\n"
        "Exit codes: 0 nothing, 1 warnings, 2 something is open, 78 the configuration does not check.");
    auto site = add_site(doctor);
    doctor.does([&options, site] { return examine(options, *site); });
}

}  // namespace paraat::cli
