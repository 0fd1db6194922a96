#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "hub/admin/admin_server.hpp"
#include "hub/app/claiming.hpp"
#include "hub/app/committer.hpp"
#include "hub/app/ending.hpp"
#include "hub/app/explainer.hpp"
#include "hub/app/health.hpp"
#include "hub/app/hub.hpp"
#include "hub/app/hub_metrics.hpp"
#include "hub/app/intake.hpp"
#include "hub/app/live_rules.hpp"
#include "hub/app/own_broker.hpp"
#include "hub/app/own_words.hpp"
#include "hub/app/past_verification.hpp"
#include "hub/app/publisher.hpp"
#include "hub/app/pulse.hpp"
#include "hub/app/quarantine.hpp"
#include "hub/app/replay.hpp"
#include "hub/app/rule_reloading.hpp"
#include "hub/app/tak_gateway.hpp"
#include "hub/base/bounded_queue.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "hub/transport/broker_transport.hpp"

namespace paraat::app {

inline constexpr std::size_t batches_ahead = 1;      // how far the core may run ahead of the journal
inline constexpr std::size_t batches_committed = 8;  // on their way to the publisher
inline constexpr std::size_t offers_most = 4;        // of agreements that were read
inline constexpr std::size_t findings_most = 64;     // of records whose term is over

// What a hub is made of, in the order in which it is started; for the sources of Hub alone.
struct Hub::Parts {
    explicit Parts(HubFiles given)
        : config(std::move(given.config)), organisation(std::move(given.organisation)), files(std::move(given)) {}
    ~Parts() { before_ending({}); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    HubConfig config;
    core::Organisation organisation;
    HubFiles files;  // the rules in it; the rest is above
    std::optional<LiveRules> rules;
    std::unique_ptr<journal::SqliteJournal> journal;
    PastVerification past;
    std::unique_ptr<Quarantine> quarantine;
    std::optional<HubClock> clock;
    std::unique_ptr<OwnBroker> broker;
    std::unique_ptr<transport::BrokerTransport> transport;
    std::unique_ptr<Intake> intake;
    std::unique_ptr<Publisher> publisher;
    std::unique_ptr<Committer> committer;
    std::unique_ptr<RuleReloading> reloading;
    std::unique_ptr<Explainer> explainer;
    std::unique_ptr<admin::AdminServer> admin;
    std::unique_ptr<Claiming> claiming;
    std::unique_ptr<OwnWords> own_words;
    std::unique_ptr<TakGateway> tak;  // null = it takes no clients of TAK
    Instant since;
    BoundedQueue<Batch> to_journal{batches_ahead};
    BoundedQueue<Batch> to_publisher{batches_committed};
    BoundedQueue<core::AgreementsOffer> agreements{offers_most};
    BoundedQueue<core::RetentionFinding> findings{findings_most};
    std::atomic<bool> is_agreements_file_wrong{false};  // as it was read last
    std::atomic<bool> is_stopping{false};
    HubCounters counters;
    std::thread core_thread, journal_thread, publisher_thread;
    Pulse core_pulse{std::chrono::steady_clock::now()};
    int broker_port = 0;

    Result<void> open();
    Result<void> open_journal();
    Result<Replayed> replay_all();
    Result<void> start_broker(const core::Organisation& in_force);
    void connect();
    Result<void> start_tak(core::Organisation in_force);
    bool has_partners() const;
    void claim();
    void run_core();
    void take_rules(Batch& batch);
    void take_agreements(Batch& batch);
    Result<Committer::Records> records(const core::State& state);
    void flush(Batch& batch);
    VitalSigns vital_signs() const;
    std::vector<std::string> remarks() const;
    HubFigures figures() const;
};

}  // namespace paraat::app
