#include <cstdio>
#include <memory>

#include "clients/cli/rules.hpp"
#include "hub/app/rehearsal.hpp"
#include "hub/app/rule_folder.hpp"
#include "hub/base/amount.hpp"
#include "hub/rules/cel/moment.hpp"

namespace paraat::cli {
namespace {

using Changes = std::vector<app::CourseDifference::Change>;

struct ReplayAsked {
    std::string since = "30d";
    std::string candidate;
    std::string journal;
    bool is_of_trials = false;
};

// The kinds of changes, in the order in which they are told.
struct ChangeKind {
    const char* key;
    const char* words;
    Changes app::CourseDifference::*changes;
};
constexpr ChangeKind change_kinds[] = {{"newly", "told newly", &app::CourseDifference::newly},
                                       {"not_at_all", "not told at all", &app::CourseDifference::not_at_all},
                                       {"earlier", "told earlier", &app::CourseDifference::earlier},
                                       {"later", "told later", &app::CourseDifference::later}};

std::string moment_of(Instant at) {
    return rules::cel::to_rfc3339(rules::cel::timestamp_of(at));
}

Json json_of(const Changes& changes) {
    Json list = Json::array();
    for (const auto& change : changes) {
        Json one = {{"target", change.target}, {"by", change.by}};
        if (change.was.ms > 0) one["was"] = change.was.ms;
        if (change.would_be.ms > 0) one["would_be"] = change.would_be.ms;
        list.push_back(std::move(one));
    }
    return list;
}

template <class Names>
Json names_json(const Names& names) {
    Json list = Json::array();
    for (const auto& name : names) list.push_back(name.text);
    return list;
}

Json json_of(const core::IncidentId& id, const app::CourseDifference& difference) {
    Json one = {{"incident", id.text()}, {"category", difference.category.text}};
    for (const ChangeKind& kind : change_kinds) one[kind.key] = json_of(difference.*kind.changes);
    one["divisions_more"] = names_json(difference.divisions_more);
    one["divisions_fewer"] = names_json(difference.divisions_fewer);
    one["escalations_more"] = names_json(difference.escalations_more);
    one["escalations_fewer"] = names_json(difference.escalations_fewer);
    one["priority"] = {{"was", difference.priority_was}, {"would_be", difference.priority_would_be}};
    return one;
}

// How often each target would have been told otherwise, by kind.
Json totals_of(const app::Rehearsal& rehearsal) {
    Json totals = Json::object();
    for (const ChangeKind& kind : change_kinds) {
        std::map<std::string, std::int64_t> by_target;
        std::int64_t all = 0;
        for (const auto& [id, difference] : rehearsal.differences) {
            for (const auto& change : difference.*kind.changes) {
                ++by_target[change.target];
                ++all;
            }
        }
        totals[kind.key] = {{"all", all}, {"targets", by_target}};
    }
    return totals;
}

Json json_of(const app::Rehearsal& rehearsal) {
    Json list = Json::array();
    for (const auto& [id, difference] : rehearsal.differences) list.push_back(json_of(id, difference));
    return {{"since", rehearsal.since.ms},
            {"until", rehearsal.until.ms},
            {"events", rehearsal.events},
            {"inputs", rehearsal.inputs},
            {"refused", rehearsal.refused},
            {"incidents", rehearsal.incidents},
            {"differ", rehearsal.differences.size()},
            {"totals", totals_of(rehearsal)},
            {"differences", list},
            {"remarks", rehearsal.remarks}};
}

template <class Names>
void tell_names(const char* words, const Names& names) {
    for (const auto& name : names) std::printf("  %s %s\n", words, name.text.c_str());
}

void tell(const core::IncidentId& id, const app::CourseDifference& difference) {
    std::printf("%s %s\n", id.text().c_str(), difference.category.text.c_str());
    for (const ChangeKind& kind : change_kinds) {
        for (const auto& change : difference.*kind.changes) {
            std::string times;
            if (change.was.ms > 0) times += ", was told at " + moment_of(change.was);
            if (change.would_be.ms > 0) times += ", would be at " + moment_of(change.would_be);
            std::printf("  %s: %s by %s%s\n", kind.words, change.target.c_str(), change.by.c_str(), times.c_str());
        }
    }
    tell_names("also with", difference.divisions_more);
    tell_names("not with", difference.divisions_fewer);
    tell_names("escalated by", difference.escalations_more);
    tell_names("not escalated by", difference.escalations_fewer);
    if (difference.priority_was == difference.priority_would_be) return;
    std::printf("  priority %d instead of %d\n", difference.priority_would_be, difference.priority_was);
}

void tell(const app::Rehearsal& rehearsal) {
    for (const auto& [id, difference] : rehearsal.differences) tell(id, difference);
    std::printf("%zu of %lld incidents differ, %s to %s\n", rehearsal.differences.size(),
                static_cast<long long>(rehearsal.incidents), moment_of(rehearsal.since).c_str(),
                moment_of(rehearsal.until).c_str());
    const Json totals = totals_of(rehearsal);
    for (const auto& [kind, total] : totals.items()) {
        for (const auto& [target, count] : total["targets"].items()) {
            std::printf("  %s: %s, %lld times\n", kind.c_str(), target.c_str(), count.get<long long>());
        }
    }
    for (const std::string& remark : rehearsal.remarks) std::printf("note: %s\n", remark.c_str());
}

// The set that is put on trial; nullopt after its issues were said.
std::optional<rules::RuleSet> candidate_of(const app::HubFiles& files, const ReplayAsked& asked) {
    const std::filesystem::path folder =
        asked.is_of_trials ? files.config.rules.directory : std::filesystem::path(asked.candidate);
    const auto found = app::read_rule_folder(folder, &files.organisation);
    if (!found) std::fprintf(stderr, "%s\n", app::unreadable_folder(folder).c_str());
    if (!found) return std::nullopt;
    for (const std::string& issue : found->issues) std::fprintf(stderr, "%s\n", issue.c_str());
    if (!found->issues.empty()) return std::nullopt;
    return asked.is_of_trials ? found->set.with_trials_live() : found->set;
}

int rehearse_rules(const Options& options, const std::string& config, const ReplayAsked& asked) {
    const auto since = parse_duration(asked.since);
    if (!since || *since <= Milliseconds{0}) {
        std::fprintf(stderr, "paraat rules replay: --since is a duration: 90m, 12h or 30d\n");
        return exit_usage;
    }
    if (asked.candidate.empty() != asked.is_of_trials) {
        std::fprintf(stderr, "paraat rules replay: name the rules to rehearse: --candidate DIR, or --shadow\n");
        return exit_usage;
    }
    const auto files = load_organisation(config);
    if (!files) return exit_configuration;
    const auto candidate = candidate_of(*files, asked);
    if (!candidate) return exit_configuration;
    const std::filesystem::path journal =
        asked.journal.empty() ? files->config.journal.directory : std::filesystem::path(asked.journal);
    if (!open_journal(journal)) return exit_no_input;
    app::RehearsalWanted wanted{journal, *since};
    wanted.progress = [&](std::int64_t at, std::int64_t of) {
        say(options, std::to_string(at) + " of " + std::to_string(of) + " events");
    };
    const auto rehearsal = app::rehearse(files->organisation, *candidate, wanted);
    if (!rehearsal) {
        std::fprintf(stderr, "paraat: %s\n", rehearsal.error().message.c_str());
        return exit_io;
    }
    if (options.json) {
        std::printf("%s\n", json_of(*rehearsal).dump().c_str());
    } else {
        tell(*rehearsal);
    }
    return exit_ok;
}

}  // namespace

void add_rules_replay(Word& rules, const Options& options, const std::shared_ptr<std::string>& config) {
    auto asked = std::make_shared<ReplayAsked>();
    Word word = rules.sub("replay", "what other rules would have done with the past: who told, when, or not at all");
    word.example(
        "Example: paraat rules replay --since 30d --candidate rules-to-be\n"
        "Reads the hub's journal, also while the hub runs, and changes nothing.");
    word.on_text("--since", "how far before the journal's newest event to begin: 90m, 12h, 30d",
                 [asked](const std::string& since) { asked->since = since; })
        .otherwise(asked->since);
    word.on_text("--candidate", "the folder of the rules to rehearse",
                 [asked](const std::string& folder) { asked->candidate = folder; });
    word.on_flag("--shadow", "rehearse the rules on the disk with those that say \"shadow = true\" live",
                 [asked] { asked->is_of_trials = true; });
    word.on_text("--journal", "the journal's folder; absent = the configuration's",
                 [asked](const std::string& directory) { asked->journal = directory; });
    word.does([&options, config, asked] { return rehearse_rules(options, *config, *asked); });
}

}  // namespace paraat::cli
