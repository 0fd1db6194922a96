#include "tests/simulation/nights.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <vector>

#include "tests/simulation/ledger.hpp"
#include "tests/simulation/night.hpp"
#include "tests/simulation/two_worlds.hpp"

namespace paraat::simulation {
namespace {

using Clock = std::chrono::steady_clock;
// What is played under a number, in a folder of its own.
using PlayOne = std::function<Outcome(std::uint64_t number, bool tells, const std::filesystem::path& folder)>;

// What a run that is stopped plays again at most, of each worker.
constexpr std::uint64_t nights_of_a_block = 20;
constexpr std::uint64_t days_of_a_block = 4;
constexpr std::chrono::seconds tells_every{20};

std::string command_of(std::uint64_t number, const Playing& playing) {
    std::string canary;
    for (const NamedCanary& one : canaries) {
        if (one.canary == playing.canary) canary = fmt::format(" --canary {}", one.name);
    }
    if (playing.compares_worlds) canary += " --two-worlds";
    if (!playing.sync_points) return fmt::format("./dev simulate --seeds {}{} --story", number, canary);
    return fmt::format("./dev simulate --seeds {}{} --sync-points {} --story", playing.seeds.first, canary, number);
}

std::string failure_of(std::uint64_t number, const std::vector<std::string>& complaints, const Playing& playing) {
    std::string text =
        fmt::format("{} {} failed: {}", playing.compares_worlds ? "day" : "night", number, complaints.front());
    if (complaints.size() > 1) text += fmt::format(" (and {} more)", complaints.size() - 1);
    text += "\n  again: " + command_of(number, playing);
    if (!playing.tells) return text;
    for (const std::string& complaint : complaints) text += "\n  " + complaint;
    return text;
}

NightPlan plan_of(std::uint64_t number, const Playing& playing) {
    NightPlan plan{number, playing.canary, false, std::nullopt};
    if (!playing.sync_points) return plan;
    plan.seed = playing.seeds.first;
    plan.power_loss = PowerLoss{(number + 1) / 2, number % 2 == 0};
    return plan;
}

// What a worker says, line by line: `begins SEED`, `failed TEXT` with its line ends as \x01, `figures JSON`.
class Worker {
public:
    Worker(const Playing& playing, const PlayOne& play_one, Ledger::Block block) : block_(block) {
        int ends[2];
        if (::pipe(ends) != 0) return;
        pid_ = ::fork();
        if (pid_ == 0) {
            ::close(ends[0]);
            play_block(playing, play_one, block, ends[1]);
            std::fflush(nullptr);
            ::_exit(0);
        }
        ::close(ends[1]);
        out_ = ends[0];
    }

    int out() const { return out_; }
    const Ledger::Block& block() const { return block_; }

    // False when it said its last.
    bool read_some() {
        char bytes[4'096];
        const ssize_t count = ::read(out_, bytes, sizeof bytes);
        if (count > 0) said_.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    }
    // Its figures; what failed goes to `says`. A process that died failed the night that it was at.
    Figures end(const Playing& playing, const std::function<void(const std::string&)>& says) {
        ::close(out_);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        Figures figures;
        std::uint64_t at = block_.first;
        bool is_whole = false;
        for (std::size_t begin = 0; begin < said_.size();) {
            const std::size_t line_end = std::min(said_.find('\n', begin), said_.size());
            std::string line = said_.substr(begin, line_end - begin);
            begin = line_end + 1;
            if (line.starts_with("begins ")) at = std::stoull(line.substr(7));
            if (line.starts_with("failed ")) {
                std::replace(line.begin(), line.end(), '\x01', '\n');
                says(line.substr(7));
            }
            if (!line.starts_with("figures ")) continue;
            figures = figures_of(line.substr(8));
            is_whole = true;
        }
        if (is_whole) return figures;
        const std::string why = WIFSIGNALED(status) ? std::string("the program died of ") + strsignal(WTERMSIG(status))
                                                    : fmt::format("the program ended with {}", WEXITSTATUS(status));
        says(failure_of(at, {why + "; the rest of its block was not played"}, playing));
        figures.nights = static_cast<std::int64_t>((block_.second - block_.first) / playing.every + 1);
        figures.failed = static_cast<std::int64_t>((block_.second - at) / playing.every + 1);
        return figures;
    }

private:
    static void say(int out, std::string line) {
        line += "\n";
        for (std::size_t done = 0; done < line.size();) {
            const ssize_t count = ::write(out, line.data() + done, line.size() - done);
            if (count <= 0) ::_exit(1);
            done += static_cast<std::size_t>(count);
        }
    }
    static void play_block(const Playing& playing, const PlayOne& play_one, Ledger::Block block, int out) {
        const auto own = playing.folder / fmt::format("paraat-simulation-{}", ::getpid());
        Figures figures;
        for (std::uint64_t number = block.first; number <= block.second; number += playing.every) {
            say(out, fmt::format("begins {}", number));
            const auto folder = own / std::to_string(number);
            Outcome outcome = play_one(number, playing.tells, folder);
            if (playing.plays_twice && outcome != play_one(number, false, folder)) {
                outcome.complaints.emplace_back("played again it is another night");
                outcome.figures.failed = 1;
            }
            figures.add(outcome.figures);
            if (outcome.complaints.empty()) continue;
            std::string failure = failure_of(number, outcome.complaints, playing);
            std::replace(failure.begin(), failure.end(), '\n', '\x01');
            say(out, "failed " + failure);
            if (playing.stops_at_first) break;
        }
        std::error_code ignored;
        std::filesystem::remove_all(own, ignored);
        say(out, "figures " + to_line(figures));
    }

    Ledger::Block block_;
    pid_t pid_ = -1;
    int out_ = -1;
    std::string said_;
};

class Play {
public:
    Play(const Playing& playing, PlayOne play_one, Ledger ledger, const std::function<void(const std::string&)>& says)
        : playing_(playing), play_one_(std::move(play_one)), ledger_(std::move(ledger)), says_(says) {
        const Seeds& numbers = playing.sync_points ? *playing.sync_points : playing.seeds;
        const std::uint64_t every = playing.every;
        count_ = (numbers.last - numbers.first) / every + 1;
        const std::uint64_t block_size = playing.compares_worlds ? days_of_a_block : nights_of_a_block;
        for (std::uint64_t first = numbers.first; first <= numbers.last; first += block_size * every) {
            const Ledger::Block block{first, std::min(first + (block_size - 1) * every, numbers.last)};
            const auto known = ledger_.blocks().find(block);
            known == ledger_.blocks().end() ? waiting_.push_back(block) : all_.add(known->second);
        }
        played_before_ = all_.nights;
        if (all_.nights > 0) says_(fmt::format("{} were played before", all_.nights));
    }

    Result<Figures> run() {
        while (!waiting_.empty() || !workers_.empty()) {
            while (!waiting_.empty() && workers_.size() < playing_.workers) begin();
            if (auto ended = wait(); !ended) return ended.error();
            if (playing_.stops_at_first && all_.failed > 0) waiting_.clear();
        }
        return all_;
    }

private:
    void begin() {
        workers_.emplace_back(playing_, play_one_, waiting_.front());
        waiting_.pop_front();
    }
    Result<void> wait() {
        std::vector<pollfd> ends;
        for (const Worker& worker : workers_) ends.push_back({worker.out(), POLLIN, 0});
        ::poll(ends.data(), ends.size(), -1);
        for (std::size_t index = ends.size(); index-- > 0;) {
            if (ends[index].revents == 0 || workers_[index].read_some()) continue;
            const Figures figures = workers_[index].end(playing_, says_);
            all_.add(figures);
            const auto block = workers_[index].block();
            workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(index));
            // What failed is played again the next time.
            if (figures.failed > 0) continue;
            if (auto kept = ledger_.add(block, figures); !kept) return kept;
        }
        if (Clock::now() - told_ > tells_every) {
            told_ = Clock::now();
            says_(fmt::format("{} of {} {}, {} failed{}", all_.nights, count_,
                              playing_.compares_worlds ? "days" : "nights", all_.failed, pace()));
        }
        return {};
    }

    // How much of a core each took that was played now.
    std::string pace() const {
        rusage used{};
        const std::int64_t now = all_.nights - played_before_;
        if (now <= 0 || ::getrusage(RUSAGE_CHILDREN, &used) != 0) return {};
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return fmt::format(", {:.2f} s of a core each",
                           (seconds(used.ru_utime) + seconds(used.ru_stime)) / static_cast<double>(now));
    }

    const Playing& playing_;
    const PlayOne play_one_;
    Ledger ledger_;
    const std::function<void(const std::string&)>& says_;
    std::deque<Ledger::Block> waiting_;
    std::deque<Worker> workers_;
    Figures all_;
    std::uint64_t count_ = 0;
    std::int64_t played_before_ = 0;
    Clock::time_point told_ = Clock::now();
};

// How often the hub's disk syncs in a night in which nothing breaks.
Outcome undisturbed(const Playing& playing, const app::HubFiles& files) {
    const auto folder = playing.folder / fmt::format("paraat-simulation-{}", ::getpid());
    Outcome outcome = play_night({playing.seeds.first, Canary::none, false, PowerLoss{}}, files, folder);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return outcome;
}

Result<Figures> play_days(const Playing& playing, const std::function<void(const std::string&)>& says) {
    const WorldFiles files = files_of_worlds();
    if (!files.with.issues.empty()) return Error{"configuration", "config/hub.toml", files.with.issues.front()};
    auto ledger = Ledger::open(playing.ledger, "/proc/self/exe");
    if (!ledger) return ledger.error();
    const auto play_one = [&](std::uint64_t number, bool tells, const std::filesystem::path& folder) {
        Outcome outcome = play_day({number, playing.canary, tells, playing.day}, files, folder);
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        return outcome;
    };
    auto figures = Play(playing, play_one, std::move(*ledger), says).run();
    if (!figures || !playing.wants_all_kinds) return figures;
    const std::vector<std::string> missing = missing_in_days(*figures, files);
    for (const std::string& kind : missing) says("in none of these days: " + kind);
    if (!missing.empty()) ++figures->failed;
    return figures;
}

}  // namespace

Result<Figures> play(Playing playing, const std::function<void(const std::string&)>& says) {
    if (playing.compares_worlds) return play_days(playing, says);
    const app::HubFiles files = files_of_nights();
    if (!files.issues.empty()) return Error{"configuration", "config/hub.toml", files.issues.front()};
    if (playing.sync_points) {
        const Outcome whole = undisturbed(playing, files);
        std::int64_t events = 0;
        for (const auto& [name, count] : whole.figures.events) events += count;
        says(fmt::format("a night of {} events, {} commits and {} syncs", events, whole.figures.commits, whole.syncs));
        playing.sync_points->last = std::min(playing.sync_points->last, 2 * whole.syncs);
    }
    auto ledger = Ledger::open(playing.ledger, "/proc/self/exe");
    if (!ledger) return ledger.error();
    const auto play_one = [&](std::uint64_t number, bool tells, const std::filesystem::path& folder) {
        NightPlan plan = plan_of(number, playing);
        plan.tells = tells;
        return play_night(plan, files, folder);
    };
    return Play(playing, play_one, std::move(*ledger), says).run();
}

}  // namespace paraat::simulation
