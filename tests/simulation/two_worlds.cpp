#include "tests/simulation/two_worlds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iostream>

#include "hub/app/rule_folder.hpp"
#include "hub/core/clearance.hpp"
#include "hub/projection/access.hpp"
#include "tests/simulation/instant_hub.hpp"
#include "tests/simulation/kinds.hpp"
#include "tests/simulation/world_partners.hpp"
#include "tests/simulation/world_people.hpp"
#include "tests/simulation/world_words.hpp"

namespace paraat::simulation {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds compared_every = 1min;
constexpr Milliseconds pages_every = 10min;
constexpr std::size_t shown_of_a_difference = 600;
constexpr std::size_t shown_before_a_difference = 200;
constexpr std::uint64_t previews_every = 8;  // days: the whole journal is read for it

// One of the two.
class WorldOfDay {
public:
    WorldOfDay(const DayPlan& plan, const app::HubFiles& files, const std::filesystem::path& folder, Instant begin,
               bool has_covert_work)
        : organisation_(files.organisation),
          journal_(folder),
          kinds_(files.organisation),
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
            if (overt == next) say_openly(overt_.take());
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
    void agree(const std::vector<core::Agreement>& agreements) { hub_.agree(agreements); }
    // What partners are to have been told by the journal, were this agreement in force all day, and how each stands.
    void look_at_partners(const core::Agreement& agreement) {
        for (Seen& told : told_by_journal(journal_, agreement, hub_.now())) sees(std::move(told));
    }
    // What was seen since it was last asked.
    std::deque<Seen>& seen() { return seen_; }
    const InstantHub& hub() const { return hub_; }
    std::int64_t covert_published() const { return covert_published_; }
    std::int64_t said() const { return said_; }
    const Kinds& kinds() const { return kinds_; }
    // What was said and published since it was last asked, for who reads a day that failed.
    std::vector<std::string> take_story() { return std::exchange(story_, {}); }

private:
    // How long a hub listens before it goes on depends on all that comes in these seconds (docs/decisions/0034).
    void rest() { rests_until_ = hub_.now() + 10s; }
    void say_openly(const Saying& saying) {
        kinds_.say(saying);
        say(saying);
    }
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
        // Judged by what the broker lets whom read there.
        if (projection::is_of_devices(organisation_, topic)) {
            const auto readers = projection::readers_of(organisation_, topic);
            return std::any_of(readers.begin(), readers.end(), [&](const core::ClientName& reader) {
                return !core::is_cleared_for(organisation_, reader, core::covert_compartment);
            });
        }
        if (!rest.starts_with("down/")) return true;
        rest.remove_prefix(5);
        const core::ClientName client{std::string(rest.substr(0, rest.find('/')))};
        return client.text != stand_in && !core::is_cleared_for(organisation_, client, core::covert_compartment);
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
        kinds_.read(message.topic, message.payload);
        overt_.standing().hears(message.topic, message.payload);
        open_.hears(message.topic, message.payload);
    }

    const core::Organisation& organisation_;
    const std::filesystem::path journal_;
    Kinds kinds_;
    OvertPeople overt_;
    CovertPeople covert_;
    Standing open_{"oov/json/", 10};
    const bool has_covert_work_;
    Instant rests_until_;
    std::deque<Seen> seen_;
    std::int64_t covert_published_ = 0;
    std::int64_t said_ = 0;
    const bool tells_;
    std::vector<std::string> story_;
    InstantHub hub_;  // publishes as soon as it is made
};

// What is the same before the difference is left out, but for a little.
std::string sentence_of(const Seen* seen, const Seen* other) {
    if (seen == nullptr) return "nothing more";
    std::size_t begin = 0;
    if (other != nullptr && other->where == seen->where) {
        const auto [differs, unused] =
            std::mismatch(seen->says.begin(), seen->says.end(), other->says.begin(), other->says.end());
        begin = static_cast<std::size_t>(differs - seen->says.begin());
    }
    begin = begin < shown_before_a_difference ? 0 : begin - shown_before_a_difference;
    return fmt::format("at {} on {}: {}{}", seen->at.ms, seen->where, begin == 0 ? "" : "...",
                       seen->says.substr(begin, shown_of_a_difference));
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
    const Seen* one = readable(with);
    const Seen* other = readable(without);
    return fmt::format("who is not cleared sees of covert work:\n    with it     {}\n    without it  {}",
                       sentence_of(one, other), sentence_of(other, one));
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

namespace {

// The shipped rules, and more of them that look at people and other work.
void add_rules(app::HubFiles& files) {
    for (const char* name : {"60-two-worlds.toml", "70-downtown.geojson"}) {
        const auto file = std::filesystem::path(PARAAT_SOURCE_DIR) / "tests/simulation/rules" / name;
        files.rule_files.texts.emplace_back(name, app::content_of(file).value_or(""));
    }
    rules::RuleReading reading = rules::read_rules(files.rule_files, &files.organisation);
    for (const SourceIssue& issue : reading.issues) files.issues.push_back(render(issue, reading.sources[issue.file]));
    if (reading.issues.empty()) files.rules = rules::RuleSet(std::move(reading.content));
}

}  // namespace

WorldFiles files_of_worlds() {
    WorldFiles files;
    files.without = app::read_hub_files(std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml", {}, {});
    add_rules(files.without);
    files.with = files.without;
    files.without.organisation.compartments.clear();
    for (const auto& [name, like] :
         {std::pair{"shadow-1", "radio-7"}, {"shadow-2", "radio-7"}, {"shadow-3", "radio-1"}}) {
        core::Account covert = files.with.organisation.accounts.at(core::ClientName{like});
        covert.name = core::ClientName{name};
        covert.compartment = core::covert_compartment;
        if (covert.name.text == covert_units[0]) covert.cover = core::ClientName{resting_unit};
        files.with.organisation.accounts.put(covert);
    }
    return files;
}

std::vector<std::string> missing_in_days(const Figures& figures, const WorldFiles& files) {
    return missing_kinds(files.without.organisation, figures.situations);
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
    const std::vector<AgreementChange> changes = agreement_changes_of(chance, begin, plan.length);
    // A set counts what fails in it, and shares that with its copies.
    app::HubFiles files_with = files.with;
    app::HubFiles files_without = files.without;
    files_with.rules = rules::RuleSet(files.with.rules.content());
    files_without.rules = rules::RuleSet(files.without.rules.content());
    if (chance.once_in(3)) {
        files_with.organisation.compartments[core::covert_compartment].until =
            begin + Milliseconds{chance.between(0, plan.length.count())};
    }
    WorldOfDay with(plan, files_with, folder / "with", begin, true);
    WorldOfDay without(plan, files_without, folder / "without", begin, false);
    std::vector<std::string> complaints;
    Figures figures;
    std::int64_t looked = 0;
    for (Instant at = begin; at < end && complaints.empty(); at = at + compared_every) {
        for (WorldOfDay* world : {&with, &without}) {
            if (at <= restarts_at && restarts_at < at + compared_every) world->restart();
            if (at <= reconnects_at && reconnects_at < at + compared_every) world->reconnect();
            for (const AgreementChange& change : changes) {
                if (at <= change.at && change.at < at + compared_every) world->agree(change.agreements);
            }
            world->pass_until(at + compared_every);
            if ((at - begin) % pages_every == 0ms) world->look_at_pages();
        }
        looked += static_cast<std::int64_t>(without.seen().size());
        if (auto differs = difference_of(with.seen(), without.seen()); !differs.empty()) {
            complaints.push_back(std::move(differs));
        }
        if (at + compared_every >= end && plan.seed % previews_every == 0 && complaints.empty()) {
            for (WorldOfDay* world : {&with, &without}) {
                for (const auto& agreement : changes.front().agreements) world->look_at_partners(agreement);
            }
            if (auto differs = difference_of(with.seen(), without.seen()); !differs.empty()) {
                complaints.push_back(std::move(differs));
            }
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
    for (const auto& [kind, count] : without.kinds().counts()) figures.situations[kind] += count;
    figures.situations["something was said in the world without covert work"] = without.said();
    return {complaints, figures, "", 0};
}

}  // namespace paraat::simulation
