#include "clients/cli/command_fields.hpp"

#include <algorithm>
#include <map>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::cli {
namespace {

struct Deed {
    std::vector<std::vector<std::string>> needs;  // one of each list
    std::vector<std::string> may;
    bool is_about_an_incident = true;
};

// Contract section 4 with its additions (docs/formats/topics.md). `text` and `id` go with all, `rev` with those about
// an incident.
const std::map<std::string, Deed>& deeds() {
    static const std::map<std::string, Deed> all = {
        {"triage", {{{"division", "priority", "category"}}, {}}},
        {"assign", {{{"division", "team", "unit"}}, {}}},
        {"unassign", {{{"team", "unit"}}, {}}},
        {"dispatch", {{{"team", "unit"}}, {"division"}}},
        {"escalate", {{}, {"policy"}}},
        {"merge", {{{"into"}}, {}}},
        {"split", {{{"reports"}}, {}}},
        {"claim", {}},
        {"release", {}},
        {"note", {{{"text"}}, {}}},
        {"silence", {{{"until_ms"}}, {}}},
        {"shelve", {{{"until_ms"}}, {}}},
        {"remove_division", {{{"division"}}, {}}},
        {"withdraw", {{{"instruction"}}, {}, false}},
        {"resolve", {}},
        {"reopen", {}},
        {"close", {{}, {"acknowledge"}}},
        {"refuse", {{{"text"}}, {}}},
        {"pass_on", {{{"to"}, {"text"}}, {}}},
        {"assess", {{{"answers"}}, {}}},
        {"shift_start", {{}, {"role", "until_ms", "unit"}, false}},
        {"shift_end", {{}, {"acknowledge", "unit"}, false}},
        {"handover", {{{"to", "acknowledge"}}, {}, false}},
        {"exercise_start", {{{"name"}, {"participants"}, {"until_ms"}}, {}, false}},
        {"exercise_end", {{{"name"}}, {}, false}},
        {"appoint", {{{"account"}, {"roles", "team", "division"}}, {"roles", "team", "division"}, false}},
        {"dismiss", {{{"account"}}, {}, false}},
        {"reinstate", {{{"account"}}, {}, false}},
        {"preserve", {{{"text"}}, {"until_ms"}}},
        {"preserve_end", {{{"text"}}, {}}},
        {"erase", {{{"text"}}, {"fields"}}},
        {"reload_rules", {{}, {}, false}},
        {"rollback_rules", {{}, {}, false}},
    };
    return all;
}

// As it is named on the command line.
std::string flag_of(const std::string& key) {
    if (key == "incident") return "INCIDENT";
    if (key == "until_ms") return "--until";
    if (key == "reports") return "--report";
    if (key == "answers") return "--answer";
    if (key == "participants") return "--with";
    if (key == "account") return "ACCOUNT";
    if (key == "roles") return "--role";
    if (key == "fields") return "--field";
    return "--" + key;
}

std::string joined(const std::vector<std::string>& words, const std::string& last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == words.size() ? last : ", ") + words[i];
    }
    return text;
}

std::string flags_of(const std::vector<std::string>& keys, const std::string& last) {
    std::vector<std::string> flags;
    for (const std::string& key : keys) flags.push_back(flag_of(key));
    return joined(flags, last);
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool takes(const Deed& deed, const std::string& key) {
    if (key == "do" || key == "id" || key == "text") return true;
    if (key == "incident" || key == "rev") return deed.is_about_an_incident;
    return contains(deed.may, key) ||
           std::any_of(deed.needs.begin(), deed.needs.end(), [&](const auto& one) { return contains(one, key); });
}

Error bad(const std::string& key, const std::string& sentence) {
    return Error{"bad_value", key, sentence};
}

// A pause says why; taking it back does not.
bool lacks_reason(const std::string& name, const Json& command) {
    return (name == "silence" || name == "shelve") && command["until_ms"] != 0 && text_of(command, "text").empty();
}

}  // namespace

Result<void> check_command(const Json& command) {
    std::vector<std::string> known;
    for (const auto& [name, unused] : deeds()) known.push_back(name);
    const std::string name = text_of(command, "do");
    if (name.empty()) return bad("do", "say what to do: " + joined(known, " or "));
    const auto found = deeds().find(name);
    if (found == deeds().end()) {
        const std::string near = did_you_mean(name, known);
        return bad(
            "do", "unknown command \"" + shortened(name) + "\"" + (near.empty() ? ": " + joined(known, " or ") : near));
    }
    const Deed& deed = found->second;
    if (deed.is_about_an_incident && text_of(command, "incident").empty()) {
        return bad("incident", name + " is about an incident: paraat command " + name + " INCIDENT");
    }
    for (const auto& one : deed.needs) {
        const bool is_there =
            std::any_of(one.begin(), one.end(), [&](const auto& key) { return command.contains(key); });
        if (!is_there) return bad(one.front(), name + " needs " + flags_of(one, " or "));
    }
    if (lacks_reason(name, command)) return bad("text", name + " needs --text: say why; --until 0 takes it back");
    for (const auto& [key, unused] : command.items()) {
        if (takes(deed, key)) continue;
        std::vector<std::string> those;
        for (const auto& [other, its] : deeds()) {
            if (takes(its, key)) those.push_back(other);
        }
        return bad(key, flag_of(key) + " says nothing to " + name + "; it goes with " + joined(those, " and "));
    }
    return {};
}

Result<void> add_deployment(Json& instruct, const Json& given, Instant now) {
    if (given.empty()) return {};
    const auto has = [&](const char* key) { return given.contains(key); };
    if (!has("kind")) {
        return bad("deployment", "--" + given.begin().key() +
                                     " is of a preventive deployment: say --standby (be ready there) or --relocation "
                                     "(go there)");
    }
    if (text_of(given, "kind") == "both") return bad("kind", "--standby or --relocation, not both");
    if (has("lat") != has("lon")) return bad("lat", "--lat and --lon go together");
    if (!has("area") && !has("lat")) return bad("area", "a deployment says where: --area, or --lat and --lon");
    if (has("metres") && !has("lat")) return bad("metres", "--metres is around a place: give --lat and --lon");
    if (!has("until")) return bad("until", "a deployment says --until when");
    if (text_of(given, "because").empty()) return bad("because", "a deployment says why: --because");
    Json deployment = Json::object();
    for (const char* key : {"area", "lat", "lon", "metres"}) {
        if (has(key)) deployment[key] = given[key];
    }
    deployment["from"] = has("from") ? given["from"].get<std::int64_t>() : now.ms;
    for (const char* key : {"until", "because", "kind"}) deployment[key] = given[key];
    instruct["deployment"] = std::move(deployment);
    return {};
}

}  // namespace paraat::cli
