#include "hub/app/incident_explanation.hpp"

#include <filesystem>

#include "hub/app/why_not.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/staff.hpp"

namespace paraat::app {
namespace {

std::string verdict_of(const rules::RuleTrace& trace) {
    switch (trace.verdict) {
        case rules::RuleTrace::Verdict::fired: return trace.rule->is_shadow ? "shadow_fired" : "fired";
        case rules::RuleTrace::Verdict::not_fired: return trace.rule->is_shadow ? "shadow_not_fired" : "not_fired";
        case rules::RuleTrace::Verdict::failed: return "failed";
        case rules::RuleTrace::Verdict::waits: return trace.rule->is_shadow ? "shadow_waits" : "waits";
    }
    return {};
}

void tell_findings(const Judged& judged, std::int64_t number, IncidentExplanation& made) {
    for (const rules::RuleTrace& trace : judged.traces) {
        core::RuleFinding finding;
        finding.n = static_cast<std::int64_t>(made.findings.size()) + 1;
        finding.judgement = number;
        finding.at = judged.at;
        finding.what = judged.what;
        finding.by = judged.by.text;
        finding.rules_version = judged.version;
        finding.rule = trace.rule->name;
        finding.place =
            std::filesystem::path(trace.rule->file).filename().string() + ":" + std::to_string(trace.rule->line);
        finding.verdict = verdict_of(trace);
        finding.because = trace.because;
        finding.parts = trace.parts;
        made.findings.push_back(std::move(finding));
    }
    const std::string which = "judgement " + std::to_string(number) + ": ";
    if (!judged.set) {
        made.remarks.push_back(which + (judged.version.empty() ? "the journal does not say by which rules"
                                                               : "the files of rules " + judged.version + " are gone"));
    }
    for (const std::string& sentence : judged.differs) made.remarks.push_back(which + sentence);
}

bool is_known_target(const core::Organisation& organisation, const core::Target& target,
                     const core::ClientName& asker) {
    using Kind = core::Target::Kind;
    switch (target.kind) {
        case Kind::unit: {
            const core::ClientName client{target.name};
            const core::Account* account = organisation.account(client);
            if (account == nullptr) return false;
            return asker.empty() || core::is_cleared_for(organisation, asker, account->compartment);
        }
        case Kind::team: return organisation.teams.contains(core::TeamName{target.name});
        case Kind::role: return organisation.roles.contains(core::RoleName{target.name});
        case Kind::division: return organisation.divisions.contains(core::DivisionName{target.name});
        case Kind::own_team:
        case Kind::own_coordinator:
        case Kind::nearby_teams: break;
    }
    return false;
}

}  // namespace

Result<IncidentExplanation> explain_incident(const core::Organisation& organisation, RuleLibrary& library,
                                             journal::JournalReader reader, const JudgementsWanted& wanted,
                                             const std::string& target, const core::ClientName& asker) {
    const auto judgements = judge_past(organisation, library, std::move(reader), wanted);
    if (!judgements) return judgements.error();
    const core::Staff staff(organisation, judgements->state);
    const auto named = target.empty() ? std::nullopt : core::Target::parse(target);
    if (!target.empty() && (!named || !is_known_target(staff.organisation(), *named, asker))) {
        return Error{"bad_value", "target",
                     "no such target is known; it is unit/NAME, team/NAME, role/NAME or division/NAME"};
    }
    IncidentExplanation made;
    made.rev = judgements->incident.rev;
    if (judgements->is_erased) {
        made.remarks.emplace_back(
            "what was personal in it is erased, so rules that saw that see less now; "
            "`paraat privacy proof` says what, when and why");
    }
    std::int64_t number = 0;
    for (Judged judged : judgements->judged) {
        if (judgements->is_erased) judged.differs.clear();
        tell_findings(judged, ++number, made);
    }
    if (named) made.why_not = why_not(staff.organisation(), *judgements, *named);
    return made;
}

}  // namespace paraat::app
