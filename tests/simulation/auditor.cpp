#include "tests/simulation/auditor.hpp"

#include <nlohmann/json.hpp>

#include "hub/app/outgoing.hpp"
#include "hub/base/digest.hpp"
#include "hub/core/invariants.hpp"
#include "hub/journal/verify.hpp"
#include "hub/projection/state_topics.hpp"
#include "tests/simulation/journal_audit.hpp"

namespace paraat::simulation {
namespace {

using Json = nlohmann::json;

constexpr Milliseconds late_most{5'000};

// Topics that must say what the journal says; boards follow beacons as well, which no journal has.
constexpr const char* audited[] = {"alert/+", "instruction/+", "team/+/instruction/+", "briefing/+"};
constexpr const char* audited_of_clients[] = {"notice/+", "instruction/+"};

bool is_audited(const std::string& topic) {
    for (const std::string tree : {"oov/", "oov/json/"}) {
        for (const std::string division : {"+/", "covert/+/"}) {
            for (const char* kind : audited) {
                if (matches(tree + division + kind, topic)) return true;
            }
        }
        for (const char* kind : audited_of_clients) {
            if (matches(tree + "down/+/" + kind, topic)) return true;
        }
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

bool is_cleared(const std::string& account) {
    return account.starts_with("opco") || account.starts_with("coord") || account.starts_with("shadow");
}

void Auditor::kept(const std::string& client, const sdk::Letter& letter) {
    kept_[{client, letter.kind + "/" + letter.id}] = letter.payload;
    secrecy_.says(client, letter.payload);
}

void Auditor::heard(const std::string& client, const Letter& letter) {
    if (!is_cleared(client)) secrecy_.hears(client, letter.topic, letter.payload);
    if (letter.topic.ends_with("/receipt")) return heard_receipt(client, letter.payload);
    if (letter.topic.ends_with("/status")) return heard_hub(client, letter);
    if (!letter.payload.empty()) heard_request(client, letter);
}

void Auditor::heard_receipt(const std::string& client, const std::string& payload) {
    const Json receipt = Json::parse(payload, nullptr, false);
    if (!receipt.is_object() || !receipt.contains("id")) return complain(client + " cannot read a receipt: " + payload);
    const Key key{client, receipt["kind"].get<std::string>() + "/" + receipt["id"].get<std::string>()};
    if (receipt.value("accepted", false)) {
        if (accepted_by_.contains(key)) ++world_.figures.situations["a receipt came again"];
        accepted_by_[key].insert(payload);
        ended_.insert(key);
        if (receipt["kind"] == "report") incidents_[receipt.value("incident", "")] = client;
    } else if (!receipt.value("retry", false)) {
        ended_.insert(key);
    }
}

void Auditor::heard_hub(const std::string& client, const Letter& letter) {
    const Json status = Json::parse(letter.payload, nullptr, false);
    check("a client can read how the hub is");
    if (!status.is_object() || !status.contains("state")) complain(client + " cannot read " + letter.topic);
}

void Auditor::heard_request(const std::string& client, const Letter& letter) {
    const Json request = Json::parse(letter.payload, nullptr, false);
    if (!request.is_object() || !request.contains("rev")) return complain(client + " cannot read " + letter.topic);
    check("a client's revisions rise");
    const auto rev = request["rev"].get<std::int64_t>();
    std::int64_t& newest = revisions_[{client, letter.topic}];
    if (rev < newest) complain(client + " heard an older revision of " + letter.topic);
    newest = std::max(newest, rev);
}

void Auditor::compare(const Cast& cast) {
    look_at_devices(cast);
    const core::State* state = cast.hub.state();
    if (state == nullptr) return complain("the hub does not run");
    check("the core's invariants hold");
    for (const std::string& broken : core::broken_invariants(*state)) complain("an invariant is broken: " + broken);
    check("nothing is late");
    if (!state->timers.due_at(Instant{(cast.hub.now() - late_most).ms}).empty()) complain("something is late");
    look_at_journal(cast, *state);
    const Retained expected = retained_of(*state, cast.files);
    look_at_broker(expected, cast.broker);
    for (const auto& console : cast.consoles) look_at_console(expected, *console);
    for (const auto& inquiry : cast.inquiries) look_at_inquiry(expected, *inquiry);
}

void Auditor::look_at_devices(const Cast& cast) {
    for (const auto& device : cast.devices) {
        check("a device has nothing left to send");
        if (device->waiting() == 0) continue;
        complain(device->account() + " still has " + std::to_string(device->waiting()) + " to send");
    }
    for (const auto& [key, payload] : kept_) {
        check("what was kept has a last receipt");
        if (!ended_.contains(key)) complain(key.first + " kept " + key.second + ", and never had a last receipt of it");
    }
    for (const auto& [key, receipts] : accepted_by_) {
        check("all receipts of an id are the same");
        if (receipts.size() > 1) complain(key.first + " had different receipts of " + key.second);
    }
}

void Auditor::look_at_journal(const Cast& cast, const core::State& state) {
    check("the journal's chain is whole");
    const journal::VerifyReport report = journal::verify(cast.hub.journal());
    head = hex(report.head.hash);
    if (report.fault) complain("the journal is not whole: " + report.fault->what);
    for (const std::string& bad : report.bad_snapshots) complain("a snapshot is bad: " + bad);
    auto reader = journal::JournalReader::open(cast.hub.journal());
    if (!reader) return complain("the journal cannot be read: " + reader.error().message);
    look_for_receipts(*reader);
    const JournalAudit found = audit(*reader, cast.files.organisation, world_.figures);
    for (const std::string& complaint : found.complaints) complain(complaint);
    check("the journal, folded anew, is the state");
    if (core::encode(found.folded) != core::encode(state)) complain("the journal, folded anew, gives another state");
    if (!(found.folded.timers == state.timers)) complain("the journal, folded anew, has other timers");
    for (const auto& [incident, client] : incidents_) {
        check("an accepted report is some division's");
        if (!incident.empty() && !found.divisions.contains(incident)) {
            complain("what " + client + " reported came to no division: " + incident);
        }
    }
    for (const std::string& secret : found.secrets) {
        static_cast<void>(secret);
        check("nobody uncleared heard of covert work");
    }
    if (!found.covert_incidents.empty()) ++world_.figures.situations["a night had covert work"];
    for (const std::string& broken : secrecy_.broken_by(found.secrets)) complain(broken);
}

void Auditor::look_for_receipts(journal::JournalReader& reader) {
    for (const auto& [key, receipts] : accepted_by_) {
        check("what was accepted is in the journal");
        const std::size_t slash = key.second.find('/');
        const auto found = reader.find_input(key.first, key.second.substr(0, slash), key.second.substr(slash + 1));
        if (!found || !*found) {
            complain(key.first + " had " + key.second + " accepted, and the journal does not have it");
        } else if (!receipts.contains((*found)->input.receipt)) {
            complain("the journal has another receipt of " + key.second + " than " + key.first + " had");
        }
    }
}

void Auditor::look_at_broker(const Retained& expected, const Broker& broker) {
    for (const auto& [topic, payload] : expected) {
        check("the broker holds what the state says");
        const auto found = broker.retained().find(topic);
        if (found == broker.retained().end()) {
            complain("the broker does not hold " + topic);
        } else if (found->second != payload) {
            const bool is_text = payload.starts_with("{");
            complain("the broker holds something else on " + topic +
                     (is_text ? ": " + found->second + " instead of " + payload : ""));
        }
    }
    for (const auto& [topic, payload] : broker.retained()) {
        check("the broker holds nothing more");
        if (is_audited(topic) && !expected.contains(topic)) complain("the broker still holds " + topic);
    }
}

void Auditor::look_at_console(const Retained& expected, const Console& console) {
    Retained meant;
    for (const auto& [topic, payload] : expected) {
        if (matches(console.filter(), topic)) meant[topic] = payload;
    }
    check("a screen shows what the journal says");
    if (console.shown() != meant) {
        complain(console.name() + " shows " + std::to_string(console.shown().size()) +
                 " alerts, or others, where the journal has " + std::to_string(meant.size()));
    }
    for (const std::string& complaint : console.complaints) complain(complaint);
}

void Auditor::look_at_inquiry(const Retained& expected, const Inquiry& inquiry) {
    for (const std::string& complaint : inquiry.complaints) complain(complaint);
    if (!inquiry.is_answered()) return complain(inquiry.account() + " had no answer about " + inquiry.division());
    std::map<std::string, std::string> meant;
    const std::string covert =
        is_cleared(inquiry.account()) ? "oov/json/covert/" + inquiry.division() + "/alert/+" : "";
    for (const auto& [topic, payload] : expected) {
        if (matches("oov/json/" + inquiry.division() + "/alert/+", topic) || matches(covert, topic)) {
            meant[topic.substr(topic.rfind('/') + 1)] = Json::parse(payload).dump();
        }
    }
    check("an answer is what the journal says");
    if (inquiry.items() != meant) {
        complain(inquiry.account() + " was told of " + std::to_string(inquiry.items().size()) + " incidents of " +
                 inquiry.division() + ", or of others, where the journal has " + std::to_string(meant.size()));
    }
}

}  // namespace paraat::simulation
