#include "tests/simulation/two_worlds.hpp"

#include <fmt/format.h>

#include <deque>
#include <iostream>

#include "hub/core/clearance.hpp"
#include "tests/simulation/instant_hub.hpp"
#include "tests/simulation/world_people.hpp"

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds compared_every = 1min;
constexpr Milliseconds pages_every = 10min;
constexpr std::size_t shown_of_a_difference = 600;

// One of the two.
class WorldOfDay {
public:
    WorldOfDay(const DayPlan& plan, const app::HubFiles& files, const std::filesystem::path& folder, Instant begin,
               bool has_covert_work)
        : organisation_(files.organisation),
          overt_(plan.seed * 2 + 1, begin),
          covert_(plan.seed * 2 + 2, begin),
          has_covert_work_(has_covert_work),
          tells_(plan.tells),
          hub_(files, folder, begin, plan.seed, plan.canary,
               {[this](const std::string& topic) { return is_open(topic); },
                [this](Seen seen) { sees(std::move(seen)); },
                [this](const transport::Outbound& message) { hears(message); }}) {
        rest();
    }

    void pass_until(Instant end) {
        while (true) {
            const Instant overt = overt_.next_due();
            const Instant covert = has_covert_work_ ? std::max(covert_.next_due(), rests_until_) : never;
            const Instant next = std::min(overt, covert);
            if (next > end) break;
            hub_.pass_until(next - 1ms);  // who acts has seen what there was before
            // At the moment of something overt the covert comes first, in between or last.
            const bool may_join = has_covert_work_ && next >= rests_until_;
            if (covert <= overt || (may_join && overt.ms % 3 == 0)) say(covert_.take(next, open_));
            if (overt == next) say(overt_.take());
            if (may_join && overt.ms % 5 == 0) say(covert_.take(next, open_));
        }
        hub_.pass_until(end);
    }
    void look_at_pages() { hub_.look_at_pages(); }
    void restart() {
        hub_.restart();
        rest();
    }
    void reconnect() {
        hub_.reconnect();
        rest();
    }
    // What was seen since it was last asked.
    std::deque<Seen>& seen() { return seen_; }
    const InstantHub& hub() const { return hub_; }
    std::int64_t covert_published() const { return covert_published_; }
    std::int64_t said() const { return said_; }
    // What was said and published since it was last asked, for who reads a day that failed.
    std::vector<std::string> take_story() { return std::exchange(story_, {}); }

private:
    // How long a hub listens before it goes on depends on all that comes in these seconds (docs/decisions/0034).
    void rest() { rests_until_ = hub_.now() + 10s; }
    void say(const Saying& saying) {
        hub_.hear(saying.at, saying.client, saying.kind, saying.payload);
        if (tells_)
            story_.push_back(fmt::format("{} {} {} {}", saying.at.ms, saying.client, saying.kind, saying.payload));
        ++said_;
    }
    // Whatever is not for the cleared alone counts as seen by somebody who is not.
    bool is_open(const std::string& topic) const {
        std::string_view rest = topic;
        for (const std::string_view prefix : {"oov/json/", "oov/"}) {
            if (!rest.starts_with(prefix)) continue;
            rest.remove_prefix(prefix.size());
            break;
        }
        if (rest.starts_with("covert/")) return false;
        if (!rest.starts_with("down/")) return true;
        rest.remove_prefix(5);
        const core::ClientName client{std::string(rest.substr(0, rest.find('/')))};
        return !core::is_cleared_for(organisation_, client, core::covert_compartment);
    }
    void sees(Seen seen) { seen_.push_back(std::move(seen)); }
    void hears(const transport::Outbound& message) {
        const bool is_told = tells_ && message.topic.starts_with("oov/json/");
        if (is_told) story_.push_back(fmt::format("  {} {}", message.topic, message.payload));
        if (!is_open(message.topic)) {
            ++covert_published_;
            covert_.standing().hears(message.topic, message.payload);
            return;
        }
        overt_.standing().hears(message.topic, message.payload);
        open_.hears(message.topic, message.payload);
    }

    const core::Organisation& organisation_;
    OvertPeople overt_;
    CovertPeople covert_;
    Standing open_{"oov/json/"};
    const bool has_covert_work_;
    Instant rests_until_;
    std::deque<Seen> seen_;
    std::int64_t covert_published_ = 0;
    std::int64_t said_ = 0;
    const bool tells_;
    std::vector<std::string> story_;
    InstantHub hub_;  // publishes as soon as it is made
};

std::string sentence_of(const Seen* seen) {
    if (seen == nullptr) return "nothing more";
    return fmt::format("at {} on {}: {}", seen->at.ms, seen->where, seen->says.substr(0, shown_of_a_difference));
}

// The first that a person can read: FlatBuffers have a twin soon after them.
const Seen* readable(const std::deque<Seen>& all) {
    for (const Seen& seen : all) {
        const bool is_binary = seen.where.starts_with("oov/") && !seen.where.starts_with("oov/json/");
        if (!is_binary || seen.says.starts_with("{")) return &seen;
    }
    return all.empty() ? nullptr : &all.front();
}

// Empty when all is the same; both are emptied.
std::string difference_of(std::deque<Seen>& with, std::deque<Seen>& without) {
    while (!with.empty() && !without.empty() && with.front() == without.front()) {
        with.pop_front();
        without.pop_front();
    }
    if (with.empty() && without.empty()) return {};
    return fmt::format("who is not cleared sees of covert work:\n    with it     {}\n    without it  {}",
                       sentence_of(readable(with)), sentence_of(readable(without)));
}

// The minute of the first difference, in both worlds.
void tell_of_minute(Instant at, WorldOfDay& with, WorldOfDay& without, bool is_different) {
    const auto of_with = with.take_story();
    const auto of_without = without.take_story();
    if (!is_different) return;
    std::cout << "the minute from " << at.ms << ", with covert work:\n";
    for (const std::string& line : of_with) std::cout << line << "\n";
    std::cout << "without:\n";
    for (const std::string& line : of_without) std::cout << line << "\n";
}

}  // namespace

WorldFiles files_of_worlds() {
    WorldFiles files;
    files.without = app::read_hub_files(std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml", {}, {});
    files.with = files.without;
    files.without.organisation.compartments.clear();
    for (const auto& [name, like] :
         {std::pair{"shadow-1", "radio-7"}, {"shadow-2", "radio-7"}, {"shadow-3", "radio-1"}}) {
        core::Account covert = files.with.organisation.accounts.at(core::ClientName{like});
        covert.name = core::ClientName{name};
        covert.compartment = core::covert_compartment;
        files.with.organisation.accounts.put(covert);
    }
    return files;
}

Outcome play_day(const DayPlan& plan, const WorldFiles& files, const std::filesystem::path& folder) {
    Chance chance(plan.seed);
    // Any time of the day, and of the year.
    const Instant begin{1'764'000'000'000 + chance.between(0, 365LL * 86'400'000)};
    const Instant end = begin + plan.length;
    const Instant restarts_at =
        chance.once_in(2) ? begin + Milliseconds{chance.between(0, plan.length.count())} : never;
    const Instant reconnects_at =
        chance.once_in(2) ? begin + Milliseconds{chance.between(0, plan.length.count())} : never;
    WorldOfDay with(plan, files.with, folder / "with", begin, true);
    WorldOfDay without(plan, files.without, folder / "without", begin, false);
    std::vector<std::string> complaints;
    Figures figures;
    std::int64_t looked = 0;
    for (Instant at = begin; at < end && complaints.empty(); at = at + compared_every) {
        for (WorldOfDay* world : {&with, &without}) {
            if (at <= restarts_at && restarts_at < at + compared_every) world->restart();
            if (at <= reconnects_at && reconnects_at < at + compared_every) world->reconnect();
            world->pass_until(at + compared_every);
            if ((at - begin) % pages_every == 0ms) world->look_at_pages();
        }
        looked += static_cast<std::int64_t>(without.seen().size());
        if (auto differs = difference_of(with.seen(), without.seen()); !differs.empty()) {
            complaints.push_back(std::move(differs));
        }
        if (plan.tells) tell_of_minute(at, with, without, !complaints.empty());
    }
    if (with.hub().has_failed() || without.hub().has_failed()) complaints.emplace_back("a hub ended");
    if (complaints.empty() && plan.length >= 1h && with.covert_published() == 0) {
        complaints.emplace_back("there was no covert work to be hidden");
    }
    figures.nights = 1;
    figures.failed = complaints.empty() ? 0 : 1;
    figures.simulated_ms = plan.length.count();
    figures.commits = with.hub().commits() + without.hub().commits();
    figures.happenings = with.said() + without.said();
    figures.checks["what the uncleared see is the same in both worlds"] = looked;
    figures.situations["something was published for the cleared"] = with.covert_published();
    figures.situations["something was said in the world without covert work"] = without.said();
    return {complaints, figures, "", 0};
}

}  // namespace paraat::simulation
