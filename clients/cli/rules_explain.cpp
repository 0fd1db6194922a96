#include <algorithm>
#include <cstdio>
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/rules.hpp"
#include "hub/app/incident_explanation.hpp"
#include "hub/journal/files.hpp"
#include "hub/rules/cel/moment.hpp"

namespace paraat::cli {
namespace {

constexpr std::int64_t told_every = 100'000;  // events

struct ExplainAsked {
    std::string incident;
    std::string journal;
    std::string target;
    std::optional<std::int64_t> rev;
};

Json json_of(const core::RuleFinding& finding) {
    Json parts = Json::array();
    for (const core::ConditionPart& part : finding.parts) {
        Json one = {{"text", part.text}, {"came_to", part.came_to}};
        if (!part.saw.empty()) one["saw"] = part.saw;
        parts.push_back(std::move(one));
    }
    return {{"n", finding.n},
            {"judgement", finding.judgement},
            {"at", finding.at.ms},
            {"what", finding.what},
            {"by", finding.by},
            {"rules_version", finding.rules_version},
            {"rule", finding.rule.text},
            {"place", finding.place},
            {"verdict", finding.verdict},
            {"because", finding.because},
            {"parts", parts}};
}

// For a terminal, which the text of a report must not rule.
std::string tame(std::string text) {
    return shown(Json{{"text", std::move(text)}}, "text");
}

void tell(const core::RuleFinding& finding) {
    std::string verdict = finding.verdict;
    std::replace(verdict.begin(), verdict.end(), '_', ' ');
    std::printf("  %-9s %s (%s): %s\n", verdict.c_str(), finding.rule.text.c_str(), finding.place.c_str(),
                tame(finding.because).c_str());
    for (const core::ConditionPart& part : finding.parts) {
        std::printf("              %s: %s%s\n", tame(part.came_to).c_str(), tame(part.text).c_str(),
                    part.saw.empty() ? "" : (" [" + tame(part.saw) + "]").c_str());
    }
}

void tell(const app::IncidentExplanation& explanation, const ExplainAsked& asked) {
    std::int64_t judgement = 0;
    for (const core::RuleFinding& finding : explanation.findings) {
        if (finding.judgement != judgement) {
            judgement = finding.judgement;
            std::printf("judgement %lld, %s: %s by %s, rules %s\n", static_cast<long long>(judgement),
                        rules::cel::to_rfc3339(rules::cel::timestamp_of(finding.at)).c_str(), finding.what.c_str(),
                        finding.by.c_str(), finding.rules_version.c_str());
        }
        tell(finding);
    }
    if (!asked.target.empty()) std::printf("%s:\n", asked.target.c_str());
    for (const std::string& sentence : explanation.why_not) std::printf("  %s\n", tame(sentence).c_str());
    for (const std::string& sentence : explanation.remarks) std::printf("note: %s\n", tame(sentence).c_str());
}

int explain_rules(const Options& options, const std::string& config, const ExplainAsked& asked) {
    const auto incident = Ulid::parse(asked.incident);
    if (!incident) {
        std::fprintf(stderr, "paraat rules explain: \"%s\" is no incident's id: 26 letters and digits\n",
                     tame(asked.incident).c_str());
        return exit_usage;
    }
    const auto files = load_organisation(config);
    if (!files) return exit_configuration;
    const std::filesystem::path directory =
        asked.journal.empty() ? files->config.journal.directory : std::filesystem::path(asked.journal);
    auto reader = open_journal(directory);
    if (!reader) return exit_no_input;
    app::RuleLibrary library(app::KeptRules(journal::Paths{directory}.rules()));
    app::JudgementsWanted wanted{core::IncidentId{*incident}, {}};
    if (asked.rev) wanted.rev = static_cast<core::Revision>(*asked.rev);
    wanted.goes_on = [&](std::int64_t events) {
        if (events % told_every == 0) say(options, std::to_string(events) + " events read");
        return true;
    };
    const auto explanation =
        app::explain_incident(files->organisation, library, std::move(*reader), wanted, asked.target, {});
    if (!explanation) {
        std::fprintf(stderr, "paraat: %s\n", explanation.error().message.c_str());
        if (explanation.error().code == "not_found") return exit_no;
        return explanation.error().code == "bad_value" ? exit_data : exit_io;
    }
    if (!options.json) {
        tell(*explanation, asked);
        return exit_ok;
    }
    Json items = Json::array();
    for (const core::RuleFinding& finding : explanation->findings) items.push_back(json_of(finding));
    Json result = {{"incident", asked.incident}, {"rev", explanation->rev}, {"items", items}};
    if (!asked.target.empty()) result["why_not"] = explanation->why_not;
    result["remarks"] = explanation->remarks;
    std::printf("%s\n", result.dump().c_str());
    return exit_ok;
}

}  // namespace

void add_rules_explain(Word& rules, const Options& options, const std::shared_ptr<std::string>& config) {
    auto asked = std::make_shared<ExplainAsked>();
    Word word = rules.sub("explain", "what each rule saw of an incident, and why it fired or not; from the journal");
    word.example(
        "Example: paraat rules explain 01jd8... --why-not team/it-overlast\n"
        "Reads the hub's journal, also while the hub runs. A console asks the same by query: paraat query explain.");
    word.on_text("incident", "id of the incident", [asked](const std::string& id) { asked->incident = id; }).required();
    word.on_text("--journal", "the journal's folder; absent = the configuration's",
                 [asked](const std::string& directory) { asked->journal = directory; });
    word.on_text("--why-not", "also why this one was not told: unit/, team/, role/ or division/NAME",
                 [asked](const std::string& target) { asked->target = target; });
    word.on_whole("--at", "no further than this revision of the incident",
                  [asked](std::int64_t rev) { asked->rev = rev; });
    word.does([&options, config, asked] { return explain_rules(options, *config, *asked); });
}

}  // namespace paraat::cli
