#pragma once

#include <map>
#include <vector>

#include "hub/app/kept_rules.hpp"
#include "hub/app/past.hpp"
#include "hub/rules/rule_trace.hpp"

namespace paraat::app {

// One judgement of an incident, or the end of a rule's wait, made again.
struct Judged {
    Instant at;
    std::string what;  // the event that it was about: "report_received"
    core::ClientName by;
    std::string version;                // of the set that judged; empty = the journal does not say
    std::optional<rules::RuleSet> set;  // absent = its files are gone
    std::vector<rules::RuleTrace> traces;
    bool is_wait = false;              // then only the rule that waited is traced
    std::vector<std::string> differs;  // from what the journal says was decided; a sentence each
};

// What happened to an incident as far as its rules are concerned.
struct Judgements {
    core::State state;  // after the last event that was looked at; the incident is in it, unless it is retired
    core::Incident incident;
    std::vector<Judged> judged;
    std::vector<core::Event> calls;  // steps and instructions about it
    bool is_erased = false;          // what was personal in it, in part or wholly: that is not judged anew
};

// The sets of rules that the journal names, read from where they are kept, each once.
class RuleLibrary {
public:
    explicit RuleLibrary(KeptRules kept) : kept_(std::move(kept)) {}

    // Nullopt when its files are gone. Names of the organisation are not held against it: today's may be another.
    std::optional<rules::RuleSet> find(const std::string& rules_version);
    const KeptRules& kept() const { return kept_; }

private:
    KeptRules kept_;
    std::map<std::string, std::optional<rules::RuleSet>> sets_;
};

// Goes through the journal up to the incident's last event, at most to `until`, and judges anew whatever was judged, as
// it stood then. Of a revision: no further than that. `not_found` when the journal has no such incident.
struct JudgementsWanted {
    core::IncidentId incident;
    std::optional<core::Revision> rev;
    journal::Sequence until{INT64_MAX};
    // Asked now and then, with the events read so far; false ends it with `cancelled`.
    std::function<bool(std::int64_t)> goes_on = nullptr;
};
Result<Judgements> judge_past(const core::Organisation& organisation, RuleLibrary& library,
                              journal::JournalReader reader, const JudgementsWanted& wanted);

}  // namespace paraat::app
