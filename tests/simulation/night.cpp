#include "tests/simulation/night.hpp"

#include "hub/core/clearance.hpp"
#include "tests/simulation/auditor.hpp"
#include "tests/simulation/mishaps.hpp"
#include "tests/simulation/people.hpp"

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds settling_most = 20min;
constexpr Milliseconds rest_looks_most = 30min;
constexpr Milliseconds answers_within = 10s;

constexpr const char* accounts[] = {"radio-1",   "radio-2",          "radio-7",
                                    "radio-8",   "radio-9",          "shadow-1",
                                    "console-1", "coord-overlast-1", "coord-ondermijning-1",
                                    "opco-1"};

class Night {
public:
    Night(const NightPlan& plan, const app::HubFiles& files, const std::filesystem::path& folder)
        : plan_(plan),
          files_(files),
          world_(plan.seed),
          chance_(world_.chance.split()),
          broker_(world_),
          auditor_(world_),
          hub_(world_, broker_, files, folder / "hub", plan.canary, auditor_.complaints),
          people_(world_, devices_, consoles_),
          mishaps_(world_, broker_, hub_, devices_) {
        world_.tells = plan.tells;
        const Device::Watch watch{
            [this](const std::string& client, const sdk::Letter& letter) { auditor_.kept(client, letter); },
            [this](const std::string& client, const Letter& letter) { auditor_.heard(client, letter); },
            [this](Device& device, const sdk::Request& request) { people_.is_asked(device, request); }};
        for (const char* account : accounts) {
            devices_.push_back(
                std::make_unique<Device>(world_, broker_, account, folder / account, plan.canary, watch));
        }
        for (const char* division : {"dvl", "dvo", "sector"}) {
            consoles_.push_back(std::make_unique<Console>(world_, broker_, std::string("screen-") + division,
                                                          std::string("oov/json/") + division + "/alert/+",
                                                          &auditor_.secrecy()));
        }
        consoles_.push_back(
            std::make_unique<Console>(world_, broker_, "screen-covert", "oov/json/covert/+/alert/+", nullptr));
    }

    Outcome play() {
        const Instant begin = world_.now();
        // Many short nights see more than few long ones; some faults need a long one.
        const Milliseconds acting = plan_.power_loss      ? 12min
                                    : chance_.once_in(20) ? 15min
                                                          : Milliseconds{chance_.between(90'000, 300'000)};
        if (chance_.once_in(4)) broker_.waiting_most = 5 + chance_.below(40);
        if (plan_.power_loss) hub_.lose_power_at(plan_.power_loss->sync, plan_.power_loss->is_after);
        hub_.start();
        for (const auto& device : devices_) device->start();
        for (const auto& console : consoles_) console->connect();
        people_.act_until(begin + acting);
        if (!plan_.power_loss)
            mishaps_.plan(2 + chance_.below(static_cast<std::size_t>(acting / 1min) + 2), begin + acting);
        world_.pass_until(begin + acting);
        people_.rest();
        mishaps_.heal();
        wait_for_rest();
        Figures& figures = world_.figures;
        figures.nights = 1;
        figures.failed = auditor_.complaints.empty() ? 0 : 1;
        figures.simulated_ms = (world_.now() - begin).count();
        figures.happenings = static_cast<std::int64_t>(world_.happened());
        figures.commits = hub_.commits();
        figures.starts = static_cast<std::int64_t>(hub_.starts());
        return {auditor_.complaints, figures, auditor_.head, hub_.disk().syncs()};
    }

private:
    bool has_all_been_said() const {
        for (const auto& device : devices_) {
            if (device->waiting() > 0) return false;
        }
        return true;
    }
    bool is_still() const { return hub_.is_idle() && broker_.is_idle(); }

    void wait_for_rest() {
        const Instant end = world_.now() + settling_most;
        while (!(has_all_been_said() && hub_.is_idle()) && world_.now() < end) world_.pass_until(world_.now() + 1s);
        // What is late is told, screens have connected again.
        world_.pass_until(world_.now() + 3min);
        const Instant latest = world_.now() + rest_looks_most;
        bool is_at_rest = false;
        while (!is_at_rest && world_.now() < latest) {
            world_.pass_until(world_.now() + 1'700ms);
            const std::int64_t commits = hub_.commits();
            if (!is_still()) continue;
            // What is on its way to a screen arrives, and who asks is answered, while nothing new comes up.
            inquire();
            world_.pass_until(world_.now() + 3'500ms);
            is_at_rest = is_still() && hub_.commits() == commits;
        }
        // What is compared now was asked at different moments.
        if (!is_at_rest) auditor_.complaints.emplace_back("something new came up all the time");
        if (!hub_.is_idle()) auditor_.complaints.push_back("the hub does not come to rest:" + hub_.busy_with());
        auditor_.compare({hub_, broker_, files_, devices_, consoles_, inquiries_});
    }
    void inquire() {
        inquiries_.clear();
        for (const char* account : {"console-1", "opco-1"}) {
            for (const char* division : {"sector", "dvl", "dvo"}) {
                inquiries_.push_back(std::make_shared<Inquiry>(world_, broker_, account, division));
                inquiries_.back()->ask();
            }
        }
        const auto all_answered = [&] {
            return std::all_of(inquiries_.begin(), inquiries_.end(),
                               [](const auto& one) { return one->is_answered(); });
        };
        const Instant latest = world_.now() + answers_within;
        while (!all_answered() && world_.now() < latest) world_.pass_until(world_.now() + 50ms);
        for (const auto& inquiry : inquiries_) inquiry->end();
    }

    const NightPlan& plan_;
    const app::HubFiles& files_;
    World world_;
    Chance chance_;
    Broker broker_;
    Auditor auditor_;
    HubHost hub_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::vector<std::unique_ptr<Console>> consoles_;
    std::vector<std::shared_ptr<Inquiry>> inquiries_;
    People people_;
    Mishaps mishaps_;
};

}  // namespace

app::HubFiles files_of_nights() {
    auto files = app::read_hub_files(std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml", {}, {});
    core::Account covert = files.organisation.accounts.at(core::ClientName{"radio-7"});
    covert.name = core::ClientName{"shadow-1"};
    covert.compartment = core::covert_compartment;
    files.organisation.accounts.put(covert);
    return files;
}

Outcome play_night(const NightPlan& plan, const app::HubFiles& files, const std::filesystem::path& folder) {
    Night night(plan, files, folder);
    return night.play();
}

}  // namespace paraat::simulation
