#include "hub/app/publisher.hpp"

#include <algorithm>

#include "hub/app/replay.hpp"
#include "hub/app/version.hpp"
#include "hub/codec/write_message.hpp"
#include "hub/projection/answers.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds status_interval = std::chrono::seconds{5};
constexpr Milliseconds longest_wait = std::chrono::milliseconds{500};
constexpr std::int64_t events_per_snapshot = 5'000;
constexpr std::size_t history_page = 500;

transport::Urgency urgency_of(projection::Urgency urgency) {
    switch (urgency) {
        case projection::Urgency::receipt_or_notice: return transport::Urgency::receipt_or_notice;
        case projection::Urgency::alert: return transport::Urgency::alert;
        case projection::Urgency::instruction: return transport::Urgency::instruction;
        case projection::Urgency::board_or_result: return transport::Urgency::board_or_result;
    }
    return transport::Urgency::alert;
}

// All topics that the hub keeps retained messages of incidents and instructions on, and their twins.
std::vector<std::string> retained_filters(const std::string& root) {
    std::vector<std::string> filters;
    for (const std::string& base : {root, root + "/json"}) {
        for (const char* rest :
             {"/+/alert/+", "/covert/+/alert/+", "/down/+/notice/+", "/down/+/instruction/+", "/+/instruction/+",
              "/covert/+/instruction/+", "/+/team/+/instruction/+", "/covert/+/team/+/instruction/+"}) {
            filters.push_back(base + rest);
        }
    }
    return filters;
}

std::string subject_of(const core::IncidentId& incident) {
    const auto& bytes = incident.ulid.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
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
      reader_(std::move(reader)),
      state_(std::move(state)),
      at_(at),
      snapshot_at_(at),
      topics_(parts_.config.hub.root),
      state_topics_(topics_),
      boards_(parts_.organisation, topics_, parts_.config.hub.board_interval,
              static_cast<core::Revision>(parts_.clock.now().ms)),
      since_(parts_.clock.now()),
      status_(status_now(core::HubState::starting)) {}

void Publisher::run(BoundedQueue<Batch>& committed) {
    while (!(committed.is_closed() && committed.size() == 0)) {
        const Instant now = parts_.clock.now();
        const Instant status_due = incarnation_ > 0 ? status_.living->at + status_interval : never;
        const Instant due = std::min(boards_.next_due(), status_due);
        const Milliseconds patience = due <= now ? Milliseconds{0} : std::min(longest_wait, due - now);
        for (const Batch& batch : committed.take(16, patience)) take(batch);
        if (parts_.transport.incarnation() != incarnation_) greet_new_broker();
        tell_all(boards_.take_due(state_, observed_, parts_.clock.now()));
        if (incarnation_ > 0) tell_status_if_due();
        offer_snapshot();
    }
    tell_status(status_now(core::HubState::down));
}

// A broker that knows nothing, or old things: everything that stands is told again. The first one since the start may
// hold what an earlier hub left; that is cleared before the hub says that it is up.
void Publisher::greet_new_broker() {
    const bool is_first = incarnation_ == 0;
    incarnation_ = parts_.transport.incarnation();
    if (is_first) tell_status(status_now(core::HubState::starting));
    std::vector<std::string> found;
    if (is_first) {
        found = parts_.transport.collect_retained(retained_filters(parts_.config.hub.root),
                                                  std::chrono::milliseconds{200}, std::chrono::seconds{5});
    }
    tell_all(state_topics_.all(state_));
    tell_all(state_topics_.clear_stale(state_, found));
    tell_all(boards_.all(state_, observed_, parts_.clock.now()));
    tell_status(status_now(core::HubState::up));
    gauges_.is_up = true;
}

void Publisher::take(const Batch& batch) {
    for (const core::Event& event : batch.events) core::evolve(state_, event);
    if (batch.last.value > at_.value) at_ = batch.last;
    for (const auto& [client, unit] : batch.observed) {
        observed_.put(client, unit);
        boards_.unit_changed(client);
    }
    boards_.follow(state_, batch.events);
    for (const ReadyReceipt& receipt : batch.receipts) {
        const std::string topic = topics_.receipt(receipt.client);
        send({topic, receipt.bytes, 1, false, transport::Urgency::receipt_or_notice, false, transport::Lane::alerts});
        if (parts_.config.hub.json_twins) {
            send({topics_.twin(topic), receipt.twin, 1, false, transport::Urgency::receipt_or_notice, false,
                  transport::Lane::alerts});
        }
    }
    tell_all(state_topics_.follow(state_, batch.events));
    for (const Question& question : batch.questions) answer(question, batch.now);
}

void Publisher::answer(const Question& question, Instant now) {
    core::QueryResult result;
    if (question.answer) {
        result = *question.answer;
        result.at = now;
    } else {
        const projection::Archive archive{parts_.organisation,
                                          state_,
                                          observed_,
                                          [this](const core::IncidentId& incident) { return history(incident); },
                                          now,
                                          static_cast<core::Revision>(now.ms)};
        result = projection::answer(archive, question.asker, question.id, question.query);
    }
    const std::string bytes = codec::write(result);
    const std::string twin = codec::json_twin(bytes);
    const std::string topic = topics_.result(question.asker);
    send({topic, question.encoding == codec::Encoding::flatbuffers ? bytes : twin, 1, false,
          transport::Urgency::board_or_result, false, transport::Lane::beacons});
    if (parts_.config.hub.json_twins) {
        send({topics_.twin(topic), twin, 1, false, transport::Urgency::board_or_result, false,
              transport::Lane::beacons});
    }
}

std::vector<core::Event> Publisher::history(const core::IncidentId& incident) {
    std::vector<core::Event> events;
    journal::Sequence after;
    while (true) {
        const auto page = reader_.read_subject(subject_of(incident), after, history_page);
        if (!page || page->empty()) return events;
        for (const journal::SequencedEvent& stored : *page) {
            after = stored.sequence;
            if (after.value > at_.value) return events;  // committed, but not yet in this state
            if (auto event = decode(stored)) events.push_back(std::move(*event));
        }
    }
}

core::HubStatus Publisher::status_now(core::HubState state) const {
    core::HubStatus status;
    status.node = parts_.config.hub.node;
    status.state = state;
    status.generation = parts_.generation;
    core::HubStatus::Living living;
    living.since = since_;
    living.at = parts_.clock.now();
    living.interval = status_interval;
    living.version = version;
    living.rules_version = parts_.rules_version();
    living.shedding = parts_.transport.is_shedding();
    living.clock_offset_ms = parts_.clock.offset().count();
    living.reasons = parts_.reasons();
    if (state == core::HubState::up && !living.reasons.empty()) status.state = core::HubState::degraded;
    status.living = std::move(living);
    return status;
}

// Every interval, and at once when something in it changed; that time and the clock's offset move is no change.
void Publisher::tell_status_if_due() {
    core::HubStatus status = status_now(core::HubState::up);
    core::HubStatus before = status_;
    before.living->at = status.living->at;
    before.living->clock_offset_ms = status.living->clock_offset_ms;
    if (status.living->at - status_.living->at >= status_interval || status != before) tell_status(std::move(status));
}

void Publisher::tell_status(core::HubStatus status) {
    status_ = status;
    gauge();
    tell({topics_.hub_status(status_.node), std::move(status), projection::Urgency::receipt_or_notice, true, false});
}

void Publisher::tell_all(const std::vector<projection::Publication>& publications) {
    for (const projection::Publication& publication : publications) tell(publication);
}

void Publisher::tell(const projection::Publication& publication) {
    const std::string bytes = std::visit(
        [](const auto& message) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(message)>, projection::Cleared>) {
                return {};
            } else {
                return codec::write(message);
            }
        },
        publication.message);
    const transport::Lane lane = publication.urgency == projection::Urgency::board_or_result ? transport::Lane::beacons
                                                                                             : transport::Lane::alerts;
    const int qos = publication.is_conflated ? 0 : 1;
    const transport::Urgency urgency = urgency_of(publication.urgency);
    send({publication.topic, bytes, qos, publication.is_retained, urgency, publication.is_conflated, lane});
    if (!parts_.config.hub.json_twins) return;
    send({topics_.twin(publication.topic), bytes.empty() ? std::string{} : codec::json_twin(bytes), qos,
          publication.is_retained, urgency, publication.is_conflated, lane});
}

// Without a broker nothing is kept: a new one is told everything that stands, and a client without its receipt sends
// again. With one, a full outbox is waited for.
void Publisher::send(transport::Outbound outbound) {
    while (parts_.transport.is_connected()) {
        if (parts_.transport.send(outbound)) return;
        parts_.transport.wait_for_room(longest_wait);
    }
}

void Publisher::offer_snapshot() {
    if (at_.value - snapshot_at_.value < events_per_snapshot) return;
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
    std::int64_t open = 0;
    std::int64_t unacknowledged = 0;
    Instant oldest = never;
    for (const auto& [id, incident] : state_.incidents) {
        if (incident.is_closed()) continue;
        ++open;
        if (incident.is_acked()) continue;
        ++unacknowledged;
        oldest = std::min(oldest, incident.opened_at);
    }
    gauges_.open_incidents = open;
    gauges_.unacknowledged = unacknowledged;
    gauges_.oldest_unacknowledged_ms = oldest == never ? 0 : (parts_.clock.now() - oldest).count();
}

}  // namespace paraat::app
