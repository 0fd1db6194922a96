#include "tests/bench/numbers/start.hpp"

#include <iostream>
#include <stdexcept>

#include "hub/app/hub_clock.hpp"
#include "hub/app/replay.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "hub/journal/verify.hpp"
#include "hub/transport/private_broker.hpp"
#include "tests/bench/figures/steps.hpp"
#include "tests/bench/peers/admin_page.hpp"
#include "tests/bench/site/history.hpp"
#include "tests/bench/site/site.hpp"
#include "tests/bench/site/whole.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {
namespace {

using std::chrono::steady_clock;

constexpr std::int64_t events_all = 1'000'000;
constexpr std::size_t read_at_once = 1'000;  // events read at once, as app::replay does
constexpr std::chrono::seconds start_within{60};
constexpr const char* until_ready = "from exec until the hub is ready";
constexpr const char* from_nothing = "opened and replayed, without a snapshot";

std::unique_ptr<journal::SqliteJournal> opened(const std::filesystem::path& directory) {
    journal::SqliteOptions options{directory};
    options.verifying_threads = journal::threads_at_most();
    return whole(journal::SqliteJournal::open(std::move(options), app::HubClock({}).now()));
}

// app::replay from there on, its parts apart.
void replay_apart(journal::Journal& journal, journal::Sequence at, core::State& state, Steps& steps) {
    double reading = 0, decoding = 0, folding = 0;
    while (true) {
        const auto begin = steady_clock::now();
        const auto stored = whole(journal.read({at.value + 1}, read_at_once));
        reading += seconds_since(begin);
        if (stored.empty()) break;
        const auto read = steady_clock::now();
        std::vector<core::Event> events;
        for (const journal::SequencedEvent& one : stored) events.push_back(whole(app::decode(one)));
        decoding += seconds_since(read);
        const auto decoded = steady_clock::now();
        for (const core::Event& event : events) core::evolve(state, event);
        folding += seconds_since(decoded);
        at = stored.back().sequence;
    }
    steps.add("read events, each checked against the chain", reading);
    steps.add("decode them", decoding);
    steps.add("fold them", folding);
}

// What a start does before its admin port answers, by the hub's own calls.
void start_apart(const std::filesystem::path& directory, journal::Sequence in_snapshot, Steps& steps) {
    const test::Folder folder;
    steps.time("start a broker", [&] {
        return whole(transport::PrivateBroker::start(
            {.directory = folder.path(), .port = 0, .websocket_port = 0, .access = "open"}));
    });
    steps.time("read configuration, organisation and rules",
               [] { return app::read_hub_files(PARAAT_SOURCE_DIR "/config/hub.toml", {}, {}); });
    const auto verifying = steady_clock::now();
    whole(journal::verify_but_replayed({directory}, in_snapshot, {journal::threads_at_most()}));
    const double verified = seconds_since(verifying);
    steps.add("verify the journal up to the snapshot", verified);
    const auto opening = steady_clock::now();
    const auto journal = opened(directory);
    steps.add("open it, without that", seconds_since(opening) - verified);
    const auto snapshot = steps.time("read the snapshot", [&] { return *whole(journal->newest_snapshot()); });
    core::State state = steps.time("decode it", [&] { return whole(core::decode_state(snapshot.bytes)); });
    replay_apart(*journal, snapshot.sequence, state, steps);
}

// The real hub with what is shipped and a broker that it starts itself, killed once it is ready.
void start_hub(const std::filesystem::path& journal, const std::filesystem::path& log, Steps& steps) {
    const int port = free_port();
    const auto begin = steady_clock::now();
    Process hub({PARAAT_BIN "/paraat-hub", "--config", PARAAT_SOURCE_DIR "/config/hub.toml", "--journal-directory",
                 journal.string(), "--broker-access", "open", "--broker-port", "0", "--broker-websocket-port", "0",
                 "--admin-port", std::to_string(port), "--admin-metrics", "all"},
                log);
    wait_until_there(hub, port, start_within, log);
    const double there = seconds_since(begin);
    wait_until_ready(hub, port, start_within, log);
    const double ready = seconds_since(begin);
    wait_until_verified(hub, port, start_within, log);  // killed sooner, the next one verifies before anything else
    const double verified = seconds_since(begin);
    hub.end_at_once();
    steps.add(until_ready, ready);
    steps.add("until its admin port answers: all below", there);
    steps.add("then until it is connected and all that stands is told", ready - there);
    steps.add("from exec until the journal's past is verified, beside its work", verified);
    std::cerr << "  ready after " << fixed(ready, 2) << " s\n";
}

class StartBench {
public:
    StartBench() : history_(write_history(journal_, events_all, app::HubClock({}).now())) {}

    void measure() {
        std::filesystem::rename(snapshots_, aside_);
        for (std::size_t run = 0; run < runs_each; ++run) replay();
        std::filesystem::rename(aside_, snapshots_);
        for (std::size_t run = 0; run < runs_each; ++run) start_apart(journal_, {history_.in_snapshot}, apart_);
        // Last: a hub adds to the journal, some events each time.
        for (std::size_t run = 0; run < runs_each; ++run) start_hub(journal_, folder_.path() / "hub.log", start_);
    }

    Report report() const {
        Report report{"P8", {}, {}, {}};
        report.table.push_back(std::to_string(history_.events) + " events of " + std::to_string(history_.inputs) +
                               " inputs in " + fixed(megabytes_, 0) + " MB, " +
                               std::to_string(history_.events - history_.in_snapshot) + " behind the snapshot; " +
                               std::to_string(history_.open) + " incidents open of " + std::to_string(history_.kept));
        start_.describe("a start after a kill; the median of three runs", report);
        apart_.describe("until its admin port answers, step by step in this process", report);
        replay_.describe("without a snapshot", report);
        Runs replayed;
        for (const double seconds : replay_.runs(from_nothing).values) {
            replayed.values.push_back(static_cast<double>(history_.events) / seconds);
        }
        report.goals.push_back({"s from exec until ready, from a snapshot", start_.runs(until_ready), 1.0});
        report.goals.push_back(
            {"events a second, verified and replayed from nothing", replayed, 200'000, Goal::Is::at_least});
        return report;
    }

private:
    // As Hub::Parts::open_journal does. The journal is not closed, so that the next start finds it as this one did.
    void replay() {
        const auto last = replay_.time(from_nothing, [&] {
            const auto journal = opened(journal_);
            return whole(app::replay(*journal, app::EventReading::ahead)).at;
        });
        if (last.value != history_.events) throw std::runtime_error("the replay ended before the journal did");
        const auto journal =
            replay_.time("open it: inputs, sealed parts, SQLite's check", [&] { return opened(journal_); });
        core::State state;
        replay_apart(*journal, {}, state, replay_);
    }

    test::Folder folder_;
    const std::filesystem::path journal_ = folder_.path() / "journal";
    const std::filesystem::path snapshots_ = journal::Paths{journal_}.snapshots(), aside_ = folder_.path() / "aside";
    const History history_;
    const double megabytes_ = static_cast<double>(std::filesystem::file_size(journal::Paths{journal_}.journal())) / 1e6;
    Steps start_, apart_, replay_;
};

}  // namespace

Report measure_start() {
    StartBench bench;
    bench.measure();
    return bench.report();
}

}  // namespace paraat::bench
