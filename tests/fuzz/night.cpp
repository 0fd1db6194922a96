#include <charconv>

#include "hub/app/rule_folder.hpp"
#include "hub/base/check.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/codec/write_message.hpp"
#include "hub/core/decider.hpp"
#include "hub/core/event_codec.hpp"
#include "hub/core/invariants.hpp"
#include "hub/core/whereabouts.hpp"
#include "hub/projection/state_topics.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

// What gets through the door goes on into the core: on each line client/kind and a payload, or "+60": seconds.
namespace paraat::fuzz {
namespace {

constexpr int steps_most = 16;
constexpr int fires_most = 60;  // in all
constexpr std::int64_t seconds_most = 3'600;

const rules::RuleSet& rules_of_the_town() {
    static const rules::RuleSet set = [] {
        auto folder = app::read_rule_folder(source_folder() / "config/rules", nullptr, false);
        PARAAT_CHECK(folder && folder->issues.empty());
        return std::move(folder->set);
    }();
    return set;
}

Ulid numbered_id(Instant at, int number) {
    std::array<std::uint8_t, 10> chance{};
    chance[9] = static_cast<std::uint8_t>(number);
    return Ulid{at, chance};
}

// Every message of the hub fits, and is JSON for whoever reads that.
constexpr auto check_message = [](const auto& message) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(message)>, projection::Cleared>) {
        const std::string written = codec::write(message);
        const std::string twin = codec::json_twin(written);
        promise(written.size() <= codec::payload_most && twin.size() <= codec::payload_most, "a message fits");
        check_json(twin);
    }
};

class Night {
public:
    Night() { take(core::HubStart{"0.0.0"}); }

    void receive(const core::ClientName& client, core::InputKind kind, std::string_view payload) {
        auto reading = codec::read_input(kind, payload);
        observed_.hear(client, now_);
        if (!reading || kind == core::InputKind::query) return;
        if (auto* update = std::get_if<core::StatusUpdate>(&reading->body)) {
            if (core::hides_position(state_, client, *update)) update->position.reset();
            update->cancel_pin.clear();
            observed_.note(client, *update, now_);
        }
        ++inputs_;
        const std::string id = reading->id.empty() ? "i" + std::to_string(inputs_) : reading->id;
        take(core::ClientInput{client, id, std::move(reading->body), core::IncidentId{numbered_id(now_, inputs_)},
                               core::InstructionId{numbered_id(now_, inputs_)}, kind == core::InputKind::beacon});
    }

    void pass(std::int64_t seconds) {
        const Instant end = now_ + std::chrono::seconds{seconds};
        for (; next_due() <= end && fires_ < fires_most; ++fires_) {
            now_ = std::max(now_, next_due());
            for (const auto& lapse : observed_.take_lapses(now_)) {
                take(core::LeaseLapses{lapse.client,
                                       lapse.is_lost ? core::PresenceState::lost : core::PresenceState::late});
            }
            if (state_.timers.next_due() <= now_) take(core::TimePasses{});
        }
        now_ = std::max(now_, end);
    }

    void end() const {
        core::State again;
        for (const core::Event& event : journal_) core::evolve(again, event);
        promise(core::encode(again) == core::encode(state_), "the journal folded anew gives the same state");
        promise(core::broken_invariants(state_).empty(), "what always holds of a state holds");
        projection::StateTopics topics(projection::Topics("oov"));
        for (const auto& publication : topics.all(state_))
            std::visit(check_message, static_cast<const projection::AnyMessage&>(publication.message));
    }

private:
    Instant next_due() const { return std::min(state_.timers.next_due(), observed_.next_lapse()); }

    void take(const core::CoreCommand& command) {
        const auto outcome =
            core::Decider(town_that_calls(), rules_of_the_town()).decide(state_, observed_, command, now_);
        for (const core::Event& event : outcome.events) {
            const auto read_back = core::decode_event(core::encode(event), event.at);
            promise(read_back.has_value(), "an event is read as it was written");
            core::evolve(state_, *read_back);
            for (const auto& client : core::positions_to_forget(state_, event)) observed_.forget_position(client);
            journal_.push_back(*read_back);
        }
        if (outcome.refusal) {
            check_error({std::string(core::code_of(outcome.refusal->reason)), outcome.refusal->field,
                         outcome.refusal->sentence});
        }
    }

    core::State state_;
    core::Observed observed_;
    std::vector<core::Event> journal_;
    Instant now_{1'763'940'000'000};
    int inputs_ = 0;
    int fires_ = 0;
};

// Seconds that pass; 0 of a line that says something else.
std::int64_t seconds_in(std::string_view line) {
    std::int64_t seconds = 0;
    if (line.starts_with('+')) std::from_chars(line.data() + 1, line.data() + line.size(), seconds);
    return std::clamp<std::int64_t>(seconds, 0, seconds_most);
}

}  // namespace

void night(std::string_view input) {
    static const projection::Topics topics("oov");
    Night at_hand;
    for (int step = 0; step < steps_most && !input.empty(); ++step) {
        const std::string_view line = input.substr(0, input.find('\n'));
        input.remove_prefix(std::min(input.size(), line.size() + 1));
        const std::size_t blank = std::min(line.find(' '), line.size());
        const auto source = topics.source_of("oov/up/" + std::string(line.substr(0, blank)));
        if (const std::int64_t seconds = seconds_in(line); seconds > 0) {
            at_hand.pass(seconds);
        } else if (source && town_that_calls().account(source->client) != nullptr) {
            at_hand.receive(source->client, source->kind, line.substr(std::min(line.size(), blank + 1)));
        }
    }
    at_hand.pass(0);
    at_hand.end();
}

}  // namespace paraat::fuzz
