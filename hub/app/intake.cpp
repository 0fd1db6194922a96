#include "hub/app/intake.hpp"

#include "hub/app/reply.hpp"
#include "hub/app/screening.hpp"
#include "hub/base/digest.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/codec/write_message.hpp"
#include "hub/core/alarms.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/consultation.hpp"
#include "hub/core/event_codec.hpp"
#include "hub/core/whereabouts.hpp"
#include "hub/foreign/earlier_words.hpp"

namespace paraat::app {
namespace {

constexpr int passes_most = 64;  // the rest in the next round

journal::StoredEvent stored(const core::Event& event) {
    core::EncodedEvent encoded = core::encode(event);
    return {event.at,
            encoded.kind,
            encoded.version,
            std::move(encoded.subject),
            std::move(encoded.open),
            std::move(encoded.sealed)};
}

bool is_of(const Arrival& message, core::Deed deed) {
    const auto* command = std::get_if<core::Command>(&message.reading.body);
    return command != nullptr && command->deed == deed;
}

}  // namespace

Intake::Intake(const core::Organisation& organisation, const core::RuleQuestions& rules, projection::Topics topics,
               FreshIds ids, Receipts receipts, core::State state, const HubConfig::Limits& limits)
    : state_(std::move(state)),
      staff_(organisation, state_),
      decider_(staff_.organisation(), rules),
      topics_(std::move(topics)),
      ids_(std::move(ids)),
      receipts_(std::move(receipts)),
      observed_(limits.leases),
      limits_(limits),
      client_limits_(limits) {
    for (const auto& [name, unit] : state_.units) {
        if (unit.panic) pressed_before_[name] = unit.press.from;
    }
}

bool Intake::is_cleared(const core::ClientName& client) const {
    return core::is_cleared_for(organisation(), client, core::covert_compartment);
}

void Intake::count(Count which, const core::ClientName& client) {
    ++(counts_.*which);
    if (!is_cleared(client)) ++(open_counts_.*which);
}

// Nullopt, and counted, when it is nobody's input.
std::optional<projection::Topics::Source> Intake::sender_of(const transport::Inbound& arrived, Instant now) {
    // The broker gives it anew at each subscription: a presence of yesterday makes nobody online, and a report without
    // an id would be a new one each time.
    const auto source = topics_.source_of(arrived.topic);
    if (arrived.is_retained) {
        count(&IntakeCounts::retained, source ? source->client : core::ClientName{});
        return std::nullopt;
    }
    // Under its own name the hub speaks to itself in the journal; nobody else may.
    if (!source || source->client == core::the_hub) {
        count(&IntakeCounts::foreign_topics, {});
        if (rejections_.is_first({}, core::InputKind::report, now)) {
            rejections_.log("a message on no client's topic was dropped", {}, now);
        }
        return std::nullopt;
    }
    return source;
}

Result<void> Intake::take(const transport::Inbound& arrived, Instant now, bool accepts_intake, Batch& batch) {
    if (const auto heard = foreign_in(arrived, now)) return take_foreign(arrived, *heard, accepts_intake, batch);
    const std::string& payload = arrived.payload;
    const auto source = sender_of(arrived, now);
    if (!source) return {};
    if (source->kind == core::InputKind::presence && payload.empty()) return {};  // the client cleared what it retained
    return read({source->client,
                 source->kind,
                 payload,
                 sha256(payload),
                 codec::encoding_of(payload),
                 now,
                 accepts_intake,
                 {},
                 true,
                 {},
                 {},
                 source->is_partner},
                batch);
}

bool Intake::call_for_help(const Cry& cry, Instant now, Batch& batch) {
    const auto reading = codec::read_input(cry.kind, cry.words);
    if (!reading) return false;
    // No id of its own: that would be the same at the next press. As a status each is a press, and a beacon's join.
    const std::string of = hex(sha256(cry.words));
    journal::Entry entry;
    const core::Outcome outcome =
        run(core::ClientInput{cry.unit, of, reading->body, ids_.incident(now, cry.unit, cry.kind, of),
                              ids_.instruction(now, cry.unit, cry.kind, of), cry.kind == core::InputKind::beacon},
            now, entry, batch);
    if (!entry.events.empty()) batch.entries.push_back(std::move(entry));
    return !outcome.refusal.has_value();
}

Result<void> Intake::answer(const RuleRequest& request, const core::RulesOffer& offer, Instant now, bool accepts_intake,
                            Batch& batch) {
    if (request.client == core::the_hub) {
        core::Command command;
        command.deed = core::Deed::reload_rules;
        core::ClientInput input;
        input.client = core::the_hub;
        input.body = command;
        input.rules = offer;
        run_alone(input, now, batch);
        return {};
    }
    Arrival message{request.client,
                    core::InputKind::command,
                    request.payload,
                    sha256(request.payload),
                    codec::encoding_of(request.payload),
                    now,
                    accepts_intake,
                    {}};
    message.rules = offer;
    return read(std::move(message), batch);
}

Result<void> Intake::read(Arrival message, Batch& batch) {
    auto reading = codec::read_input(message.kind, message.payload);
    if (!reading) {
        message.reading.id = reading.error().id;
        message.has_own_id = !message.reading.id.empty();
        malformed(message, reading.error(), batch);
        return {};
    }
    message.reading = std::move(*reading);
    if (message.is_by_partner && message.reading.follows.empty()) {
        message.reading.follows = foreign::earlier_words(message.reading.id, message.reading.ignored);
    }
    if (!message.original.empty()) keep_pressed(message);
    screen(message, organisation(), state_, ids_);
    return judge(message, batch);
}

Result<void> Intake::judge(const Arrival& given, Batch& batch) {
    Arrival message = given;
    if (const auto* query = std::get_if<core::Query>(&message.reading.body)) {
        hear(message, batch);
        note_consultation(message, *query, batch);
        batch.questions.push_back({message.client, message.reading.id, *query, message.encoding});
        return {};
    }
    if (!message.wants_receipt()) {
        if (is_too_large(message)) {
            refuse_too_large(message, batch);
            return {};
        }
        observe(message, batch);
        journal::Entry entry;
        const core::Outcome outcome =
            run(core::ClientInput{message.client, message.reading.id, message.reading.body,
                                  ids_.incident(message.now, message.client, message.kind, hex(message.hash)),
                                  ids_.instruction(message.now, message.client, message.kind, hex(message.hash)),
                                  message.kind == core::InputKind::beacon},
                message.now, entry, batch);
        if (!entry.events.empty()) batch.entries.push_back(std::move(entry));
        if (outcome.refusal && message.kind == core::InputKind::beacon) {
            malformed(message,
                      {message.reading.id,
                       {std::string(core::code_of(outcome.refusal->reason)), outcome.refusal->field,
                        outcome.refusal->sentence}},
                      batch);
        }
        return {};
    }
    if (auto named = name_it(message); !named) return named;
    return repeat_or_decide(message, batch);
}

// Without a revision an ack means the newest; what was said to an older call is no answer to that.
core::Revision Intake::newest_rev(const core::ClientName& client, const core::Ack& ack) const {
    const core::Incident* incident = ack.incident ? state_.incident(*ack.incident) : nullptr;
    if (incident != nullptr) return incident->asked_rev(client);
    const core::Instruction* instruction = ack.instruction ? state_.instruction(*ack.instruction) : nullptr;
    return instruction != nullptr ? instruction->rev_of(client, ack.answer) : 0;
}

// An input without an id gets one that no other arrival has; an ack without an id is known by what it says.
Result<void> Intake::name_it(Arrival& message) {
    if (!message.reading.id.empty()) return {};
    message.has_own_id = false;
    if (const auto* ack = std::get_if<core::Ack>(&message.reading.body)) {
        const std::string of = ack->incident ? ack->incident->text() : ack->instruction->text();
        const core::Revision rev = ack->rev.value_or(newest_rev(message.client, *ack));
        message.reading.id = of + "." + std::to_string(rev) + "." + std::string(word(ack->answer));
        // The same words again mean the same, however they were written.
        message.hash = sha256(message.reading.id);
        return {};
    }
    const auto seq = receipts_.next_seq(message.client);
    if (!seq) return seq.error();
    message.reading.id = hex(message.hash).substr(0, 16) + "-" + std::to_string(*seq);
    return {};
}

Result<void> Intake::repeat_or_decide(const Arrival& message, Batch& batch) {
    auto answered = receipts_.find({message.client, message.kind, message.reading.id});
    if (!answered) return answered.error();
    if (!*answered && must_read_rules(message, batch)) return {};
    if (!*answered) return decide(message, batch);
    hear(message, batch);
    if ((*answered)->payload_hash != message.hash) {
        refuse(message, receipt_of_reuse(message), batch);
        return {};
    }
    count(&IntakeCounts::repeated, message.client);
    verdict_.outcome = core::HeardOutcome::repeated;
    const std::string& bytes = (*answered)->receipt;
    const bool is_own = codec::encoding_of(bytes) == codec::Encoding::flatbuffers;
    batch.receipts.push_back({message.client, bytes, is_own ? codec::json_twin(bytes) : bytes, message.is_by_partner});
    return {};
}

// Of a command about the rules whose files nobody read yet: then it is asked for, and comes again with what was found.
// What is refused anyhow does not make the hub read files.
bool Intake::must_read_rules(const Arrival& message, Batch& batch) const {
    const auto* command = std::get_if<core::Command>(&message.reading.body);
    const bool is_about_rules = command != nullptr && (command->deed == core::Deed::reload_rules ||
                                                       command->deed == core::Deed::rollback_rules);
    if (!is_about_rules || message.rules || !message.accepts_intake) return false;
    if (!core::may_change_rules(organisation(), message.client)) return false;
    const bool goes_back = command->deed == core::Deed::rollback_rules;
    const std::vector<std::string>& before = state_.rules.before;
    if (goes_back && before.empty()) return false;
    batch.rule_requests.push_back({message.client, message.payload, goes_back, goes_back ? before.back() : ""});
    return true;
}

// Of a command about the records of an incident that the state does not hold: what the journal says of that.
Result<std::optional<core::CompartmentName>> Intake::looked_up(const Arrival& message) {
    const auto* command = std::get_if<core::Command>(&message.reading.body);
    const bool is_of_records = is_of(message, core::Deed::preserve) || is_of(message, core::Deed::preserve_end) ||
                               is_of(message, core::Deed::erase);
    const bool is_wanted = is_of_records && command->incident && state_.incident(*command->incident) == nullptr &&
                           core::may_guard_records(organisation(), message.client);
    if (!is_wanted) return std::optional<core::CompartmentName>{};
    return receipts_.compartment_on_record(*command->incident);
}

// Of a report that continues earlier ones of its client.
Result<std::optional<core::IncidentId>> Intake::incident_followed(const Arrival& message) {
    for (const std::string& id : message.reading.follows) {
        auto found = receipts_.incident_of({message.client, message.kind, id});
        if (!found || *found) return found;
    }
    return std::optional<core::IncidentId>{};
}

Result<void> Intake::decide(const Arrival& message, Batch& batch) {
    if (is_too_large(message)) {
        refuse_too_large(message, batch);
        return {};
    }
    if (!message.accepts_intake) {
        refuse(message, receipt_of_full_disk(), batch);
        return {};
    }
    if (!is_panic(message)) {
        if (const auto wait = client_limits_.hold_back(message.client, message.bytes(), message.now)) {
            put_off(message, *wait, batch);
            return {};
        }
    }
    const auto seq = receipts_.next_seq(message.client);
    if (!seq) return seq.error();
    observe(message, batch);
    const auto on_record = looked_up(message);
    if (!on_record) return on_record.error();
    const auto followed = incident_followed(message);
    if (!followed) return followed.error();
    journal::Entry entry;
    const core::ClientInput input{message.client,
                                  message.reading.id,
                                  message.reading.body,
                                  ids_.incident(message.now, message.client, message.kind, message.reading.id),
                                  ids_.instruction(message.now, message.client, message.kind, message.reading.id),
                                  false,
                                  message.rules,
                                  message.is_by_partner,
                                  *on_record,
                                  *followed,
                                  message.only_follows};
    verdict_.follows_nothing = !message.reading.follows.empty() && !*followed;
    const core::Outcome outcome = run(input, message.now, entry, batch);
    if (outcome.refusal) {
        if (!entry.events.empty()) batch.entries.push_back(std::move(entry));
        note_loop(message, *outcome.refusal);
        refuse(message, receipt_of(*outcome.refusal), batch);
        return {};
    }
    core::Receipt receipt;
    receipt.accepted = true;
    receipt.seq = *seq;
    receipt.ignored = message.reading.ignored;
    receipt.instruction = outcome.instruction;
    if (is_of(message, core::Deed::erase)) receipt.erasure = outcome.waits_for_let_go ? "waits" : "ordered";
    const core::Account* account = organisation().account(message.client);
    if (account != nullptr && !account->is_outside) {
        receipt.incident = outcome.incident;
        receipt.joined = outcome.joined;
    }
    count(&IntakeCounts::accepted, message.client);
    receipts_.took_seq(message.client, *seq);
    batch.receipts.push_back(reply(message, std::move(receipt)));
    const std::string& bytes = batch.receipts.back().bytes;
    receipts_.remember({message.client, message.kind, message.reading.id},
                       {message.hash, bytes, outcome.incident.value_or(core::IncidentId{})});
    entry.input = journal::InputRow{message.client.text,
                                    std::string(word(message.kind)),
                                    message.reading.id,
                                    message.hash,
                                    message.now,
                                    message.kept.value_or(message.payload),
                                    message.original,
                                    true,
                                    bytes,
                                    *seq};
    batch.entries.push_back(std::move(entry));
    return {};
}

// In the batch of the question, so that it is on record before the answer goes out.
void Intake::note_consultation(const Arrival& message, const core::Query& query, Batch& batch) {
    const auto consulted = core::consultation_of(organisation(), state_, message.client, query);
    if (!consulted || !consultations_.is_new(message.client, *consulted, message.now)) return;
    run_alone(core::Consultation{message.client, *consulted}, message.now, batch);
}

// What nothing holds back.
bool Intake::is_panic(const Arrival& message) const {
    if (const auto* update = std::get_if<core::StatusUpdate>(&message.reading.body)) return update->panic;
    const auto* report = std::get_if<core::Report>(&message.reading.body);
    return report != nullptr && report->category == organisation().panic;
}

// Position and lease of a known client; they decide nothing by themselves.
void Intake::observe(const Arrival& message, Batch& batch) {
    if (organisation().account(message.client) == nullptr) return;
    observed_.hear(message.client, message.now);
    const auto* update = std::get_if<core::StatusUpdate>(&message.reading.body);
    if (update != nullptr) observed_.note(message.client, *update, message.now);
    if (update != nullptr) batch.observed.emplace_back(message.client, *observed_.unit(message.client));
}

// A sign of life, where no decision notes it.
void Intake::hear(const Arrival& message, Batch& batch) {
    if (organisation().account(message.client) == nullptr) return;
    observed_.hear(message.client, message.now);
    const core::Unit* unit = state_.unit(message.client);
    if (unit == nullptr || unit->presence != core::PresenceState::online) {
        run_alone(core::ClientHeard{message.client}, message.now, batch);
    }
}

void Intake::start(const std::string& hub_version, Instant now, Batch& batch) {
    core::expect_who_is_needed(state_, observed_, now);
    run_alone(core::HubStart{hub_version}, now, batch);
}

void Intake::agree(const core::AgreementsOffer& offer, Instant now, Batch& batch) {
    run_alone(offer, now, batch);
}

void Intake::retain(const core::RetentionFinding& finding, Instant now, Batch& batch) {
    run_alone(finding, now, batch);
}

void Intake::pass_time(Instant now, Batch& batch) {
    for (const core::Observed::Lapse& lapse : observed_.take_lapses(now)) {
        run_alone(
            core::LeaseLapses{lapse.client, lapse.is_lost ? core::PresenceState::lost : core::PresenceState::late}, now,
            batch);
    }
    // In one batch, so that what is due in covert work does not part what is due in open work at the same moment.
    for (int pass = 0; pass < passes_most && state_.timers.next_due() <= now; ++pass) {
        run_alone(core::TimePasses{}, now, batch);
    }
}

Instant Intake::next_due() const {
    return std::min(state_.timers.next_due(), observed_.next_lapse());
}

core::Outcome Intake::run(const core::CoreCommand& command, Instant now, journal::Entry& entry, Batch& batch) {
    core::Outcome outcome = decider_.decide(state_, observed_, command, now);
    for (core::Event& event : outcome.events) {
        core::evolve(state_, event);
        staff_.follow(event);
        for (const core::ClientName& client : core::positions_to_forget(state_, event)) {
            observed_.forget_position(client);
            if (const auto* unit = observed_.unit(client)) batch.observed.emplace_back(client, *unit);
        }
        entry.events.push_back(stored(event));
        batch.events.push_back(std::move(event));
    }
    outcome.events.clear();
    return outcome;
}

void Intake::run_alone(const core::CoreCommand& command, Instant now, Batch& batch) {
    journal::Entry entry;
    run(command, now, entry, batch);
    if (!entry.events.empty()) batch.entries.push_back(std::move(entry));
}

}  // namespace paraat::app
