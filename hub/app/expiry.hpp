#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hub/app/found_records.hpp"
#include "hub/core/command.hpp"
#include "hub/core/privacy.hpp"
#include "hub/core/retention.hpp"
#include "hub/journal/journal.hpp"

namespace paraat::app {

// Finds what is over in the journal, and carries out what was ordered: in bites, by one thread, the writer's, when it
// has nothing else to do. Its moments are given to it. What it finds goes to the core, which decides; what that decided
// comes back by follow() once it is committed, and only then anything is destroyed. After a crash it finds the same.
class Expiry {
public:
    // `privacy`: as the journal's events have it; `journal`, which destroys, outlives it.
    Expiry(core::Retention retention, core::Privacy privacy, RecordsPast past, journal::Journal& journal);

    void follow(const core::Event& committed);
    // One bite; what the core is to decide. Nothing to do for now when it gives nothing and is_idle(). An Error is the
    // journal's.
    Result<std::vector<core::RetentionFinding>> go_on(Instant now);
    bool is_idle() const { return is_idle_; }
    // After an Error that is not final: it begins anew a little later.
    void put_off(Instant now);

private:
    enum class Verdict { over, passed, not_yet };
    struct Walk {
        core::RetentionWalk name;
        std::int64_t at = 0;     // looked at
        bool is_at_end = false;  // for this look
        core::ErasureDue found;  // of records that belong to none, so far
    };
    // What one order destroys, while that is found out and done.
    struct Work {
        std::int64_t order = 0;
        std::vector<journal::Erasure> erasures;
        std::int64_t planned = 0;  // of a range: looked at
        bool is_ordered = false;
        bool is_run_open = false;
    };
    using Findings = std::vector<core::RetentionFinding>;

    bool has_order(Instant now);
    Result<void> carry_out(Instant now, Findings& findings);
    Result<bool> plan(Work& work, const core::ErasureOrdered& order, Instant now);
    Result<bool> plan_incident(Work& work, const core::ErasureOrdered& order);
    Result<bool> plan_range(Work& work, const core::ErasureOrdered& order);
    Result<core::ErasureDone> count(const Work& work);
    Result<void> know_what_is_kept(Instant now);
    Result<void> look_again_at_ended(Instant now);
    Result<void> go_back_to(const core::IncidentId& incident);
    Result<void> walk_on(Instant now, Findings& findings);
    using Page = std::vector<journal::SequencedEvent>;
    Result<void> walk_incidents(Walk& one, const Page& page, Instant now, Findings& findings);
    Result<void> walk_loose(Walk& one, const Page& page, Instant now, Findings& findings);
    Result<Verdict> judge_incident(const core::RetentionWalk& name, const journal::SequencedEvent& let_go, Instant now,
                                   core::ErasureDue& due);
    Result<Verdict> judge_instruction(const core::RetentionWalk& name, const journal::SequencedEvent& let_go,
                                      Instant now, core::ErasureDue& due);
    // Fields that are there still.
    Result<std::int64_t> left_of(const core::IncidentId& id, const FoundIncident& found,
                                 const std::vector<core::RecordKind>& records);
    const core::RetentionTerm& term_of(const core::RetentionWalk& name) const;
    std::vector<Walk> walks_from(const core::Privacy& privacy) const;
    bool has_come_far() const;
    core::RetentionLooked looked() const;

    core::Retention retention_;
    core::Privacy privacy_;
    RecordsPast past_;
    journal::Journal& journal_;
    std::vector<Walk> walks_;
    std::optional<Work> work_;
    std::set<std::int64_t> told_;              // orders that are done, and not yet on record as that
    std::map<std::int64_t, Instant> put_off_;  // orders whose instructions stand still
    std::set<core::IncidentId> followed_;      // preserved no more, and looked at again
    std::set<core::IncidentId> noted_;         // and said so, which is not committed yet
    std::set<core::IncidentId> again_;         // preserved anew since; when that ends they are looked at once more
    std::set<core::IncidentId> kept_;          // as in kept_now()
    Instant kept_until_{0};                    // by then another is not kept any more
    Instant resumes_at_{0};
    Instant look_due_{0};
    Instant loose_due_{0};
    bool is_looking_ = false;
    bool is_idle_ = false;
};

}  // namespace paraat::app
