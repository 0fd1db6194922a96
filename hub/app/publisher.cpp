#include "hub/app/publisher.hpp"

#include <algorithm>

#include "hub/app/agreement_log.hpp"
#include "hub/app/outgoing.hpp"
#include "hub/app/replay.hpp"
#include "hub/app/secrecy.hpp"
#include "hub/app/version.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/codec/write_message.hpp"
#include "hub/foreign/partner_words.hpp"
#include "hub/foreign/tak_topic.hpp"
#include "hub/projection/answers.hpp"
#include "hub/projection/load.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds status_interval = std::chrono::seconds{5};
constexpr Milliseconds publisher_wait_most = std::chrono::milliseconds{500};
constexpr std::size_t message_most = 65'536;  // bytes; the broker cuts off who sends far more
constexpr std::size_t batches_a_round = 16;
// Answers a round: a few when nothing else waits, else one, so that neither alerts nor questions wait for ever.
constexpr std::size_t answers_at_rest = 8;
constexpr std::size_t answers_when_busy = 1;
constexpr Milliseconds unread_interval = std::chrono::minutes{1};  // between two lines of the log
constexpr Milliseconds sweep_look = std::chrono::milliseconds{20};
// Of the status while the sweep reads. The MQTT library looks at a new connection when something arrives on another
// one, as the acknowledgement of a status does, and else up to three seconds late.
constexpr Milliseconds status_interval_in_sweep = std::chrono::milliseconds{50};

// The answer to a question that could not be answered.
core::QueryResult failed(const std::string& id, const std::string& ask, const std::string& code,
                         const std::string& field, const std::string& sentence) {
    core::QueryResult result;
    result.id = id;
    result.ask = ask;
    result.code = code;
    result.field = field;
    result.error = sentence;
    return result;
}

}  // namespace

std::string last_will(const std::string& node, const std::string& generation) {
    core::HubStatus status;
    status.node = node;
    status.state = core::HubState::down;
    status.generation = generation;
    return codec::write(status);
}

Publisher::Publisher(Parts parts, journal::JournalReader reader, core::State state, journal::Sequence at)
    : parts_(std::move(parts)),
      history_(std::move(reader)),
      state_(std::move(state)),
      staff_(parts_.organisation, state_),
      at_(at),
      snapshot_at_(at),
      topics_(parts_.config.hub.root),
      state_topics_(topics_),
      sweep_(parts_.transport, parts_.config.hub.root, parts_.begin_sweep),
      boards_(staff_.organisation(), topics_, parts_.config.hub.board_interval,
              static_cast<core::Revision>(parts_.clock.now().ms)),
      devices_(parts_.devices, topics_, parts_.since),
      status_(status_now(core::HubState::starting)) {}

void Publisher::run(BoundedQueue<Batch>& committed) {
    name_this_thread("publisher");
    while (!(committed.is_closed() && committed.size() == 0)) {
        pulse_.beat(std::chrono::steady_clock::now());
        const auto batches = committed.take(batches_a_round, patience());
        go_on(batches, committed.size() > 0);
    }
    tell_status(status_now(core::HubState::down));
}

void Publisher::go_on(const std::vector<Batch>& committed, bool is_busy) {
    for (const Batch& batch : committed) take(batch);
    if (!committed.empty()) parts_.transport.flush();  // receipts and alerts wait for nothing else
    follow_connections();
    sweep_broker();
    send_explained();
    answer_some(is_busy ? answers_when_busy : answers_at_rest);
    // Without a connection what changed waits: it is told once.
    if (tells_boards()) tell_all(boards_.take_due(state_, observed_, parts_.clock.now()));
    if (incarnation_ > 0) tell_maps();
    if (incarnation_ > 0) tell_status_if_due();
    parts_.transport.flush();
    offer_snapshot();
}

Milliseconds Publisher::patience() const {
    if (!questions_.empty() && parts_.transport.has_room(transport::Lane::beacons)) return Milliseconds{0};
    const Instant now = parts_.clock.now();
    const Instant status_due = incarnation_ > 0 ? status_.living->at + status_interval : never;
    const Instant map_due = incarnation_ > 0 ? maps_.next_due() : never;
    const Instant due = std::min({tells_boards() ? boards_.next_due() : never, status_due, map_due});
    if (due <= now) return Milliseconds{0};
    return std::min(sweep_.is_reading() ? sweep_look : publisher_wait_most, due - now);
}

// A broker that knows nothing, or old things: everything that stands is told again.
void Publisher::follow_connections() {
    using transport::Lane;
    if (parts_.transport.incarnation(Lane::alerts) != incarnation_) greet_new_broker();
    if (parts_.transport.incarnation(Lane::beacons) == boards_incarnation_) return;
    boards_incarnation_ = parts_.transport.incarnation(Lane::beacons);
    tell_all(boards_.all(state_, observed_, parts_.clock.now()));
}

bool Publisher::tells_boards() const {
    return parts_.transport.is_connected(transport::Lane::beacons);
}

void Publisher::greet_new_broker() {
    incarnation_ = parts_.transport.incarnation(transport::Lane::alerts);
    tell_status(status_now(core::HubState::starting));
    tell_all(state_topics_.all(state_));
    send_all(projection::newest_partner_words(topics_, state_, parts_.clock.now()));
    maps_.renew_all(state_);
}

// What the broker retains and the state does not hold is cleared, before the hub says that it is up: an earlier hub
// left it, or it ended while nobody was connected. Receipts and alerts go on meanwhile.
void Publisher::sweep_broker() {
    if (gauges_.told_incarnation == incarnation_) return;
    const auto retained = sweep_.look(incarnation_, parts_.clock.now());
    if (!retained) return;
    tell_all(state_topics_.clear_stale(state_, *retained));
    tell_all(boards_.clear_stale(*retained));
    gauges_.told_incarnation = incarnation_;
    tell_status(status_now(core::HubState::up));
}

bool Publisher::is_up() const {
    const std::uint64_t told = gauges_.told_incarnation;
    return told > 0 && told == parts_.transport.incarnation(transport::Lane::alerts);
}

void Publisher::take(const Batch& batch) {
    for (const core::Event& event : batch.events) {
        core::evolve(state_, event);
        const bool is_changed = staff_.follow(event);
        if (is_changed && parts_.reorganised) parts_.reorganised(staff_.organisation());
    }
    if (batch.last.value > at_.value) at_ = batch.last;
    if (batch.arrived > 0) parts_.transport.acknowledge(batch.arrived);
    for (const auto& [client, unit] : batch.observed) {
        observed_.put(client, unit);
        boards_.unit_changed(client);
    }
    boards_.follow(state_, batch.events);
    for (const ReadyReceipt& receipt : batch.receipts) send(receipt);
    for (const ForeignReply& reply : batch.foreign_replies) {
        if (const auto account = foreign::account_of_tak_topic(reply.topic)) {
            if (parts_.told_by_tak) parts_.told_by_tak(*account, reply.bytes);
            continue;
        }
        send({reply.topic, reply.bytes, 1, false, transport::Urgency::receipt_or_notice, false, transport::Lane::alerts,
              true});
    }
    for (const core::HeardMessage& message : batch.heard) {
        heard_.put(message);
        send_to_devices(devices_.note(message));
    }
    for (const core::Event& event : batch.events) send_to_devices(devices_.follow(event));
    tell_all(state_topics_.follow(state_, batch.events));
    send_all(projection::partner_words(topics_, state_, batch.events));
    maps_.follow(batch.events);
    log_agreements(batch.events);
    for (const Question& question : batch.questions) {
        if (questions_.put(question)) continue;
        send_result(question, failed(question.id, question.query.ask, "too_many", "",
                                     "too many questions wait for an answer; ask again when those are answered"));
    }
}

// Never more than the connection takes off: a flood of questions waits here, where its asker's share is bounded.
void Publisher::answer_some(std::size_t most) {
    for (std::size_t answered = 0; answered < most; ++answered) {
        if (!parts_.transport.has_room(transport::Lane::beacons)) return;
        const auto question = questions_.take();
        if (!question) return;
        answer(*question);
    }
}

void Publisher::answer(const Question& question) {
    if (question.answer) return send_result(question, *question.answer);
    if (question.query.ask == "explain" && parts_.explainer != nullptr) return explain(question);
    const Instant now = parts_.clock.now();
    std::optional<Error> unread;
    const auto history = [&](const core::Incident& incident) {
        auto events = history_.read(incident, at_);
        if (!events) unread = events.error();
        return events ? std::move(*events) : std::vector<core::Event>{};
    };
    const auto rules = parts_.rules ? parts_.rules() : nullptr;
    const projection::Archive archive{
        staff_.organisation(), state_, observed_, history, now, static_cast<core::Revision>(now.ms),
        rules.get(),           &heard_};
    const core::QueryResult result = projection::answer(archive, question.asker, question.id, question.query);
    if (!unread) return send_result(question, result);
    note_unread(*unread, now);
    send_result(question, failed(question.id, question.query.ask, "unavailable", "",
                                 "what happened to this incident cannot be read now; tell those who run the hub"));
}

// What a judgement saw is no secret to who may read the incident; the rest is found out elsewhere.
void Publisher::explain(const Question& question) {
    const core::Query& query = question.query;
    const core::Incident* incident = query.incident ? state_.incident(*query.incident) : nullptr;
    if (incident == nullptr || !core::may_read(staff_.organisation(), question.asker, *incident)) {
        return send_result(question,
                           failed(question.id, query.ask, "not_found", "incident", "no such incident is known"));
    }
    if (parts_.explainer->ask(question, at_)) return;
    send_result(question, failed(question.id, query.ask, "too_many", "",
                                 "too many explanations are asked for; ask again when those are answered"));
}

void Publisher::send_explained() {
    if (parts_.explainer == nullptr) return;
    for (auto& [question, result] : parts_.explainer->take()) {
        result.at = parts_.clock.now();
        send_result(question, result);
    }
}

void Publisher::send_result(const Question& question, const core::QueryResult& given) {
    core::QueryResult result = given;
    if (!result.ok) result.at = parts_.clock.now();
    std::string bytes = codec::write(result);
    std::string twin = codec::json_twin(bytes);
    if (result.ok && std::max(bytes.size(), twin.size()) > message_most) {
        return send_result(question, failed(result.id, result.ask, "too_many", "limit",
                                            "the answer is larger than a message may be; ask for fewer"));
    }
    const std::string topic = topics_.result(question.asker);
    send({topic, question.encoding == codec::Encoding::flatbuffers ? bytes : twin, 1, false,
          transport::Urgency::board_or_result, false, transport::Lane::beacons, true});
    if (parts_.config.hub.json_twins) {
        send({topics_.twin(topic), twin, 1, false, transport::Urgency::board_or_result, false, transport::Lane::beacons,
              true});
    }
}

// Seldom, because one incident that cannot be read may be asked for again and again.
void Publisher::note_unread(const Error& why, Instant now) {
    if (unread_told_at_ && now - *unread_told_at_ < unread_interval) return;
    unread_told_at_ = now;
    log_error("the journal cannot be read for a query; verify it", {{"why", why.message}});
}

core::HubStatus Publisher::status_now(core::HubState state) const {
    core::HubStatus status;
    status.node = parts_.config.hub.node;
    status.state = state;
    status.generation = parts_.generation;
    core::HubStatus::Living living;
    living.since = parts_.since;
    living.at = parts_.clock.now();
    living.interval = status_interval;
    living.version = version;
    // As committed, so that it never comes apart from "rolled back to"; before the first commit, what will decide.
    living.rules_version = state_.rules.version.empty() ? parts_.rules_version() : state_.rules.version;
    living.shedding = parts_.transport.is_shedding();
    living.clock_offset_ms = parts_.clock.offset().count();
    living.reasons = parts_.reasons();
    if (state == core::HubState::up && !living.reasons.empty()) status.state = core::HubState::degraded;
    if (parts_.remarks) {
        for (std::string& remark : parts_.remarks()) living.reasons.push_back(std::move(remark));
    }
    if (state_.rules.is_pinned) {
        living.reasons.push_back("the rules were rolled back to " + state_.rules.version +
                                 "; they stay until somebody reloads");
    }
    status.living = std::move(living);
    return status;
}

// Every interval, and at once when something in it changed; that time and the clock's offset move is no change.
void Publisher::tell_status_if_due() {
    core::HubStatus status = status_now(is_up() ? core::HubState::up : core::HubState::starting);
    core::HubStatus before = status_;
    before.living->at = status.living->at;
    before.living->clock_offset_ms = status.living->clock_offset_ms;
    const Instant now = status.living->at;
    if (now - status_.living->at >= status_interval || status != before) return tell_status(std::move(status));
    if (!sweep_.is_reading() || now - stirred_at_ < status_interval_in_sweep) return;
    // Without its JSON twin: devices that wait for "up" hear that one.
    stirred_at_ = now;
    send(outgoing(status_publication(std::move(status))));
}

void Publisher::tell_status(core::HubStatus status) {
    status_ = status;
    gauge();
    // Behind the alerts and what is cleared of them: "up" says that they are told.
    tell(status_publication(std::move(status)));
}

projection::Publication Publisher::status_publication(core::HubStatus status) const {
    return {topics_.hub_status(status_.node), std::move(status), projection::Urgency::instruction, true, false};
}

void Publisher::tell_all(const std::vector<projection::Publication>& publications) {
    for (const projection::Publication& publication : publications) tell(publication);
}

core::ClientName Publisher::panic_of(const projection::Publication& publication) const {
    const auto* alert = std::get_if<core::Alert>(&publication.message);
    const core::Incident* incident = alert != nullptr ? state_.incident(alert->incident) : nullptr;
    return incident != nullptr ? incident->panic_of : core::ClientName{};
}

void Publisher::tell(const projection::Publication& publication) {
    if (parts_.overheard) parts_.overheard(publication, panic_of(publication));
    const transport::Outbound message = outgoing(publication);
    send(message);
    if (parts_.config.hub.json_twins) send(twin_of(message, topics_));
    // Without a connection it is told when there is one, with all that stands; what ends has ended.
    const bool is_end = std::holds_alternative<projection::Cleared>(publication.message);
    const bool is_heard = incarnation_ > 0 && parts_.transport.is_connected(transport::Lane::alerts);
    if (!is_end && !is_heard) return;
    send_to_devices(devices_.follow(publication, state_, staff_.organisation(), parts_.clock.now()));
}

void Publisher::send_to_devices(const std::vector<foreign::Reply>& words) {
    for (const foreign::Reply& word : words) {
        send({word.topic, word.payload, 1, false, transport::Urgency::instruction, false, transport::Lane::alerts,
              true});
    }
}

// A full alerts lane is waited for; without a connection the transport keeps receipts and answers only.
void Publisher::send(transport::Outbound outbound) {
    if (outbound.payload.size() > message_most) {
        ++gauges_.oversized;
        // Who reads the log may not know that there was such a message; the count is for the cleared.
        if (!is_read_uncleared(staff_.organisation(), topics_, outbound.topic)) return;
        log_warn("a message is larger than 64 KiB and was not sent",
                 {{"bytes", std::to_string(outbound.payload.size())}});
        return;
    }
    while (!parts_.transport.send(outbound)) parts_.transport.wait_for_room(publisher_wait_most);
}

void Publisher::send(const ReadyReceipt& receipt) {
    const std::string topic =
        receipt.to_partner ? topics_.to_partner(receipt.client, "receipt") : topics_.receipt(receipt.client);
    send({topic, receipt.bytes, 1, false, transport::Urgency::receipt_or_notice, false, transport::Lane::alerts, true});
    if (!parts_.config.hub.json_twins || receipt.to_partner) return;
    send({topics_.twin(topic), receipt.twin, 1, false, transport::Urgency::receipt_or_notice, false,
          transport::Lane::alerts, true});
}

// Before the connection is there they wait in the journal: the newest of each goes out when it comes.
void Publisher::send_all(const std::vector<projection::PartnerMessage>& words) {
    for (const projection::PartnerMessage& message : words) {
        send({message.topic,
              foreign::write_for_partner(message.format, message.word, message.sent,
                                         {message.partner, message.sender, message.earlier}),
              1, false, transport::Urgency::alert, false, transport::Lane::alerts, false});
    }
}

void Publisher::tell_maps() {
    for (PartnerMaps::Map& map : maps_.take_due(state_, parts_.clock.now())) {
        send({std::move(map.topic), std::move(map.collection), 1, true, transport::Urgency::board_or_result, true,
              transport::Lane::alerts, false});
    }
}

void Publisher::offer_snapshot() {
    // Twice as many events as there are incidents are read again about as soon as those are written anew, and nothing
    // is told while they are.
    const auto incidents = static_cast<std::int64_t>(state_.incidents.size());
    const std::int64_t since = at_.value - snapshot_at_.value;
    if (since == 0) return;
    const bool is_due = since >= std::max(parts_.events_per_snapshot, 2 * incidents);
    if (!is_snapshot_wanted_.exchange(false) && !is_due) return;
    snapshot_at_ = at_;
    std::string bytes = core::encode(state_);
    std::lock_guard lock(snapshot_mutex_);
    snapshot_ = journal::Snapshot{at_, snapshot_version, std::move(bytes)};
}

std::optional<journal::Snapshot> Publisher::take_snapshot() {
    std::lock_guard lock(snapshot_mutex_);
    return std::exchange(snapshot_, std::nullopt);
}

void Publisher::gauge() {
    const core::OpenTally::Count count = state_.tally.of({});
    gauges_.open_incidents = count.open;
    gauges_.unacknowledged = count.unacknowledged;
    const Instant oldest = count.unacknowledged > 0 ? oldest_unacknowledged() : never;
    gauges_.oldest_unacknowledged_ms = oldest == never ? 0 : (parts_.clock.now() - oldest).count();
    const projection::LoadFigures load = projection::load_figures(state_.load, parts_.clock.now());
    gauges_.posts_in_flood = load.in_flood;
    gauges_.post_alerts_most = load.most;
    gauges_.questions = questions_.size();
}

// The first, because ids are in the order of opening.
Instant Publisher::oldest_unacknowledged() const {
    for (const auto& [id, incident] : state_.incidents) {
        const bool counts = !incident.is_closed() && incident.compartment.empty() && !incident.is_exercise;
        if (counts && !incident.is_acked()) return incident.opened_at;
    }
    return never;
}

}  // namespace paraat::app
