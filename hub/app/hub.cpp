#include "hub/app/hub.hpp"

#include <unistd.h>

#include <atomic>
#include <optional>
#include <thread>

#include "hub/admin/admin_server.hpp"
#include "hub/app/hub_log.hpp"
#include "hub/app/intake.hpp"
#include "hub/app/listening.hpp"
#include "hub/app/metrics.hpp"
#include "hub/app/node_claim.hpp"
#include "hub/app/publisher.hpp"
#include "hub/app/replay.hpp"
#include "hub/app/transport_settings.hpp"
#include "hub/app/version.hpp"
#include "hub/base/log.hpp"
#include "hub/journal/opening.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "hub/transport/paho_transport.hpp"
#include "hub/transport/private_broker.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t batch_most = 256;       // commands in one commit
constexpr std::size_t batches_ahead = 1;      // how far the core may run ahead of the journal
constexpr std::size_t batches_committed = 8;  // on their way to the publisher
constexpr std::uint64_t ballast_bytes = 64ULL << 20;
constexpr Milliseconds longest_wait = std::chrono::milliseconds{250};
constexpr Milliseconds claim_quiet = std::chrono::milliseconds{200};
constexpr Milliseconds claim_deadline = std::chrono::seconds{5};
constexpr Milliseconds claim_pause = std::chrono::milliseconds{500};
constexpr Milliseconds inputs_kept = std::chrono::hours{24 * 30};
constexpr Milliseconds expiry_interval = std::chrono::hours{1};
constexpr int exit_cannot_create = 73;
constexpr int exit_io = 74;
constexpr int exit_unavailable = 69;
constexpr int exit_try_again = 75;

// A commit that failed leaves nobody knowing what the disk holds: no receipt, no second try, a new process.
[[noreturn]] void end_at_once(const std::string& why) {
    log_critical("the journal failed; the hub ends so that it can be opened anew", {{"why", why}});
    flush_log();
    _exit(exit_io);
}

// Without a last word: the topic of its status is the other's.
[[noreturn]] void end_for_another(const std::string& node) {
    log_critical("another hub runs as this node on the broker; this one ends. Stop that one, or set [hub] node",
                 {{"other", node}});
    flush_log();
    _exit(exit_unavailable);
}

}  // namespace

int exit_code_of(const Error& error) {
    if (error.code == "journal_directory") return exit_cannot_create;
    if (error.code == "journal_locked") return exit_try_again;
    if (error.code.starts_with("journal") || error.code == "site_key") return exit_io;
    if (error.code.starts_with("broker") || error.code.starts_with("port")) return exit_unavailable;
    return 70;
}

struct Hub::Parts {
    HubConfig config;
    core::Organisation organisation;
    rules::RuleSet rules;
    std::unique_ptr<journal::SqliteJournal> journal;
    std::optional<HubClock> clock;
    std::unique_ptr<transport::PrivateBroker> broker;
    std::unique_ptr<transport::PahoTransport> transport;
    std::unique_ptr<Intake> intake;
    std::unique_ptr<Publisher> publisher;
    std::unique_ptr<admin::AdminServer> admin;
    std::optional<NodeClaim> claim;
    Instant since;
    BoundedQueue<Batch> to_journal{batches_ahead};
    BoundedQueue<Batch> to_publisher{batches_committed};
    std::atomic<bool> is_stopping{false};
    std::mutex stopping_mutex;
    std::condition_variable stopping;
    std::atomic<std::uint64_t> accepted{0}, refused{0}, repeated{0}, unreadable_beacons{0}, foreign_topics{0},
        retained{0}, commits{0};
    std::thread core_thread, journal_thread, publisher_thread, claim_thread;
    Pulse core_pulse, journal_pulse;
    int broker_port = 0;

    Result<void> open();
    Result<Replayed> open_journal();
    Result<void> connect();
    void run_claim();
    void run_core();
    void run_journal();
    void put_off(const Error& why) const;
    void flush(Batch& batch);
    std::vector<std::string> reasons() const;
    std::string metrics() const;
};

Result<Replayed> Hub::Parts::open_journal() {
    const auto& directory = config.journal.directory;
    auto opened = journal::SqliteJournal::open({directory, {}, ballast_bytes, journal::system_chance()},
                                               HubClock(Instant{}).now());
    if (!opened) return opened.error();
    if ((*opened)->ended_unclean()) log_warn("the last hub ended without a clean stop; verified its journal");
    for (const std::string& why : (*opened)->removed_snapshots()) {
        log_warn("removed a snapshot, which only saves time", {{"why", why}});
    }
    auto replayed = replay(**opened);
    // What was refused is not closed: the next start verifies it all.
    if (!replayed) return journal::with_advice(replayed.error(), directory);
    journal = std::move(*opened);
    return replayed;
}

Result<void> Hub::Parts::open() {
    auto replayed = open_journal();
    if (!replayed) return replayed.error();
    clock.emplace(journal->head().newest);
    log_info("journal replayed", {{"generation", journal->head().generation.text()}});
    since = clock->now();

    const auto key_file = journal::Paths{config.journal.directory}.site_key();
    auto site_key = replayed->at.value > 0 ? load_site_key(key_file) : load_or_make_site_key(key_file);
    if (!site_key) return site_key.error();
    auto dedup_reader = journal::JournalReader::open(config.journal.directory);
    if (!dedup_reader) return dedup_reader.error();
    auto history_reader = journal::JournalReader::open(config.journal.directory);
    if (!history_reader) return history_reader.error();

    const projection::Topics topics(config.hub.root);
    if (auto connected = connect(); !connected) return connected;
    publisher = std::make_unique<Publisher>(
        Publisher::Parts{organisation, config, *clock, *transport, journal->head().generation.text(), since,
                         [this] { return rules.version(); }, [this] { return reasons(); }},
        std::move(*history_reader), replayed->state, replayed->at);
    intake = std::make_unique<Intake>(organisation, rules, topics, FreshIds(std::move(*site_key)),
                                      Receipts(std::move(*dedup_reader)), std::move(replayed->state));
    const auto unready = [this] {
        std::vector<std::string> found = reasons();
        if (found.empty() && !publisher->is_up()) found.emplace_back("starting");
        return found;
    };
    admin::Pages pages{unready, [this] { return metrics(); }};
    auto served = admin::AdminServer::start(config.admin.port, std::move(pages));
    if (!served) return served.error();
    admin = std::move(*served);
    return {};
}

Result<void> Hub::Parts::connect() {
    std::string address = config.broker.address;
    broker_port = config.broker.port;
    if (address.empty()) {
        // In the journal's own folder: two hubs never share that.
        auto started = transport::PrivateBroker::start(
            {config.journal.directory / "broker", broker_port, config.broker.websocket_port, config.broker.access});
        if (!started) return started.error();
        broker = std::move(*started);
        address = "127.0.0.1";
        broker_port = broker->port();
    }
    const std::string generation = journal->head().generation.text();
    claim.emplace(generation, since);
    transport =
        std::make_unique<transport::PahoTransport>(transport_settings(config, generation, address, broker_port));
    return {};
}

// Before the first connection takes another hub's away: is there one? A private broker is this hub's alone.
void Hub::Parts::run_claim() {
    const std::string topic = projection::Topics(config.hub.root).hub_status(config.hub.node);
    std::string failure;
    while (!is_stopping && broker == nullptr) {
        const auto marker = transport->read_retained(topic, claim_quiet, claim_deadline);
        const auto verdict = marker ? claim->look(*marker, clock->now()) : NodeClaim::Verdict::perhaps_taken;
        if (verdict == NodeClaim::Verdict::taken) end_for_another(config.hub.node);
        if (verdict == NodeClaim::Verdict::free) break;
        const std::string why = marker ? "another hub of this node may still run" : marker.error().message;
        if (why != failure) {
            log_warn("not connected to the broker yet; trying on",
                     {{"broker", config.broker.address + ":" + std::to_string(broker_port)}, {"why", why}});
        }
        failure = why;
        std::unique_lock lock(stopping_mutex);
        stopping.wait_for(lock, claim_pause, [&] { return is_stopping.load(); });
    }
    if (!is_stopping) transport->start();
}

void Hub::Parts::flush(Batch& batch) {
    const IntakeCounts& counts = intake->counts();
    accepted = counts.accepted;
    refused = counts.refused;
    repeated = counts.repeated;
    unreadable_beacons = counts.unreadable_beacons;
    foreign_topics = counts.foreign_topics;
    retained = counts.retained;
    for (const rules::RuleFailure& failure : rules.failures().take_new()) {
        log_warn("a condition fails, so its rule does not match",
                 {{"rule", failure.rule.text}, {"why", failure.first}});
    }
    if (batch.is_empty()) return;
    to_journal.push(std::move(batch));
    batch = Batch{};
}

void Hub::Parts::run_core() {
    const std::string own_status = projection::Topics(config.hub.root).hub_status(config.hub.node);
    Listening listening(clock->now());
    Batch batch;
    batch.now = clock->now();
    intake->start(version, batch.now, batch);
    flush(batch);
    while (!is_stopping) {
        core_pulse.beat();
        Instant now = clock->now();
        const Instant due = listening.is_over() ? intake->next_due() : now + Milliseconds{50};
        const Milliseconds patience = due <= now ? Milliseconds{0} : std::min(longest_wait, due - now);
        const auto messages = transport->take(batch_most, patience);
        now = clock->now();
        batch.now = now;
        const bool accepts_intake = journal->accepts_intake();
        bool has_heard = false;
        for (const transport::Inbound& message : messages) {
            if (message.topic == own_status) {
                if (!message.is_retained && claim->must_yield_to(message.payload)) end_for_another(config.hub.node);
                continue;
            }
            has_heard = true;
            const auto taken = intake->take(message, now, accepts_intake, batch);
            if (!taken) end_at_once(taken.error().message);
        }
        using transport::Lane;
        listening.pass({now, transport->is_connected(Lane::alerts), transport->incarnation(Lane::alerts), has_heard});
        if (listening.is_over()) intake->pass_time(now, batch);
        flush(batch);
    }
    to_journal.close();
}

// A snapshot saves time, and the side file may lag: the next one will do. A journal that failed may not go on.
void Hub::Parts::put_off(const Error& why) const {
    if (journal->has_failed()) end_at_once(why.message);
    log_warn("put off, tried again later", {{"why", why.message}});
}

void Hub::Parts::run_journal() {
    Instant expired_at = clock->now();
    while (!(to_journal.is_closed() && to_journal.size() == 0)) {
        journal_pulse.beat();
        auto batches = to_journal.take(1, longest_wait);
        for (Batch& batch : batches) {
            if (!batch.entries.empty()) {
                const auto last = journal->append(batch.entries);
                if (!last) end_at_once(last.error().message);
                batch.last = *last;
                ++commits;
            }
            to_publisher.push(std::move(batch));
        }
        if (!batches.empty()) continue;
        if (const auto snapshot = publisher->take_snapshot()) {
            if (auto saved = journal->save_snapshot(*snapshot); !saved) put_off(saved.error());
        }
        if (clock->now() - expired_at >= expiry_interval) {
            if (auto gone = journal->expire_inputs(clock->now() - inputs_kept); !gone)
                end_at_once(gone.error().message);
            expired_at = clock->now();
        }
        if (auto rested = journal->rest(); !rested) put_off(rested.error());
    }
    to_publisher.close();
}

std::vector<std::string> Hub::Parts::reasons() const {
    std::vector<std::string> reasons;
    using transport::Lane;
    if (!transport->is_connected(Lane::alerts)) {
        reasons.emplace_back("no broker");
    } else if (!transport->is_connected(Lane::beacons)) {
        reasons.emplace_back("no beacons connection");
    }
    if (core_pulse.has_stopped()) reasons.emplace_back("the core thread stands still");
    if (journal_pulse.has_stopped()) reasons.emplace_back("the journal thread stands still");
    if (publisher != nullptr && publisher->pulse().has_stopped()) {
        reasons.emplace_back("the publisher thread stands still");
    }
    if (!journal->accepts_intake()) reasons.emplace_back("disk nearly full");
    const Milliseconds offset = clock->offset();
    if (std::chrono::abs(offset) > HubClock::offset_most) {
        reasons.push_back("clock off by " + std::to_string(offset.count() / 1000) + " s");
    }
    return reasons;
}

std::string Hub::Parts::metrics() const {
    const transport::Counters counters = transport->counters();
    const PublisherGauges& gauges = publisher->gauges();
    Metrics metrics(version);
    metrics.counter("paraat_receipts_total", "outcomes told to clients", {{"outcome", "accepted"}}, accepted);
    metrics.counter("paraat_receipts_total", "outcomes told to clients", {{"outcome", "refused"}}, refused);
    metrics.counter("paraat_receipts_total", "outcomes told to clients", {{"outcome", "repeated"}}, repeated);
    metrics.counter("paraat_rejected_total", "messages that ended without a receipt", {{"reason", "unreadable_beacon"}},
                    unreadable_beacons);
    metrics.counter("paraat_rejected_total", "messages that ended without a receipt", {{"reason", "foreign_topic"}},
                    foreign_topics);
    metrics.counter("paraat_rejected_total", "messages that ended without a receipt", {{"reason", "retained"}},
                    retained);
    metrics.counter("paraat_journal_commits_total", "transactions of the journal", {}, commits);
    metrics.counter("paraat_dropped_inputs_total", "messages dropped because a lane was full", {{"lane", "alerts"}},
                    counters.dropped_alerts);
    metrics.counter("paraat_conflated_beacons_total", "beacons replaced by a newer one before they were read", {},
                    counters.conflated_beacons);
    metrics.counter("paraat_dropped_outputs_total", "messages dropped because a lane had no room for them", {},
                    counters.dropped_outbound);
    metrics.counter("paraat_oversized_total", "messages of more than 64 KiB that were not sent", {}, gauges.oversized);
    metrics.counter("paraat_sent_total", "messages that the broker took", {}, counters.sent);
    for (const rules::RuleFailure& failure : rules.failures().all()) {
        metrics.counter("paraat_rule_failures_total",
                        "conditions that failed in evaluation, so that the rule did not match",
                        {{"rule", failure.rule.text}}, failure.times);
    }
    metrics.counter("paraat_reconnects_total", "connections after the first", {}, counters.reconnects);
    metrics.gauge("paraat_open_incidents", "incidents that are not closed", {}, gauges.open_incidents);
    metrics.gauge("paraat_unacknowledged_incidents", "open incidents that nobody acknowledged", {},
                  gauges.unacknowledged);
    metrics.gauge("paraat_oldest_unacknowledged_seconds", "age of the oldest of them", {},
                  static_cast<double>(gauges.oldest_unacknowledged_ms) / 1000.0);
    metrics.gauge("paraat_broker_connected", "1 while the alerts connection stands", {},
                  transport->is_connected(transport::Lane::alerts));
    return metrics.text();
}

Result<std::unique_ptr<Hub>> Hub::start(HubConfig config, core::Organisation organisation, rules::RuleSet rules) {
    auto parts = std::make_unique<Parts>();
    parts->config = std::move(config);
    parts->organisation = std::move(organisation);
    parts->rules = std::move(rules);
    if (auto opened = parts->open(); !opened) {
        // A port in use is no fault of a journal that was read whole.
        if (parts->journal) static_cast<void>(parts->journal->close());
        return opened.error();
    }
    Parts& running = *parts;
    running.journal_thread = std::thread([&running] { running.run_journal(); });
    running.publisher_thread = std::thread([&running] { running.publisher->run(running.to_publisher); });
    running.claim_thread = std::thread([&running] { running.run_claim(); });
    running.core_thread = std::thread([&running] { running.run_core(); });
    return std::unique_ptr<Hub>(new Hub(std::move(parts)));
}

Hub::Hub(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Hub::~Hub() {
    {
        std::lock_guard lock(parts_->stopping_mutex);
        parts_->is_stopping = true;
    }
    parts_->stopping.notify_all();
    parts_->transport->wake();
    parts_->claim_thread.join();
    parts_->core_thread.join();
    parts_->journal_thread.join();
    parts_->publisher_thread.join();
    parts_->admin.reset();
    parts_->transport->stop();
    parts_->broker.reset();
    if (auto closed = parts_->journal->close(); !closed) parts_->put_off(closed.error());
}

bool Hub::is_connected() const {
    return parts_->transport->is_connected(transport::Lane::alerts);
}

std::string Hub::greeting() const {
    const HubConfig& config = parts_->config;
    const std::string port = std::to_string(parts_->broker_port);
    const std::string host = config.broker.address.empty() ? "127.0.0.1" : config.broker.address;
    const std::string at = host + ":" + port;
    const std::string options = config.broker.address.empty() ? "-p " + port : "-h " + host + " -p " + port;
    return "Paraat " + std::string(version) + (is_connected() ? " is running" : " is waiting for the broker at " + at) +
           ".\n\n  broker    " + at + "\n  journal   " + config.journal.directory.string() +
           "\n  health    http://127.0.0.1:" + std::to_string(parts_->admin->port()) +
           "/readyz\n\nIn a second terminal, watch:\n  mosquitto_sub " + options + " -t '" + config.hub.root +
           "/json/#' -v\nand in a third, report:\n  mosquitto_pub " + options + " -t " + config.hub.root +
           "/up/radio-7/report -q 1 -m "
           "'{\"id\":\"t1\",\"category\":\"shooting\",\"severity\":\"extreme\",\"text\":\"shots heard\",\"lat\":51.92,"
           "\"lon\":4.48}'\nStop with Ctrl-C; nothing that was accepted is lost.\n";
}

}  // namespace paraat::app
