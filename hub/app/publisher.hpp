#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "hub/app/batch.hpp"
#include "hub/app/broker_sweep.hpp"
#include "hub/app/device_words.hpp"
#include "hub/app/explainer.hpp"
#include "hub/app/hub_clock.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/app/incident_history.hpp"
#include "hub/app/partner_maps.hpp"
#include "hub/app/pulse.hpp"
#include "hub/app/question_queue.hpp"
#include "hub/base/bounded_queue.hpp"
#include "hub/core/staff.hpp"
#include "hub/journal/entry.hpp"
#include "hub/projection/board.hpp"
#include "hub/projection/heard_list.hpp"
#include "hub/projection/partner_feed.hpp"
#include "hub/projection/state_topics.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// What the publisher tells others about itself; any thread. Covert work and exercises are not counted.
struct PublisherGauges {
    std::atomic<std::int64_t> open_incidents{0};
    std::atomic<std::int64_t> unacknowledged{0};
    std::atomic<std::int64_t> oldest_unacknowledged_ms{0};
    std::atomic<std::int64_t> posts_in_flood{0};
    std::atomic<std::int64_t> post_alerts_most{0};  // to one post in the last ten minutes
    std::atomic<std::uint64_t> oversized{0};
    std::atomic<std::size_t> questions{0};           // that wait for their answer
    std::atomic<std::uint64_t> told_incarnation{0};  // the last one that holds what stands, and nothing else
};

// The reader of the journal inside the hub: folds committed events into a state of its own, keeps the topics saying
// what that state says, answers questions, and sends receipts. One thread runs it; it never decides anything.
class Publisher {
public:
    struct Parts {
        const core::Organisation& organisation;  // as configured; outlives it
        const HubConfig& config;
        const HubClock& clock;
        transport::Transport& transport;
        std::string generation;
        Instant since;  // the hub's start
        std::function<std::string()> rules_version;
        std::function<std::vector<std::string>()> reasons;            // why the hub is degraded; empty = it is not
        std::function<std::vector<std::string>()> remarks = nullptr;  // what else an operator should know
        Explainer* explainer = nullptr;                               // outlives it; null = nothing is explained
        // Those in force; null = it is asked nothing of them.
        std::function<std::shared_ptr<const core::RuleQuestions>()> rules = nullptr;
        // Somebody has another place in it from what was just committed on.
        std::function<void(const core::Organisation&)> reorganised = nullptr;
        foreign::Devices devices = {};  // that do not read what the hub publishes
        // Of what it tells the broker, for whoever tells others: on its thread, so at once. Of an alert also the unit
        // whose panic it is.
        std::function<void(const projection::Publication&, const core::ClientName&)> overheard = nullptr;
        // What goes back to a client of TAK, which no topic reaches; likewise.
        std::function<void(const core::ClientName&, const std::string&)> told_by_tak = nullptr;
        BrokerSweep::Begin begin_sweep = BrokerSweep::on_a_thread;
        std::int64_t events_per_snapshot = 5'000;  // at least
    };
    // `state` holds all events up to `at`.
    Publisher(Parts parts, journal::JournalReader reader, core::State state, journal::Sequence at);

    // Until the queue is closed and empty; tells the broker "down" at its end.
    void run(BoundedQueue<Batch>& committed);
    // One round of it: what was committed since, in order, and what else is due. `is_busy`: more waits.
    void go_on(const std::vector<Batch>& committed, bool is_busy);
    // How long the next batch may be waited for before the next round.
    Milliseconds patience() const;

    // A snapshot that is due, for the journal's own thread to keep; at most one waits.
    std::optional<journal::Snapshot> take_snapshot();
    // One is due soon: those from before an erasure go, and without any the next start reads all. Any thread.
    void want_snapshot() { is_snapshot_wanted_ = true; }
    const PublisherGauges& gauges() const { return gauges_; }
    const Pulse& pulse() const { return pulse_; }
    // The broker that is connected now was told all that stands, and rid of the rest.
    bool is_up() const;

private:
    void follow_connections();
    bool tells_boards() const;
    void greet_new_broker();
    void sweep_broker();
    void take(const Batch& batch);
    void answer_some(std::size_t most);
    void answer(const Question& question);
    void explain(const Question& question);
    void send_explained();
    void send_result(const Question& question, const core::QueryResult& result);
    core::HubStatus status_now(core::HubState state) const;  // "degraded" instead of "up" when there are reasons
    void tell_status_if_due();
    void tell_status(core::HubStatus status);
    projection::Publication status_publication(core::HubStatus status) const;
    void tell(const projection::Publication& publication);
    core::ClientName panic_of(const projection::Publication& publication) const;
    void tell_all(const std::vector<projection::Publication>& publications);
    void send(transport::Outbound outbound);
    void send(const ReadyReceipt& receipt);
    void send_to_devices(const std::vector<foreign::Reply>& words);
    void send_all(const std::vector<projection::PartnerMessage>& words);
    void tell_maps();
    void offer_snapshot();
    void gauge();
    Instant oldest_unacknowledged() const;
    void note_unread(const Error& why, Instant now);

    Parts parts_;
    IncidentHistory history_;
    core::State state_;
    core::Staff staff_;
    core::Observed observed_;
    journal::Sequence at_;
    journal::Sequence snapshot_at_;
    projection::Topics topics_;
    projection::StateTopics state_topics_;
    BrokerSweep sweep_;
    projection::Boards boards_;
    QuestionQueue questions_;
    projection::HeardList heard_;
    DeviceWords devices_;
    PartnerMaps maps_{topics_};
    std::uint64_t incarnation_ = 0;
    std::uint64_t boards_incarnation_ = 0;  // of the beacons lane
    std::optional<Instant> unread_told_at_;
    core::HubStatus status_;  // as it was told last
    Instant stirred_at_;      // the broker, by a status in the sweep
    std::atomic<bool> is_snapshot_wanted_ = false;
    std::mutex snapshot_mutex_;
    std::optional<journal::Snapshot> snapshot_;
    PublisherGauges gauges_;
    Pulse pulse_{std::chrono::steady_clock::now()};
};

// What the broker says of a hub that died.
std::string last_will(const std::string& node, const std::string& generation);

}  // namespace paraat::app
