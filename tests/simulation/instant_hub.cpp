#include "tests/simulation/instant_hub.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>

#include "hub/app/core_rounds.hpp"
#include "hub/app/explainer.hpp"
#include "hub/app/health.hpp"
#include "hub/app/hub_metrics.hpp"
#include "hub/app/live_rules.hpp"
#include "hub/app/replay.hpp"
#include "hub/app/starting_rules.hpp"
#include "hub/app/version.hpp"
#include "hub/base/log.hpp"
#include "hub/core/clearance.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "hub/projection/access.hpp"
#include "hub/transport/inbox.hpp"
#include "tests/simulation/broker.hpp"
#include "tests/simulation/leaks.hpp"

namespace paraat::simulation {
namespace {

constexpr std::size_t taken_at_once = 256;
constexpr std::int64_t events_per_snapshot_of_a_day = 4'000;
constexpr std::int64_t commits_per_rest = 500;
constexpr Milliseconds leaked_delay{37};

// Lines of the log go to whoever's hub is at work; one works at a time.
std::function<void(std::string)> take_line;

void sink(LogLevel level, std::string_view message, const LogFields& fields) {
    if (take_line) take_line(std::string(word(level)) + " " + log_text(message, fields));
}

}  // namespace

// The time of a hub, as its owner sets it.
class InstantHub::OwnTime : public app::TimeSource {
public:
    explicit OwnTime(const Instant& now) : now_(now) {}
    std::chrono::nanoseconds since_epoch() const override { return Milliseconds{now_.ms}; }
    std::chrono::nanoseconds since_boot() const override { return Milliseconds{now_.ms}; }

private:
    const Instant& now_;
};

class InstantHub::Net : public transport::Transport {
public:
    Net(InstantHub& hub, const app::HubConfig& config)
        : hub_(hub),
          inbox_([](const std::string&) { return true; }, {.beacon_rate = config.limits.beacon_rate},
                 [this] { return hub_.now_; }) {}

    void arrive(transport::Inbound message) {
        if (message.lane == transport::Lane::alerts) return inbox_.put_alerts({std::move(message)});
        inbox_.put_beacons({std::move(message)});
    }
    void start() override {}
    void stop() override {}
    std::vector<transport::Inbound> take(std::size_t most, Milliseconds) override { return inbox_.take(most, {}); }
    void wake() override {}
    bool send(const transport::Outbound& message) override {
        ++sent_;
        hub_.sends(message);
        return true;
    }
    void wait_for_room(Milliseconds) override {}
    bool has_room(transport::Lane) const override { return true; }
    bool is_connected(transport::Lane) const override { return true; }
    std::uint64_t incarnation(transport::Lane) const override { return hub_.incarnation_; }
    bool is_shedding() const override { return false; }
    transport::Counters counters() const override {
        transport::Counters counters;
        counters.arrived_alerts = inbox_.arrived_alerts();
        counters.arrived_beacons = inbox_.arrived_beacons();
        counters.sent = sent_;
        return counters;
    }
    Result<std::vector<std::string>> collect_retained(const std::vector<std::string>& filters, Milliseconds,
                                                      Milliseconds) override {
        std::vector<std::string> found;
        for (const auto& [topic, payload] : hub_.retained_) {
            for (const std::string& filter : filters) {
                if (!matches(filter, topic)) continue;
                found.push_back(topic);
                break;
            }
        }
        return found;
    }
    Result<std::string> read_retained(const std::string& topic, Milliseconds, Milliseconds) override {
        const auto found = hub_.retained_.find(topic);
        return found == hub_.retained_.end() ? std::string{} : found->second;
    }

private:
    InstantHub& hub_;
    transport::Inbox inbox_;
    std::uint64_t sent_ = 0;
};

struct InstantHub::Process {
    Process(const Instant& now, InstantHub& hub, const app::HubConfig& config) : time(now), net(hub, config) {}

    OwnTime time;
    Net net;
    std::optional<app::LiveRules> rules;
    std::unique_ptr<journal::SqliteJournal> journal;
    std::mutex explained;
    std::condition_variable is_explained;
    std::uint64_t explanations = 0;
    std::uint64_t taken = 0;
    std::unique_ptr<app::Explainer> explainer;
    std::optional<app::HubClock> clock;
    std::unique_ptr<app::Intake> intake;
    std::unique_ptr<app::Publisher> publisher;
    std::optional<app::CoreRounds> rounds;
    Instant core_due;
    Instant publisher_due;
};

InstantHub::InstantHub(const app::HubFiles& files, std::filesystem::path folder, Instant begin, std::uint64_t seed,
                       Canary canary, Watch watch)
    : files_(files),
      folder_(std::move(folder)),
      canary_(canary),
      watch_(std::move(watch)),
      chance_(seed),
      now_(begin),
      busy_until_(begin) {
    install_log_sink(sink);
    std::filesystem::create_directories(folder_);
    start();
}

InstantHub::~InstantHub() {
    end();
    take_line = {};
}

void InstantHub::end() {
    process_.reset();
}

void InstantHub::restart() {
    end();
    start();
}

void InstantHub::reconnect() {
    ++incarnation_;
    process_->publisher_due = now_;
    process_->core_due = now_;  // it begins to listen now, and not at its next round, whose moment other input moves
}

void InstantHub::start() {
    ++incarnation_;
    auto made = std::make_unique<Process>(now_, *this, files_.config);
    const auto give_up = [&](const Error& why) {
        has_failed_ = true;
        see("log", "the hub does not start: " + why.code + ": " + why.message);
    };
    take_line = [this](std::string line) { see("log", line); };
    journal::SqliteOptions options;
    options.directory = folder_;
    options.chance = [this](std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(chance_.draw());
    };
    auto opened = journal::SqliteJournal::open(std::move(options), app::HubClock(Instant{}, made->time).now());
    if (!opened) return give_up(opened.error());
    made->journal = std::move(*opened);
    auto replayed = app::replay(*made->journal);
    if (!replayed) return give_up(replayed.error());
    made->clock.emplace(made->journal->head().newest, made->time);
    auto receipts = journal::JournalReader::open(folder_);
    auto history = journal::JournalReader::open(folder_);
    if (!receipts || !history) return give_up(Error{"journal_io", "", "no reader"});
    const app::KeptRules kept(journal::Paths{folder_}.rules());
    auto rules = app::starting_rules(files_, files_.organisation, replayed->state.rules, kept);
    if (!rules) return give_up(rules.error());
    made->rules.emplace(std::move(*rules));
    const Instant since = made->clock->now();
    app::Publisher::Parts parts{files_.organisation,
                                files_.config,
                                *made->clock,
                                made->net,
                                made->journal->head().generation.text(),
                                since,
                                [live = &*made->rules] { return live->current().version(); },
                                [] { return app::degraded_because({}); }};
    made->explainer = std::make_unique<app::Explainer>(
        app::Explainer::Parts{files_.organisation, folder_, kept, [process = made.get()] {
                                  const std::lock_guard lock(process->explained);
                                  ++process->explanations;
                                  process->is_explained.notify_all();
                              }});
    parts.explainer = made->explainer.get();
    parts.reorganised = [this](const core::Organisation& organisation) { see_access(organisation); };
    parts.rules = [live = &*made->rules] { return std::make_shared<rules::RuleSet>(live->current()); };
    parts.begin_sweep = [](const std::function<app::BrokerSweep::Found()>& read) {
        std::promise<app::BrokerSweep::Found> found;
        found.set_value(read());
        return found.get_future();
    };
    parts.events_per_snapshot = events_per_snapshot_of_a_day;
    made->publisher =
        std::make_unique<app::Publisher>(std::move(parts), std::move(*history), replayed->state, replayed->at);
    made->intake =
        std::make_unique<app::Intake>(files_.organisation, *made->rules, projection::Topics(files_.config.hub.root),
                                      app::FreshIds(std::string(32, 'k')), app::Receipts(std::move(*receipts)),
                                      std::move(replayed->state), files_.config.limits);
    made->intake->understand(files_.devices);
    made->rounds.emplace(*made->intake, made->net, since);
    process_ = std::move(made);
    app::Batch batch;
    batch.now = since;
    process_->intake->start(app::version, since, batch);
    process_->intake->agree({agreements_}, since, batch);
    process_->core_due = now_;
    see_access(core::Staff(files_.organisation, process_->intake->state()).organisation());
    publish(&batch);
}

void InstantHub::agree(std::vector<core::Agreement> agreements) {
    agreements_ = std::move(agreements);
    if (process_ == nullptr) return;
    take_line = [this](std::string line) { see("log", line); };
    app::Batch batch;
    batch.now = process_->clock->now();
    process_->intake->agree({agreements_}, batch.now, batch);
    if (!batch.is_empty()) publish(&batch);
    process_->core_due = now_;
}

void InstantHub::hear(Instant at, const std::string& client, const std::string& kind, const std::string& payload) {
    if (process_ == nullptr) return;
    if (at > now_) {
        pass_until(at - Milliseconds{1});
        now_ = at;
    }
    const bool is_beacon = kind == "beacon";
    const std::string topic = kind == "owntracks"
                                  ? "owntracks/" + client + "/phone"
                                  : (kind == "in/report" ? "oov/partner/" : "oov/up/") + client + "/" + kind;
    process_->net.arrive({topic, payload, false, is_beacon ? transport::Lane::beacons : transport::Lane::alerts, 0});
    process_->core_due = now_;
    const bool is_covert = payload.find("\"covert\":true") != std::string::npos || client.starts_with("shadow");
    if (canary_ == Canary::covert_takes_time && is_covert) busy_until_ = now_ + leaked_delay;
}

void InstantHub::pass_until(Instant end) {
    take_line = [this](std::string line) { see("log", line); };
    while (process_ != nullptr) {
        const Instant next = std::max(now_, std::min(process_->core_due, process_->publisher_due));
        if (next > end) break;
        now_ = next;
        if (process_->core_due <= now_) {
            core_round();
        } else {
            publish(nullptr);
        }
    }
    now_ = std::max(now_, end);
}

void InstantHub::core_round() {
    Process& process = *process_;
    const auto arrived = process.net.take(taken_at_once, {});
    const Instant now = process.clock->now();
    app::Batch batch;
    batch.now = now;
    const auto done = process.rounds->go_on(arrived, now, process.journal->accepts_intake(), batch);
    if (!done) {
        has_failed_ = true;
        see("log", "the hub ends: " + done.error().message);
        return end();
    }
    batch.rule_requests.clear();
    process.core_due = now_ + (arrived.size() == taken_at_once ? Milliseconds{0} : process.rounds->patience(now));
    if (!batch.is_empty()) publish(&batch);
}

// What was decided is committed and told; without a batch only what is due.
void InstantHub::publish(const app::Batch* given) {
    Process& process = *process_;
    std::vector<app::Batch> batches;
    if (given != nullptr) batches.push_back(*given);
    for (app::Batch& batch : batches) {
        if (batch.entries.empty()) continue;
        const auto last = process.journal->append(batch.entries);
        if (!last) {
            has_failed_ = true;
            see("log", "the hub ends: " + last.error().message);
            return end();
        }
        batch.last = *last;
        ++commits_;
    }
    process.publisher->go_on(batches, false);
    while (process.publisher->patience() == Milliseconds{0}) process.publisher->go_on({}, false);
    wait_for_explanations();
    process.publisher_due = now_ + process.publisher->patience();
    if (const auto snapshot = process.publisher->take_snapshot()) {
        static_cast<void>(process.journal->save_snapshot(*snapshot));
    }
    if (!batches.empty() && commits_ % commits_per_rest == 0) static_cast<void>(process.journal->rest());
}

// They are made by a thread, which takes no time here.
void InstantHub::wait_for_explanations() {
    Process& process = *process_;
    while (!process.explainer->is_at_rest()) {
        {
            std::unique_lock lock(process.explained);
            process.is_explained.wait(lock, [&] { return process.explanations > process.taken; });
            process.taken = process.explanations;
        }
        process.publisher->go_on({}, false);
    }
}

void InstantHub::see(const std::string& where, const std::string& says) {
    watch_.seen({std::max(now_, busy_until_), where, says});
}

void InstantHub::sends(transport::Outbound message) {
    if (message.is_retained) {
        if (message.payload.empty()) {
            retained_.erase(message.topic);
        } else {
            retained_[message.topic] = message.payload;
        }
    }
    if (canary_ != Canary::none && process_ != nullptr && process_->intake != nullptr) {
        message.payload = with_leak(canary_, message, process_->intake->state(), commits_);
    }
    if (watch_.published) watch_.published(message);
    if (watch_.may_be_seen(message.topic)) {
        see(message.topic + (message.is_retained ? " retained" : ""), message.payload);
    }
}

// The broker's access rules of each who is not cleared, when they are others than before.
void InstantHub::see_access(const core::Organisation& organisation) {
    const projection::Topics topics(files_.config.hub.root);
    for (const auto& [name, account] : organisation.accounts) {
        if (core::is_cleared_for(organisation, name, core::covert_compartment)) continue;
        std::string text = projection::broker_access_file(organisation, topics, {name});
        if (access_[name] == text) continue;
        see("access of " + name.text, text);
        access_[name] = std::move(text);
    }
}

void InstantHub::look_at_pages() {
    if (process_ == nullptr) return;
    const app::PublisherGauges& gauges = process_->publisher->gauges();
    app::HubFigures figures;
    figures.intake = process_->intake->counts();
    figures.open_intake = process_->intake->open_counts();
    figures.commits = static_cast<std::uint64_t>(commits_);
    figures.transport = process_->net.counters();
    figures.queues = {{"questions", gauges.questions, app::QuestionQueue::most}};
    figures.is_connected = true;
    figures.oversized = gauges.oversized;
    figures.open_incidents = gauges.open_incidents;
    figures.unacknowledged = gauges.unacknowledged;
    figures.posts_in_flood = gauges.posts_in_flood;
    figures.post_alerts_most = gauges.post_alerts_most;
    figures.oldest_unacknowledged = Milliseconds{gauges.oldest_unacknowledged_ms};
    const rules::RuleSet deciding = process_->rules->current();
    figures.rule_failures = deciding.failures().all();
    figures.rule_trials = deciding.trials().all();
    const bool is_planted = canary_ == Canary::metrics_of_all;
    see("/metrics", app::metrics_text(figures, is_planted ? app::MetricsFor::cleared : app::MetricsFor::everybody));
    std::string reasons;
    for (const std::string& reason : app::unready_because({})) reasons += reason + ";";
    see("/readyz", process_->publisher->is_up() ? reasons : "starting;" + reasons);
}

}  // namespace paraat::simulation
