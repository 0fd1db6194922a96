#include "tests/simulation/hub_host.hpp"

#include <future>

#include "hub/app/core_rounds.hpp"
#include "hub/app/fresh_ids.hpp"
#include "hub/app/intake.hpp"
#include "hub/app/live_rules.hpp"
#include "hub/app/publisher.hpp"
#include "hub/app/replay.hpp"
#include "hub/app/starting_rules.hpp"
#include "hub/app/transport_settings.hpp"
#include "hub/app/version.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "tests/simulation/hub_transport.hpp"

namespace paraat::simulation {
namespace {

constexpr std::size_t batch_most = 256;
constexpr std::int64_t events_per_snapshot = 60;  // often, so that each night has some
constexpr Milliseconds restart_after{1'000};
constexpr Milliseconds publisher_looks_every{100};

journal::Chance chance_from(Chance& chance) {
    return [&chance](std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(chance.draw());
    };
}

}  // namespace

// One life of it. What is planned for a process that is gone does nothing: see `life`.
struct HubHost::Process {
    std::optional<app::LiveRules> rules;
    std::unique_ptr<journal::SqliteJournal> journal;
    std::optional<app::HubClock> clock;
    std::unique_ptr<HubTransport> transport;
    std::unique_ptr<app::Intake> intake;
    std::unique_ptr<app::Publisher> publisher;
    std::optional<app::CoreRounds> rounds;
    std::deque<app::Batch> to_journal;
    std::deque<app::Batch> to_publisher;
    std::optional<Instant> next_round;
    bool is_committing = false;
    std::shared_ptr<int> life = std::make_shared<int>(0);
};

HubHost::HubHost(World& world, Broker& broker, const app::HubFiles& files, std::filesystem::path folder, Canary canary,
                 std::vector<std::string>& complaints)
    : world_(world),
      broker_(broker),
      files_(files),
      canary_(canary),
      complaints_(complaints),
      chance_(world.chance.split()),
      time_(world),
      disk_(std::move(folder)) {
    disk_.lie_about_syncs(canary == Canary::syncs_lie);
}

HubHost::~HubHost() {
    if (process_ != nullptr) die(false);
}

void HubHost::start() {
    if (process_ != nullptr) return;
    ++starts_;
    disk_.thaw();
    auto made = std::make_unique<Process>();
    const auto refuse = [&](const Error& why) {
        // A disk that fails may be tried again; anything else nobody should see.
        const bool is_of_disk =
            why.code == "journal_io" || why.code == "disk_io" || why.code == "journal_directory" || disk_.has_fault();
        if (!is_of_disk) complaints_.push_back("the hub does not start: " + why.code + ": " + why.message);
        world_.tell("hub", "does not start: " + why.message);
        disk_.freeze();
        made.reset();
        if (is_of_disk) world_.after(restart_after, [this] { start(); });
    };
    journal::SqliteOptions options{disk_.folder(), 0, 0, chance_from(chance_)};
    auto opened = journal::SqliteJournal::open(std::move(options), app::HubClock(Instant{}, time_).now());
    if (!opened) return refuse(opened.error());
    made->journal = std::move(*opened);
    auto replayed = app::replay(*made->journal);
    if (!replayed) return refuse(replayed.error());
    note_start(*made->journal, replayed->state);
    if (canary_ == Canary::timers_lost && starts_ > 1) replayed->state.timers = {};
    made->clock.emplace(made->journal->head().newest, time_);
    const Instant since = made->clock->now();
    auto receipts = journal::JournalReader::open(disk_.folder());
    auto history = journal::JournalReader::open(disk_.folder());
    if (!receipts || !history) return refuse(Error{"journal_io", "", "no reader"});
    const app::KeptRules kept(journal::Paths{disk_.folder()}.rules());
    auto rules = app::starting_rules(files_, files_.organisation, replayed->state.rules, kept);
    if (!rules) return refuse(rules.error());
    made->rules.emplace(std::move(*rules));
    const std::string generation = made->journal->head().generation.text();
    made->transport = std::make_unique<HubTransport>(
        world_, broker_, app::transport_settings(files_.config, generation, "", 0), canary_, [this] { wakes(); });
    app::Publisher::Parts parts{files_.organisation,
                                files_.config,
                                *made->clock,
                                *made->transport,
                                generation,
                                since,
                                [rules = &*made->rules] { return rules->current().version(); },
                                [] { return std::vector<std::string>{}; }};
    parts.begin_sweep = [](const std::function<app::BrokerSweep::Found()>& read) {
        std::promise<app::BrokerSweep::Found> found;
        found.set_value(read());
        return found.get_future();
    };
    parts.events_per_snapshot = events_per_snapshot;
    made->publisher =
        std::make_unique<app::Publisher>(std::move(parts), std::move(*history), replayed->state, replayed->at);
    made->intake =
        std::make_unique<app::Intake>(files_.organisation, *made->rules, projection::Topics(files_.config.hub.root),
                                      app::FreshIds(std::string(32, 'k')), app::Receipts(std::move(*receipts)),
                                      std::move(replayed->state), files_.config.limits);
    made->intake->understand(files_.devices);
    made->rounds.emplace(*made->intake, *made->transport, since);
    process_ = std::move(made);
    world_.tell("hub", "starts at event " + std::to_string(process_->journal->head().sequence.value));
    app::Batch batch;
    batch.now = since;
    process_->intake->start(app::version, since, batch);
    process_->to_journal.push_back(std::move(batch));
    process_->transport->start();
    commit();
    plan_round(Milliseconds{1});
    publish();
}

void HubHost::note_start(journal::SqliteJournal& journal, const core::State& state) {
    Figures::Counts& situations = world_.figures.situations;
    const auto snapshot = journal.newest_snapshot();
    if (snapshot && *snapshot) ++situations["the hub started from a snapshot"];
    if (state.timers.next_due() < Instant{world_.now().ms}) ++situations["the hub started with something overdue"];
    for (const auto& [id, incident] : state.incidents) {
        for (const core::Escalation& call : incident.escalations) {
            if (!call.is_running) continue;
            ++situations["the hub started with a call running"];
            return;
        }
    }
}

void HubHost::die(bool loses_power) {
    if (process_ == nullptr) return;
    world_.tell("hub", loses_power ? "loses its power" : "is killed");
    disk_.freeze();
    process_->transport->die();
    process_.reset();
    if (loses_power && disk_.lose_power(chance_)) ++world_.figures.situations["the hub lost what it had not synced"];
}

void HubHost::die_amid_commit(bool loses_power) {
    if (process_ != nullptr) dies_amid_ = loses_power;
}

void HubHost::lose_power_at(std::uint64_t sync, bool is_after) {
    disk_.stop_at_sync(sync, is_after, [this] {
        // Whoever syncs goes back to where it came from first; what it then says is late, and may still be heard.
        world_.at(world_.now(), [this] {
            if (process_ != nullptr) {
                die(true);
            } else {
                disk_.lose_power(chance_);
            }
            world_.after(restart_after, [this] { start(); });
        });
    });
}

void HubHost::stand_still(Milliseconds span) {
    if (process_ != nullptr) stands_still_until_ = world_.now() + span;
}

void HubHost::fail(const std::string& why) {
    world_.tell("hub", "ends: " + why);
    die(false);
    world_.after(restart_after, [this] { start(); });
}

void HubHost::wakes() {
    if (process_ != nullptr) plan_round(Milliseconds{1});
}

void HubHost::plan_round(Milliseconds in) {
    const Instant when = std::max(world_.now() + in, stands_still_until_);
    if (process_->next_round && *process_->next_round <= when) return;
    process_->next_round = when;
    world_.at(when, [this, life = std::weak_ptr(process_->life), when] {
        if (life.expired() || process_->next_round != when) return;
        process_->next_round.reset();
        if (stands_still_until_ > world_.now()) return plan_round(Milliseconds{0});
        round();
    });
}

void HubHost::round() {
    Process& process = *process_;
    // As far ahead of the journal as the real one: one batch waits while one is committed.
    if (!process.to_journal.empty() && process.is_committing) return plan_round(Milliseconds{2});
    const auto arrived = process.transport->take(batch_most, Milliseconds{0});
    app::Batch batch;
    const Instant now = process.clock->now();
    batch.now = now;
    const std::string status = projection::Topics(files_.config.hub.root).hub_status(files_.config.hub.node);
    std::vector<transport::Inbound> messages;
    for (const transport::Inbound& message : arrived) {
        batch.arrived = std::max(batch.arrived, message.number);
        if (message.topic != status) messages.push_back(message);
    }
    const auto done = process.rounds->go_on(messages, now, process.journal->accepts_intake(), batch);
    if (!done) return fail(done.error().message);
    batch.rule_requests.clear();
    if (!batch.is_empty()) process.to_journal.push_back(changed_by_canary(std::move(batch)));
    commit();
    if (process_ == nullptr) return;
    process_->transport->pump();
    plan_round(std::max(Milliseconds{1}, process_->rounds->patience(process_->clock->now())));
}

// The disk takes its time; only then is anybody told.
void HubHost::commit() {
    Process& process = *process_;
    if (process.is_committing || process.to_journal.empty()) return;
    process.is_committing = true;
    const bool is_last = dies_amid_.has_value();
    const bool is_slow = is_last || chance_.once_in(50);
    const Milliseconds takes{is_slow ? chance_.between(20, 400) : chance_.between(1, 4)};
    if (canary_ == Canary::receipt_before_commit) {
        app::Batch early;
        early.receipts = std::exchange(process.to_journal.front().receipts, {});
        early.now = process.to_journal.front().now;
        process.to_publisher.push_back(std::move(early));
    }
    world_.after(takes, [this, life = std::weak_ptr(process.life)] {
        if (life.expired()) return;
        if (const auto power = std::exchange(dies_amid_, std::nullopt)) {
            ++world_.figures.situations["the hub died amid a commit"];
            die(*power);
            return world_.after(restart_after, [this] { start(); });
        }
        Process& running = *process_;
        app::Batch batch = std::move(running.to_journal.front());
        running.to_journal.pop_front();
        running.is_committing = false;
        if (!batch.entries.empty()) {
            const auto last = running.journal->append(batch.entries);
            if (!last) ++world_.figures.situations["the hub's commit failed"];
            if (!last && canary_ != Canary::commit_fails_and_goes_on) return fail(last.error().message);
            if (last) batch.last = *last;
            ++commits_;
        }
        running.to_publisher.push_back(std::move(batch));
        if (auto snapshot = running.publisher->take_snapshot()) {
            if (canary_ == Canary::snapshot_of_before) snapshot->sequence = running.journal->head().sequence;
            static_cast<void>(running.journal->save_snapshot(*snapshot));
        }
        if (running.to_journal.empty()) {
            const auto rested = running.journal->rest();
            const bool goes_on = canary_ == Canary::commit_fails_and_goes_on;
            if (!rested && running.journal->has_failed() && !goes_on) return fail(rested.error().message);
        }
        commit();
    });
}

void HubHost::publish() {
    Process& process = *process_;
    if (stands_still_until_ <= world_.now()) {
        std::vector<app::Batch> batches(std::make_move_iterator(process.to_publisher.begin()),
                                        std::make_move_iterator(process.to_publisher.end()));
        process.to_publisher.clear();
        if (canary_ == Canary::events_folded_twice && !batches.empty() && chance_.once_in(20)) {
            app::Batch again;
            again.events = batches.front().events;
            again.last = batches.front().last;
            again.now = batches.front().now;
            batches.push_back(std::move(again));
        }
        process.publisher->go_on(batches, false);
        process.transport->pump();
    }
    const bool is_soon = !process.to_publisher.empty() || process.is_committing;
    world_.after(is_soon ? Milliseconds{2} : publisher_looks_every / (process.to_journal.empty() ? 1 : 20),
                 [this, life = std::weak_ptr(process.life)] {
                     if (!life.expired()) publish();
                 });
}

app::Batch HubHost::changed_by_canary(app::Batch batch) {
    if (canary_ == Canary::receipts_forgotten && chance_.once_in(20)) {
        for (journal::Entry& entry : batch.entries) entry.input.reset();
    }
    if (canary_ == Canary::receipt_differs) {
        for (app::ReadyReceipt& receipt : batch.receipts) {
            if (chance_.once_in(20))
                receipt.bytes.insert(receipt.bytes.size() - 1, ",\"x\":" + std::to_string(chance_.below(99)));
        }
    }
    return batch;
}

bool HubHost::is_idle() const {
    return process_ != nullptr && process_->to_journal.empty() && process_->to_publisher.empty() &&
           !process_->is_committing && process_->transport->is_idle() && process_->publisher->is_up();
}

std::string HubHost::busy_with() const {
    if (process_ == nullptr) return "it does not run";
    std::string text;
    if (!process_->to_journal.empty()) text += " batches wait for the journal;";
    if (process_->is_committing) text += " one is committed;";
    if (!process_->to_publisher.empty()) text += " batches wait for the publisher;";
    if (!process_->transport->is_idle()) text += " messages wait for the broker;";
    for (const auto lane : {transport::Lane::alerts, transport::Lane::beacons}) {
        if (!process_->transport->is_connected(lane)) text += " a connection is missing;";
    }
    if (!process_->publisher->is_up()) text += " the publisher is not up;";
    if (!process_->next_round) text += " no round is planned;";
    return text;
}

const core::State* HubHost::state() const {
    return process_ == nullptr ? nullptr : &process_->intake->state();
}

Instant HubHost::now() const {
    return process_ == nullptr ? Instant{} : process_->clock->now();
}

}  // namespace paraat::simulation
