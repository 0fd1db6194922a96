#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "hub/app/arrival.hpp"
#include "hub/app/batch.hpp"
#include "hub/app/client_limits.hpp"
#include "hub/app/consultations.hpp"
#include "hub/app/cry.hpp"
#include "hub/app/fresh_ids.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/app/receipts.hpp"
#include "hub/app/rejections.hpp"
#include "hub/core/decider.hpp"
#include "hub/core/staff.hpp"
#include "hub/foreign/interpreter.hpp"
#include "hub/projection/topic.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// What a batch's worth of input came to, for metrics.
struct IntakeCounts {
    std::uint64_t accepted = 0;
    std::uint64_t refused = 0;
    std::uint64_t repeated = 0;            // the stored receipt was sent again
    std::uint64_t rate_limited = 0;        // put off: their client sent more than it may
    std::uint64_t unreadable_beacons = 0;  // and presences: nobody waits for their receipt
    std::uint64_t foreign_topics = 0;      // from no client's topic: nobody can be told
    std::uint64_t retained = 0;            // kept by the broker, so old: it came live to whoever was connected
    std::uint64_t quarantined = 0;         // refused unread: the hub died with their like in hand
    std::uint64_t partner_loops = 0;       // partners' reports that came round
    std::uint64_t oversized = 0;           // larger than their client's may be
    std::uint64_t unreadable_foreign = 0;  // of devices that speak formats of their own
};

// The core thread's work: bytes to inputs, inputs to decisions, decisions to what the journal is to keep. Owns the
// state that decides. One thread.
class Intake {
public:
    // The references outlive it; `state` is what the journal came to so far.
    Intake(const core::Organisation& organisation, const core::RuleQuestions& rules, projection::Topics topics,
           FreshIds ids, Receipts receipts, core::State state, const HubConfig::Limits& limits);

    // Which devices speak formats of their own; before the first message.
    void understand(foreign::Devices devices);
    // Likewise the words of pagers.
    void understand_pages(codec::p2000::Tables tables, codec::p2000::OffsetAt offset);
    // What an earlier hub waited for the rest of; likewise.
    void hold_again(const std::vector<foreign::HeldLine>& held);
    // What came of messages in foreign formats some time after them; as take().
    Result<void> take_late(Instant now, bool accepts_intake, Batch& batch);
    // What is still held of such messages, before the hub ends: then nobody joins it any more.
    Result<void> take_held(Instant now, bool accepts_intake, Batch& batch);
    // A message of a client; what came of it is added to the batch. A fault of the journal's own reading is an Error:
    // the hub must then stop.
    Result<void> take(const transport::Inbound& arrived, Instant now, bool accepts_intake, Batch& batch);
    // A message that nobody may look at (hub/app/quarantine.hpp): its client lives, and is told, also whether somebody
    // was called for it.
    void refuse_quarantined(const transport::Inbound& arrived, bool is_called, Instant now, Batch& batch);
    // The call for help in such a message, in whatever format; nullopt when there is none.
    std::optional<Cry> cry_in(const transport::Inbound& quarantined, Instant now) const;
    // What nothing holds back and nobody waits for. False when it is no unit's.
    bool call_for_help(const Cry& cry, Instant now, Batch& batch);
    // A command about the rules, now that the files are read; likewise.
    Result<void> answer(const RuleRequest& request, const core::RulesOffer& offer, Instant now, bool accepts_intake,
                        Batch& batch);
    void start(const std::string& hub_version, Instant now, Batch& batch);
    // These are the agreements with partners from now on.
    void agree(const core::AgreementsOffer& offer, Instant now, Batch& batch);
    // What was found of records whose term is over.
    void retain(const core::RetentionFinding& finding, Instant now, Batch& batch);
    // It could hear nobody until now: then nobody's silence counts.
    void was_deaf_until(Instant now) { observed_.was_deaf_until(now); }
    // Timers and leases that are due.
    void pass_time(Instant now, Batch& batch);
    Instant next_due() const;

    const IntakeCounts& counts() const { return counts_; }
    // Of clients that are not cleared for covert work only, and so the same whatever becomes of that.
    const IntakeCounts& open_counts() const { return open_counts_; }
    const core::State& state() const { return state_; }

private:
    using Count = std::uint64_t IntakeCounts::*;
    void count(Count which, const core::ClientName& client);
    bool is_cleared(const core::ClientName& client) const;
    std::optional<foreign::Heard> foreign_in(const transport::Inbound& arrived, Instant now) const;
    Result<void> take_foreign(const transport::Inbound& arrived, const foreign::Heard& heard, bool accepts_intake,
                              Batch& batch);
    Result<void> tell_late(std::vector<foreign::Late> messages, Instant now, bool accepts_intake, Batch& batch);
    Result<void> tell(const transport::Inbound& arrived, const foreign::Heard& heard, foreign::Interpretation found,
                      bool accepts_intake, Batch& batch);
    Result<void> say(const foreign::Heard& heard, const foreign::Interpretation& found, const foreign::Saying& saying,
                     const std::string& original, bool accepts_intake, Batch& batch);
    void note_held(Batch& batch);
    void refuse_glanced(const transport::Inbound& arrived, const foreign::Heard& heard, const Error& error,
                        Batch& batch);
    bool has_been_helped(const core::ClientName& client) const;
    core::Press press_before_start(const core::ClientName& client) const;
    void keep_pressed(Arrival& message) const;
    void refuse_foreign(const transport::Inbound& arrived, const foreign::Heard& heard,
                        const foreign::Interpretation& found, Batch& batch);
    std::optional<projection::Topics::Source> sender_of(const transport::Inbound& arrived, Instant now);
    Result<void> read(Arrival message, Batch& batch);
    Result<void> judge(const Arrival& message, Batch& batch);
    bool must_read_rules(const Arrival& message, Batch& batch) const;
    Result<void> repeat_or_decide(const Arrival& message, Batch& batch);
    Result<void> decide(const Arrival& message, Batch& batch);
    Result<std::optional<core::CompartmentName>> looked_up(const Arrival& message);
    Result<std::optional<core::IncidentId>> incident_followed(const Arrival& message);
    bool is_panic(const Arrival& message) const;
    void note_consultation(const Arrival& message, const core::Query& query, Batch& batch);
    const core::Organisation& organisation() const { return staff_.organisation(); }
    void note_loop(const Arrival& message, const core::Refusal& refusal);
    void note_answer(const Arrival& message);
    void put_off(const Arrival& message, Milliseconds wait, Batch& batch);
    bool is_too_large(const Arrival& message) const;
    void refuse_too_large(const Arrival& message, Batch& batch);
    void note_oversized(const Arrival& message);
    void observe(const Arrival& message, Batch& batch);
    void refuse(const Arrival& message, core::Receipt receipt, Batch& batch);
    void malformed(const Arrival& message, const codec::UnreadInput& unread, Batch& batch);
    void hear(const Arrival& message, Batch& batch);
    Result<void> name_it(Arrival& message);
    core::Revision newest_rev(const core::ClientName& client, const core::Ack& ack) const;
    core::Outcome run(const core::CoreCommand& command, Instant now, journal::Entry& entry, Batch& batch);
    void run_alone(const core::CoreCommand& command, Instant now, Batch& batch);

    // What became of the input in hand, for whoever looks after devices.
    struct Verdict {
        core::HeardOutcome outcome = core::HeardOutcome::taken;
        std::string sentence;          // of a refusal
        bool follows_nothing = false;  // of what it says that it continues nothing is known
    };

    core::State state_;
    core::Staff staff_;
    core::Decider decider_;
    projection::Topics topics_;
    FreshIds ids_;
    Receipts receipts_;
    core::Observed observed_;
    IntakeCounts counts_, open_counts_;
    Rejections rejections_;
    HubConfig::Limits limits_;
    ClientLimits client_limits_;
    Consultations consultations_;
    std::map<core::ClientName, Instant> pressed_before_;  // units in need at the start, since when
    foreign::Interpreter interpreter_{foreign::Devices{}};
    std::vector<foreign::HeldLine> held_pages_;  // as they are kept
    Verdict verdict_;
};

}  // namespace paraat::app
