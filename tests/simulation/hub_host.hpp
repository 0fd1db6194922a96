#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/app/batch.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/core/state.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "tests/simulation/broker.hpp"
#include "tests/simulation/canary.hpp"
#include "tests/simulation/disk.hpp"

namespace paraat::simulation {

// The machine that the hub runs on. Its process is put together from the parts of the real one (hub/app/hub.cpp): the
// same intake, core rounds, journal, publisher and boxes, each given its turns by the world instead of a thread.
class HubHost {
public:
    // `files` outlives it. Faults that nobody should ever see are put into `complaints`.
    HubHost(World& world, Broker& broker, const app::HubFiles& files, std::filesystem::path folder, Canary canary,
            std::vector<std::string>& complaints);
    ~HubHost();

    void start();
    // kill -9, or the power fails as well.
    void die(bool loses_power);
    // The same at the worst moment: its next commit takes long, and it dies before it has it.
    void die_amid_commit(bool loses_power);
    // Its power goes at a sync of its disk; see Disk.
    void lose_power_at(std::uint64_t sync, bool is_after);
    // The process is stopped, and goes on later.
    void stand_still(Milliseconds span);
    bool is_running() const { return process_ != nullptr; }

    Disk& disk() { return disk_; }
    MachineTime& clock() { return time_; }
    // Nothing waits in it, and nothing is on its way to the broker.
    bool is_idle() const;
    std::string busy_with() const;     // what is not idle, for a person
    const core::State* state() const;  // that decides; null when it does not run
    Instant now() const;               // by the hub's clock
    std::uint64_t starts() const { return starts_; }
    std::int64_t commits() const { return commits_; }
    const std::filesystem::path& journal() const { return disk_.folder(); }

private:
    struct Process;
    void plan_round(Milliseconds in);
    void round();
    void commit();
    void publish();
    void fail(const std::string& why);
    void wakes();
    void note_start(journal::SqliteJournal& journal, const core::State& state);
    app::Batch changed_by_canary(app::Batch batch);

    World& world_;
    Broker& broker_;
    const app::HubFiles& files_;
    Canary canary_;
    std::vector<std::string>& complaints_;
    Chance chance_;
    MachineTime time_;
    Disk disk_;
    std::unique_ptr<Process> process_;
    std::uint64_t starts_ = 0;
    std::int64_t commits_ = 0;
    Instant stands_still_until_;
    std::optional<bool> dies_amid_;  // a commit; whether the power fails too
};

}  // namespace paraat::simulation
