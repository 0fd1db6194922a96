#include "hub/app/hub.hpp"

#include <algorithm>

#include "hub/app/agreements_file.hpp"
#include "hub/app/claim_pages.hpp"
#include "hub/app/console_serving.hpp"
#include "hub/app/core_rounds.hpp"
#include "hub/app/greeting.hpp"
#include "hub/app/hub_parts.hpp"
#include "hub/app/secrecy.hpp"
#include "hub/app/starting_rules.hpp"
#include "hub/app/transport_settings.hpp"
#include "hub/app/version.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/journal/opening.hpp"
#include "hub/rules/cel/zone.hpp"
#include "hub/rules/local_time.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t batch_most = 256;  // commands in one commit
constexpr std::int64_t ballast_bytes = 64LL << 20;
// Events that are verified before the hub does anything, which takes a fifth of a second at most.
constexpr std::int64_t verified_at_once = 100'000;

// How far the clock of pager receivers is ahead of UTC: that of the place where the rules are, unless it is UTC's.
codec::p2000::OffsetAt clock_of_receivers(bool is_utc) {
    if (is_utc) return [](Instant) { return Milliseconds{0}; };
    return [](Instant at) {
        const auto seconds = rules::cel::offset_at(rules::centre_zone, at.ms / 1'000);
        return Milliseconds{seconds ? *seconds * 1'000 : 0};
    };
}

}  // namespace

Result<void> Hub::Parts::open_journal() {
    journal::SqliteOptions options{config.journal.directory, config.journal.keep_free, ballast_bytes,
                                   journal::system_chance()};
    options.verifies_at_once = verified_at_once;
    options.verifying_threads = journal::threads_at_most();
    auto opened = journal::SqliteJournal::open(std::move(options), HubClock(Instant{}).now());
    if (!opened) return opened.error();
    if ((*opened)->has_unverified_past()) {
        log_warn("the last hub ended without a clean stop; its journal is verified while this one works",
                 {{"events", std::to_string((*opened)->past().value)}});
    } else if ((*opened)->ended_unclean()) {
        log_warn("the last hub ended without a clean stop; verified its journal");
    }
    for (const std::string& why : (*opened)->removed_snapshots()) {
        log_warn("removed a snapshot, which only saves time", {{"why", why}});
    }
    journal = std::move(*opened);
    return {};
}

Result<Replayed> Hub::Parts::replay_all() {
    auto replayed = replay(*journal, EventReading::ahead);
    if (replayed) return replayed;
    // What was refused is not closed: the next start verifies it all.
    journal.reset();
    return journal::with_advice(replayed.error(), config.journal.directory);
}

Result<void> Hub::Parts::open() {
    if (auto opened = open_journal(); !opened) return opened;
    auto replayed = replay_all();
    if (!replayed) return replayed.error();
    // Not before: it would take what nobody hears yet, and forget it.
    const core::Organisation in_force = core::Staff(organisation, replayed->state).organisation();
    if (auto started = start_broker(in_force); !started) return started;
    clock.emplace(journal->head().newest);
    log_info("journal replayed", {{"generation", journal->head().generation.text()}});
    since = clock->now();
    const projection::Topics topics(config.hub.root);
    quarantine = std::make_unique<Quarantine>(config.journal.directory, since,
                                              [&in_force, &topics](std::string_view topic, std::string_view payload) {
                                                  return is_open(in_force, topics, topic, payload);
                                              });
    before_ending([this] { quarantine->spare(); });

    const auto key_file = journal::Paths{config.journal.directory}.site_key();
    auto site_key = replayed->at.value > 0 ? load_site_key(key_file) : load_or_make_site_key(key_file);
    if (!site_key) return site_key.error();
    auto dedup_reader = journal::JournalReader::open(config.journal.directory);
    if (!dedup_reader) return dedup_reader.error();
    auto history_reader = journal::JournalReader::open(config.journal.directory);
    if (!history_reader) return history_reader.error();

    const KeptRules kept(journal::Paths{config.journal.directory}.rules());
    auto starting = starting_rules(files, organisation, replayed->state.rules, kept);
    if (!starting) return starting.error();
    rules.emplace(std::move(*starting));
    reloading = std::make_unique<RuleReloading>(
        RuleReloading::Parts{organisation, config.rules.directory, kept, [this] { transport->wake(); }});

    explainer = std::make_unique<Explainer>(
        Explainer::Parts{organisation, config.journal.directory, kept, [this] { to_publisher.wake(); }});

    connect();
    publisher = std::make_unique<Publisher>(
        Publisher::Parts{organisation, config, *clock, *transport, journal->head().generation.text(), since,
                         [this] { return rules->current().version(); },
                         [this] { return degraded_because(vital_signs()); }, [this] { return remarks(); },
                         explainer.get(), [this] { return std::make_shared<rules::RuleSet>(rules->current()); },
                         [this](const core::Organisation& changed) {
                             if (broker != nullptr) broker->reorganise(changed);
                             if (tak != nullptr) tak->reorganise(changed);
                         },
                         files.devices,
                         [this](const projection::Publication& said, const core::ClientName& panic_of) {
                             if (tak != nullptr) tak->tell(said, panic_of);
                         },
                         [this](const core::ClientName& account, const std::string& text) {
                             if (tak != nullptr) tak->answer(account, text);
                         }},
        std::move(*history_reader), replayed->state, replayed->at);
    auto kept_records = records(replayed->state);
    if (!kept_records) return kept_records.error();
    committer = std::make_unique<Committer>(*journal, *publisher, *clock, counters, std::move(*kept_records),
                                            HeldPages(config.journal.directory));
    intake = std::make_unique<Intake>(
        organisation, *rules, topics, FreshIds(std::move(*site_key)),
        Receipts(std::move(*dedup_reader),
                 [this](const auto& is_unwanted) { return read_seen_inputs(config.journal.directory, is_unwanted); }),
        std::move(replayed->state), config.limits);
    intake->understand(files.devices);
    if (files.pages) intake->understand_pages(*files.pages, clock_of_receivers(files.pages->is_utc));
    std::vector<foreign::HeldLine> waiting = HeldPages(config.journal.directory).read();
    // Their rest may be with the broker, which tells it from now on; and no clock that was put right makes them wait.
    for (foreign::HeldLine& piece : waiting) piece.arrived = clock->now();
    intake->hold_again(waiting);
    const auto unready = [this] {
        std::vector<std::string> found = unready_because(vital_signs());
        if (found.empty() && !publisher->is_up()) found.emplace_back("starting");
        return found;
    };
    const MetricsFor readers = config.admin.metrics == "all" ? MetricsFor::cleared : MetricsFor::everybody;
    admin::Pages pages{unready, [this, readers] { return metrics_text(figures(), readers); }};
    serve_claims(config, files.devices, pages);
    pages.console = console_of(config, files.console, broker != nullptr ? broker->websocket_port() : 0);
    if (files.console.is_empty()) {
        log_info("no console: it was not built", {{"directory", config.console.directory.string()}});
    }
    auto served = admin::AdminServer::start(config.admin.port, std::move(pages));
    if (!served) return served.error();
    admin = std::move(*served);
    return start_tak(in_force);
}

Result<void> Hub::Parts::start_tak(core::Organisation in_force) {
    if (config.tak.plain_port == 0 && config.tak.tls_port == 0) return {};
    auto started = TakGateway::start(
        {config, files.devices, std::move(in_force), [this] { transport->wake(); }, [this] { return clock->now(); }});
    if (!started) return started.error();
    tak = std::move(*started);
    return {};
}

Result<void> Hub::Parts::start_broker(const core::Organisation& in_force) {
    broker_port = config.broker.port;
    if (!config.broker.address.empty()) return {};
    auto started = OwnBroker::start(config, in_force);
    if (!started) return started.error();
    broker = std::move(*started);
    broker_port = broker->port();
    if (auto password = broker->hub_password()) {
        config.broker.username = core::the_hub.text;
        config.broker.password = std::move(*password);
    }
    return {};
}

void Hub::Parts::connect() {
    const std::string address = broker != nullptr ? "127.0.0.1" : config.broker.address;
    const std::string generation = journal->head().generation.text();
    auto settings = transport_settings(config, generation, address, broker_port, files.devices.filters());
    if (broker != nullptr) settings.marker_topic = projection::Topics(config.hub.root).hub_marker(config.hub.node);
    settings.probe_filters = probe_filters(config, organisation, has_partners());
    // A probe that waits for its turn among the beacons would tell of a path that nothing is wrong with.
    settings.keeps = [keeps = settings.keeps, probe = probe_beginning(config, since)](const std::string& payload) {
        return payload.starts_with(probe) || keeps(payload);
    };
    transport = std::make_unique<transport::BrokerTransport>(std::move(settings));
    own_words = std::make_unique<OwnWords>(
        OwnWords::Parts{config, organisation, *transport, NodeClaim(generation, since), since, has_partners()});
}

bool Hub::Parts::has_partners() const {
    return std::any_of(files.agreements.begin(), files.agreements.end(),
                       [](const core::Agreement& one) { return one.gives() || one.takes(); });
}

void Hub::Parts::claim() {
    const std::string& node = config.hub.node;
    claiming = std::make_unique<Claiming>(
        Claiming::Parts{NodeClaim(journal->head().generation.text(), since), *transport, *clock, node,
                        projection::Topics(config.hub.root).hub_status(node),
                        config.broker.address + ":" + std::to_string(broker_port), broker != nullptr});
}

void Hub::Parts::flush(Batch& batch) {
    counters.note(intake->counts(), intake->open_counts());
    for (RuleRequest& request : batch.rule_requests) {
        // Too many wait: without a receipt it comes again.
        static_cast<void>(reloading->ask(std::move(request)));
    }
    batch.rule_requests.clear();
    for (const rules::RuleFailure& failure : rules->current().failures().take_new()) {
        log_warn("a condition fails, so its rule does not match",
                 {{"rule", failure.rule.text}, {"why", failure.first}});
    }
    if (batch.is_empty()) return;
    to_journal.push(std::move(batch));
    batch = Batch{};
}

// Between two batches: what is decided from here on is decided by the set that was found.
void Hub::Parts::take_rules(Batch& batch) {
    for (RuleReloading::Found& found : reloading->take()) {
        const auto taken = intake->answer(found.request, found.offer, batch.now, journal->accepts_intake(), batch);
        if (!taken) end_for_journal(taken.error().message);
        const core::RulesInForce& in_force = intake->state().rules;
        if (!found.offer.fault.empty() || found.set.version() != in_force.version) continue;
        log_info("rules", {{"version", in_force.version},
                           {"before", rules->version()},
                           {"by", found.request.client.text},
                           {"pinned", in_force.is_pinned ? "true" : "false"}});
        if (rules->version() != in_force.version) rules->put(std::move(found.set));
    }
}

// Read at the start, or anew by whoever runs the hub.
void Hub::Parts::take_agreements(Batch& batch) {
    for (const core::AgreementsOffer& offer : agreements.take(offers_most, Milliseconds{0})) {
        intake->agree(offer, batch.now, batch);
    }
    for (const core::RetentionFinding& finding : findings.take(findings_most, Milliseconds{0})) {
        intake->retain(finding, batch.now, batch);
    }
}

// The journal is read beside its writer, by the writer's own thread.
Result<Committer::Records> Hub::Parts::records(const core::State& state) {
    auto opened = journal::JournalReader::open(config.journal.directory);
    if (!opened) return opened.error();
    auto reading = past_of(std::make_shared<journal::JournalReader>(std::move(*opened)));
    return Committer::Records{Expiry(files.retention, state.privacy, std::move(reading), *journal),
                              [this](core::RetentionFinding&& finding) {
                                  if (!findings.try_push(std::move(finding))) return false;
                                  transport->wake();
                                  return true;
                              },
                              files.retention.inputs};
}

void Hub::Parts::run_core() {
    name_this_thread("core");
    CoreRounds rounds(*intake, *transport, clock->now(), quarantine.get());
    Batch batch;
    batch.now = clock->now();
    intake->start(version, batch.now, batch);
    if (files.has_agreements) intake->agree({files.agreements}, batch.now, batch);
    flush(batch);
    std::uint64_t connections = 0;
    while (!is_stopping) {
        core_pulse.beat(std::chrono::steady_clock::now());
        auto messages = transport->take(batch_most, rounds.patience(clock->now()));
        if (tak != nullptr) tak->take_into(messages, batch_most);
        const Instant now = clock->now();
        batch.now = now;
        // What stands is told at once, and not when the publisher comes round.
        const std::uint64_t known = std::exchange(connections, transport->incarnation(transport::Lane::alerts) +
                                                                   transport->incarnation(transport::Lane::beacons));
        if (known != connections) to_publisher.wake();
        take_rules(batch);
        take_agreements(batch);
        for (const transport::Inbound& message : messages) batch.arrived = std::max(batch.arrived, message.number);
        own_words->take_out(messages, now);
        own_words->go_on(now);
        const auto taken = rounds.go_on(messages, now, journal->accepts_intake(), batch);
        if (!taken) end_for_journal(taken.error().message);
        flush(batch);
    }
    batch.now = clock->now();
    if (auto ended = rounds.end(batch.now, journal->accepts_intake(), batch); !ended) {
        end_for_journal(ended.error().message);
    }
    flush(batch);
    to_journal.close();
}

Result<std::unique_ptr<Hub>> Hub::start(HubFiles files) {
    auto parts = std::make_unique<Parts>(std::move(files));
    if (auto opened = parts->open(); !opened) {
        // A port in use is no fault of a journal that was read whole.
        parts->reloading.reset();
        if (parts->journal) static_cast<void>(parts->journal->close());
        return opened.error();
    }
    Parts& running = *parts;
    running.journal_thread =
        std::thread([&running] { running.committer->run(running.to_journal, running.to_publisher); });
    running.publisher_thread = std::thread([&running] { running.publisher->run(running.to_publisher); });
    running.claim();
    running.core_thread = std::thread([&running] { running.run_core(); });
    running.past.begin(*running.journal);
    return std::unique_ptr<Hub>(new Hub(std::move(parts)));
}

Hub::Hub(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Hub::~Hub() {
    parts_->is_stopping = true;
    if (parts_->tak) parts_->tak->stop();
    parts_->past.end();
    parts_->transport->wake();
    parts_->claiming.reset();
    parts_->core_thread.join();
    parts_->journal_thread.join();
    parts_->publisher_thread.join();
    parts_->tak.reset();
    parts_->explainer.reset();
    parts_->reloading.reset();
    parts_->admin.reset();
    parts_->transport->stop();
    parts_->broker.reset();
    parts_->committer->close();
}

void Hub::reload_rules() {
    if (!parts_->reloading->ask({core::the_hub, {}, false, {}})) log_warn("too many ask for other rules; ask again");
}

void Hub::reload_agreements() {
    const std::filesystem::path& file = parts_->config.hub.partners;
    AgreementsFile read = read_agreements_file(file, parts_->organisation, parts_->rules->current());
    for (const std::string& issue : read.issues) {
        log_warn("agreements that do not check; those in force stay", {{"issue", issue}});
    }
    parts_->is_agreements_file_wrong = !read.issues.empty();
    if (!read.issues.empty()) return;
    if (!parts_->agreements.try_push({std::move(read.agreements)})) log_warn("too many ask for agreements; ask again");
    parts_->transport->wake();
}

bool Hub::is_connected() const {
    return parts_->transport->is_connected(transport::Lane::alerts);
}

std::string Hub::greeting() const {
    Whereabouts where{parts_->broker_port, parts_->admin->port(), is_connected()};
    where.has_console = !parts_->files.console.is_empty();
    if (parts_->broker != nullptr) {
        where.administrator = parts_->broker->administrator();
        where.kept_password = parts_->broker->kept_password();
    }
    return app::greeting(parts_->config, where);
}

}  // namespace paraat::app
