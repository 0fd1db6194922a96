#include "tests/simulation/auditor.hpp"

#include <nlohmann/json.hpp>

#include "hub/app/outgoing.hpp"
#include "hub/app/replay.hpp"
#include "hub/base/digest.hpp"
#include "hub/core/invariants.hpp"
#include "hub/journal/reader.hpp"
#include "hub/journal/verify.hpp"
#include "hub/projection/state_topics.hpp"

namespace paraat::simulation {
namespace {

using Json = nlohmann::json;

constexpr std::size_t page = 1'000;
constexpr Milliseconds late_most{5'000};

// Topics that must say what the journal says; boards follow beacons as well, which no journal has.
constexpr const char* audited[] = {"oov/+/alert/+",
                                   "oov/covert/+/alert/+",
                                   "oov/down/+/notice/+",
                                   "oov/down/+/instruction/+",
                                   "oov/+/instruction/+",
                                   "oov/+/team/+/instruction/+",
                                   "oov/+/briefing/+",
                                   "oov/json/+/alert/+",
                                   "oov/json/covert/+/alert/+",
                                   "oov/json/down/+/notice/+",
                                   "oov/json/down/+/instruction/+",
                                   "oov/json/+/instruction/+",
                                   "oov/json/+/team/+/instruction/+",
                                   "oov/json/+/briefing/+"};

bool is_audited(const std::string& topic) {
    for (const char* filter : audited) {
        if (matches(filter, topic)) return true;
    }
    return false;
}

// What a broker holds that was told all of a state.
std::map<std::string, std::string> retained_of(const core::State& state, const app::HubFiles& files) {
    const projection::Topics topics(files.config.hub.root);
    std::map<std::string, std::string> retained;
    for (const projection::Publication& publication : projection::StateTopics(topics).all(state)) {
        const transport::Outbound message = app::outgoing(publication);
        if (!message.is_retained || message.payload.empty()) continue;
        retained[message.topic] = message.payload;
        const transport::Outbound twin = app::twin_of(message, topics);
        retained[twin.topic] = twin.payload;
    }
    return retained;
}

}  // namespace

void Auditor::kept(const std::string& client, const sdk::Letter& letter) {
    kept_[{client, letter.kind + "/" + letter.id}] = letter.payload;
}

void Auditor::heard_receipt(const std::string& client, const std::string& payload) {
    const Json receipt = Json::parse(payload, nullptr, false);
    if (!receipt.is_object() || !receipt.contains("id")) return complain(client + " cannot read a receipt: " + payload);
    const Key key{client, receipt["kind"].get<std::string>() + "/" + receipt["id"].get<std::string>()};
    if (receipt.value("accepted", false)) {
        accepted_by_[key].insert(payload);
        ended_.insert(key);
    } else if (!receipt.value("retry", false)) {
        ended_.insert(key);
    }
}

void Auditor::compare(const HubHost& hub, const Broker& broker, const app::HubFiles& files,
                      const std::vector<std::unique_ptr<Device>>& devices,
                      const std::vector<std::unique_ptr<Console>>& consoles) {
    for (const auto& device : devices) {
        if (device->waiting() == 0) continue;
        complain(device->account() + " still has " + std::to_string(device->waiting()) + " to send");
    }
    for (const auto& [key, payload] : kept_) {
        if (!ended_.contains(key)) complain(key.first + " kept " + key.second + ", and never had a last receipt of it");
    }
    for (const auto& [key, receipts] : accepted_by_) {
        if (receipts.size() > 1) complain(key.first + " had different receipts of " + key.second);
    }
    const core::State* state = hub.state();
    if (state == nullptr) return complain("the hub does not run");
    for (const std::string& broken : core::broken_invariants(*state)) complain("an invariant is broken: " + broken);
    if (!state->timers.due_at(Instant{(hub.now() - late_most).ms}).empty()) complain("something is late");
    look_at_journal(hub);
    look_at_broker(*state, broker, files);
    for (const auto& console : consoles) {
        look_at_console(*state, *console, files);
        for (const std::string& what : console->complaints) complain(what);
    }
}

void Auditor::look_at_journal(const HubHost& hub) {
    const journal::VerifyReport report = journal::verify(hub.journal());
    head = hex(report.head.hash);
    if (report.fault) complain("the journal is not whole: " + report.fault->what);
    for (const std::string& bad : report.bad_snapshots) complain("a snapshot is bad: " + bad);
    auto reader = journal::JournalReader::open(hub.journal());
    if (!reader) return complain("the journal cannot be read: " + reader.error().message);
    for (const auto& [key, receipts] : accepted_by_) {
        const std::size_t slash = key.second.find('/');
        const auto found = reader->find_input(key.first, key.second.substr(0, slash), key.second.substr(slash + 1));
        if (!found || !*found) {
            complain(key.first + " had " + key.second + " accepted, and the journal does not have it");
        } else if (!receipts.contains((*found)->input.receipt)) {
            complain("the journal has another receipt of " + key.second + " than " + key.first + " had");
        }
    }
    core::State folded;
    std::map<std::string, int> reports;
    for (journal::Sequence at{1};;) {
        const auto events = reader->read(at, page);
        if (!events) return complain("the journal cannot be read: " + events.error().message);
        if (events->empty()) break;
        for (const journal::SequencedEvent& stored : *events) {
            const auto event = app::decode(stored);
            if (!event) return complain("an event cannot be read: " + event.error().message);
            core::evolve(folded, *event);
            const auto* report_of = std::get_if<core::ReportReceived>(&event->body);
            if (report_of != nullptr && event->by != core::the_hub) ++reports[event->by.text + "/" + report_of->id];
        }
        at.value += static_cast<std::int64_t>(events->size());
    }
    for (const auto& [report_of, count] : reports) {
        if (count > 1) complain("a report had more than one effect: " + report_of);
    }
    if (core::encode(folded) != core::encode(*hub.state())) complain("the journal, folded anew, gives another state");
    if (!(folded.timers == hub.state()->timers)) complain("the journal, folded anew, has other timers");
}

void Auditor::look_at_broker(const core::State& state, const Broker& broker, const app::HubFiles& files) {
    const auto expected = retained_of(state, files);
    for (const auto& [topic, payload] : expected) {
        const auto found = broker.retained().find(topic);
        if (found == broker.retained().end()) {
            complain("the broker does not hold " + topic);
        } else if (found->second != payload) {
            complain("the broker holds something else on " + topic);
        }
    }
    for (const auto& [topic, payload] : broker.retained()) {
        if (is_audited(topic) && !expected.contains(topic)) complain("the broker still holds " + topic);
    }
}

void Auditor::look_at_console(const core::State& state, const Console& console, const app::HubFiles& files) {
    const std::string filter = "oov/json/" + console.division() + "/alert/+";
    std::map<std::string, std::string> expected;
    for (const auto& [topic, payload] : retained_of(state, files)) {
        if (matches(filter, topic)) expected[topic] = payload;
    }
    if (console.shown() != expected) {
        complain("the console of " + console.division() + " shows " + std::to_string(console.shown().size()) +
                 " alerts, or others, where the journal has " + std::to_string(expected.size()));
    }
}

}  // namespace paraat::simulation
