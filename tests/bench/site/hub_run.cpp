#include "tests/bench/site/hub_run.hpp"

#include <cstdlib>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "hub/app/committer.hpp"
#include "hub/transport/inbox.hpp"
#include "tests/bench/site/whole.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {
namespace {

using std::chrono::nanoseconds;
constexpr std::size_t first_free_square = 150'000;

// The wall clock as it would be if the hub's time had begun at that moment.
class MovedTime : public app::TimeSource {
public:
    explicit MovedTime(Instant begin)
        : shift_(nanoseconds(Milliseconds{begin.ms}) - app::system_time().since_epoch()) {}
    nanoseconds since_epoch() const override { return app::system_time().since_epoch() + shift_; }
    nanoseconds since_boot() const override { return app::system_time().since_boot(); }
    double ms() const { return static_cast<double>(since_epoch().count()) / 1e6; }

private:
    nanoseconds shift_;
};

// Notes when a notice is told.
class SwiftBroker : public transport::Transport {
public:
    explicit SwiftBroker(const MovedTime& time) : time_(time) {}

    void start() override {}
    void stop() override {}
    std::vector<transport::Inbound> take(std::size_t most, Milliseconds patience) override {
        return inbox_.take(most, patience);
    }
    void wake() override { inbox_.wake(); }
    bool send(const transport::Outbound& message) override {
        const std::size_t place = message.topic.find("/notice/");
        const bool is_told = place != std::string::npos && !message.payload.empty();
        if (is_told) told_[message.topic.substr(place + 8)].push_back(time_.ms());
        return true;
    }
    void wait_for_room(Milliseconds) override {}
    bool has_room(transport::Lane) const override { return true; }
    bool is_connected(transport::Lane) const override { return true; }
    std::uint64_t incarnation(transport::Lane) const override { return 1; }
    bool is_shedding() const override { return false; }
    transport::Counters counters() const override { return {}; }
    Result<std::vector<std::string>> collect_retained(const std::vector<std::string>&, Milliseconds,
                                                      Milliseconds) override {
        return std::vector<std::string>{};
    }
    Result<std::string> read_retained(const std::string&, Milliseconds, Milliseconds) override { return std::string{}; }

    void put(transport::Inbound message) { inbox_.put_alerts({std::move(message)}); }
    // The first notice about that incident since then; 0 when there was none.
    double told(const core::IncidentId& incident, double since) const {
        const auto times = told_.find(incident.text());
        if (times == told_.end()) return 0;
        const auto first = std::lower_bound(times->second.begin(), times->second.end(), since);
        return first == times->second.end() ? 0 : *first;
    }

private:
    const MovedTime& time_;
    transport::Inbox inbox_{[](const std::string&) { return false; }};
    std::unordered_map<std::string, std::vector<double>> told_;  // the publisher's thread alone, until it ended
};

std::string theft(std::size_t number) {
    const core::Position place = square(first_free_square + number);
    const nlohmann::json report = {{"id", "t" + std::to_string(number)},
                                   {"category", "theft"},
                                   {"text", "a bicycle is taken away in a van without number plates"},
                                   {"lat", place.lat_e7 / 1e7},
                                   {"lon", place.lon_e7 / 1e7}};
    return report.dump();
}

double process_seconds() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

// The terms of records are looked after as in a hub; in a run none is over.
app::Committer::Records records_of(const Site& site, const std::filesystem::path& folder, journal::Journal& journal) {
    auto past = app::past_of(std::make_shared<journal::JournalReader>(whole(journal::JournalReader::open(folder))));
    const core::Retention terms = core::shipped_retention();
    return {app::Expiry(terms, site.state.privacy, std::move(past), journal),
            [](core::RetentionFinding&&) { return true; }, terms.inputs};
}

// hub/app/hub.cpp without what asks for rules and watches for another hub.
struct Hub {
    explicit Hub(const Site& site)
        : firings(site.state),
          journal(whole(journal::SqliteJournal::open({folder.path(), 0, 0, journal::system_chance()}, site.now))),
          time(site.now),
          clock(site.now, time),
          intake(shipped().organisation, shipped().rules, projection::Topics(shipped().config.hub.root),
                 app::FreshIds(std::string(32, 'k')), app::Receipts(whole(journal::JournalReader::open(folder.path()))),
                 site.state, shipped().config.limits),
          publisher({shipped().organisation, shipped().config, clock, broker, "", clock.now(),
                     [] { return shipped().rules.version(); }, [] { return std::vector<std::string>{}; }},
                    whole(journal::JournalReader::open(folder.path())), site.state, {}),
          committer(*journal, publisher, clock, counters, records_of(site, folder.path(), *journal)) {}

    void run_core() {
        app::Batch batch;
        intake.start("bench", clock.now(), batch);
        flush(batch);
        while (!is_stopping) {
            Instant now = clock.now();
            const Instant due = intake.next_due();
            const Milliseconds patience = due <= now ? Milliseconds{0} : std::min(Milliseconds{250}, due - now);
            const auto messages = broker.take(256, patience);
            now = clock.now();
            batch.now = now;
            for (const transport::Inbound& message : messages) {
                if (!intake.take(message, now, journal->accepts_intake(), batch)) std::exit(70);
            }
            intake.pass_time(now, batch);
            flush(batch);
        }
        to_journal.close();
    }
    void flush(app::Batch& batch) {
        if (batch.is_empty()) return;
        firings.note(batch.events, time.ms(), fired);
        fired_until.push_back(fired.size());
        to_journal.push(std::move(batch));
        batch = {};
    }
    // Between journal and publisher, to note when each batch is committed.
    void run_witness() {
        while (!(committed.is_closed() && committed.size() == 0)) {
            for (app::Batch& batch : committed.take(1, Milliseconds{250})) {
                committed_at.push_back(time.ms());
                to_publisher.push(std::move(batch));
            }
        }
        to_publisher.close();
    }
    void run_street(std::size_t reports_per_second) {
        auto next = std::chrono::steady_clock::now();
        for (std::size_t number = 0; !is_street_quiet; ++number) {
            broker.put({"oov/up/caller-" + std::to_string(number % 100) + "/report", theft(number)});
            next += std::chrono::nanoseconds(std::chrono::seconds{1}) / reports_per_second;
            std::this_thread::sleep_until(next);
        }
    }

    test::Folder folder;
    Firings firings;
    std::vector<Fired> fired;
    std::vector<std::size_t> fired_until;  // by batch
    std::vector<double> committed_at;      // likewise
    std::unique_ptr<journal::SqliteJournal> journal;
    MovedTime time;
    app::HubClock clock;
    SwiftBroker broker{time};
    app::Intake intake;
    app::Publisher publisher;
    app::HubCounters counters;
    app::Committer committer;
    BoundedQueue<app::Batch> to_journal{1}, committed{1}, to_publisher{7};
    std::atomic<bool> is_stopping{false}, is_street_quiet{false};
};

}  // namespace

HubRun run_hub(const Site& site, std::chrono::seconds span, std::size_t reports_per_second) {
    using std::this_thread::sleep_for;
    const auto hub = std::make_unique<Hub>(site);
    std::vector<std::thread> threads;
    threads.emplace_back([&] { hub->committer.run(hub->to_journal, hub->committed); });
    threads.emplace_back([&] { hub->run_witness(); });
    threads.emplace_back([&] { hub->publisher.run(hub->to_publisher); });
    threads.emplace_back([&] { hub->run_core(); });
    threads.emplace_back([&] { hub->run_street(reports_per_second); });
    // What fell due while all that stands was told is behind it by then.
    while (!hub->publisher.is_up()) sleep_for(std::chrono::milliseconds{50});
    sleep_for(std::chrono::seconds{5});

    const Instant begin = hub->clock.now();
    const double busy_before = process_seconds();
    const std::uint64_t commits_before = hub->counters.commits();
    sleep_for(span);
    HubRun run;
    run.busy = (process_seconds() - busy_before) / static_cast<double>(span.count());
    run.commits = hub->counters.commits() - commits_before;
    const Instant end = hub->clock.now();
    sleep_for(std::chrono::seconds{2});
    hub->is_street_quiet = true;
    hub->is_stopping = true;
    hub->broker.wake();
    for (std::thread& thread : threads) thread.join();
    hub->committer.close();

    run.unfired = hub->firings.unfired(end);
    std::size_t next = 0;
    for (std::size_t batch = 0; batch < hub->fired_until.size(); ++batch) {
        for (; next < hub->fired_until[batch]; ++next) {
            Fired fired = hub->fired[next];
            const bool counts = fired.due >= static_cast<double>(begin.ms) && fired.due < static_cast<double>(end.ms);
            if (!counts) continue;
            fired.committed = hub->committed_at.at(batch);
            fired.told = hub->broker.told(fired.incident, fired.decided);
            if (fired.told == 0) ++run.unfired;
            run.fired.push_back(fired);
        }
    }
    return run;
}

}  // namespace paraat::bench
