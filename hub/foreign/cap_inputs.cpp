#include "hub/foreign/cap_inputs.hpp"

#include <algorithm>
#include <charconv>

#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/cap/mapping.hpp"
#include "hub/codec/cap/read_document.hpp"
#include "hub/codec/cap/writer.hpp"
#include "hub/foreign/cap_answer.hpp"
#include "hub/foreign/spoken.hpp"
#include "hub/foreign/written_report.hpp"

namespace paraat::foreign {
namespace {

namespace cap = codec::cap;

constexpr std::size_t chain_clients_most = 64;  // whose chains are remembered
constexpr std::size_t chain_messages_most = 1'000;
constexpr std::size_t withdrawal_most = 4'000;  // bytes of a report's text
constexpr std::int32_t cap_hops_most = 100;

cap::MessageKey key_of(const cap::Alert& alert) {
    return {alert.sender, alert.identifier, alert.sent.at};
}

std::set<std::string> categories_of(const core::Organisation& organisation) {
    std::set<std::string> names;
    for (const auto& [name, category] : organisation.categories) names.insert(name.text);
    return names;
}

// All that it says, however it was written: the same message in a feed and alone is the same.
std::string content_of(const cap::Alert& alert, const std::string& otherwise) {
    cap::Alert plain = alert;
    plain.is_signed = false;
    plain.status = alert.status.value_or(cap::Status::system);
    plain.scope = alert.scope.value_or(cap::Scope::open);
    auto written = cap::write(plain);
    return written ? std::move(*written) : otherwise;
}

// What one document says, alert by alert.
class AlertsRead {
public:
    AlertsRead(const Heard& heard, const core::Organisation& organisation, Interpretation& made)
        : heard_(heard), categories_(categories_of(organisation)), made_(made) {}

    void take(const cap::AlertReading& reading, const std::optional<cap::MessageKey>& overtaken_by) {
        place_ = reading.place;
        bytes_ = reading.bytes;
        for (const codec::Remark& remark : reading.degraded) note(remark.field, remark.why);
        if (!reading.degraded.empty()) made_.is_degraded = true;
        const cap::Alert& alert = reading.alert;
        if (alert.type == cap::MessageType::ack || alert.type == cap::MessageType::error) return take_answer(alert);
        const bool is_for_people = alert.status == cap::Status::actual || alert.status == cap::Status::exercise;
        if (!is_for_people) return leave(alert);
        if (alert.type == cap::MessageType::cancel) return take_cancel(alert);
        take_word(alert, overtaken_by);
    }

private:
    CapAnswerer answerer() const { return {heard_.site.empty() ? "paraat" : heard_.site, heard_.sender, heard_.now}; }
    void note(const std::string& field, const std::string& why) {
        const bool is_within = !place_.empty() && !field.empty();
        made_.remarks.push_back({place_ + (is_within ? "." : "") + field, why});
    }

    // Nobody answers an answer.
    void take_answer(const cap::Alert& alert) {
        note("", std::string(word(alert.type)) + " by " + shortened(alert.sender) +
                     (alert.note.empty() ? "" : ": " + shortened(alert.note, 200)));
        refuse_client("an answer to another message is no report");
    }

    // Test, System, Draft, or nothing that says that it is real: it must never look real to anybody.
    void leave(const cap::Alert& alert) {
        const std::string why = alert.status ? "a message with the status " + std::string(word(*alert.status)) +
                                                   " is not for people; nothing was done with it"
                                             : "it does not say that it is Actual; nothing was done with it";
        note("status", why);
        refuse_client(why);
        if (heard_.is_by_partner) made_.replies.push_back({receipt_topic(), cap_answer(answerer(), alert, true, why)});
    }

    // A client of the hub's own waits for its receipt.
    void refuse_client(const std::string& why) {
        if (!heard_.is_by_partner && !made_.refused) made_.refused = Error{"bad_value", "status", why};
    }

    void take_word(const cap::Alert& alert, const std::optional<cap::MessageKey>& overtaken_by) {
        auto report = cap::to_report(alert, categories_);
        if (!report) {
            note(report.error().field, report.error().message);
            made_.is_degraded = true;
            return;
        }
        std::vector<std::string> follows = followed(alert);
        if (overtaken_by) follows.insert(follows.begin(), cap_report_id(*overtaken_by));
        if (overtaken_by) note("", "what replaces it came before it");
        read_way(alert, *report);
        say(alert, *report, follows, false);
    }

    // It closes nothing: a person does. Its place is that of what it withdraws.
    void take_cancel(const cap::Alert& alert) {
        cap::Alert as_word = alert;
        as_word.type = cap::MessageType::update;
        auto report = cap::to_report(as_word, categories_);
        if (!report) return note(report.error().field, report.error().message);
        const cap::AlertBlock* block = cap::block_to_show(alert);
        const std::string& by = block != nullptr && !block->sender_name.empty() ? block->sender_name : alert.sender;
        report->text = cut("Ingetrokken door " + by + ": " + report->text, withdrawal_most);
        report->category = core::CategoryName{"other"};
        report->severity = core::Severity::minor;
        report->position.reset();
        report->accuracy_m.reset();
        say(alert, *report, followed(alert), true);
    }

    void say(const cap::Alert& alert, const core::Report& report, const std::vector<std::string>& follows,
             bool only_follows) {
        Saying saying{heard_.sender, core::InputKind::report,
                      written_report(cap_report_id(key_of(alert)), report, follows)};
        saying.sameness = content_of(alert, saying.normalised);
        saying.original = bytes_;
        saying.only_follows = only_follows;
        if (heard_.is_by_partner) {
            // Of the message only what names it: the closure lives as long as its receipt waits.
            cap::Alert named;
            named.sender = alert.sender;
            named.identifier = alert.identifier;
            named.sent = alert.sent;
            named.status = alert.status;
            saying.receipt = [by = answerer(), named](bool is_accepted, const std::string& sentence) {
                return cap_answer(by, named, is_accepted, sentence);
            };
        }
        made_.sayings.push_back(std::move(saying));
    }

    // Ids of the reports that it continues, the newest first. What cannot be is kept as a reference, and told.
    std::vector<std::string> followed(const cap::Alert& alert) {
        std::vector<cap::MessageKey> keys;
        for (const cap::MessageReference& reference : alert.references) {
            if (const std::string why = no_effect(alert, reference); !why.empty()) {
                note("references", why);
                made_.is_degraded = true;
            } else {
                keys.push_back(reference.key());
            }
        }
        std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.sent > b.sent; });
        std::vector<std::string> ids;
        for (const cap::MessageKey& key : keys) ids.push_back(cap_report_id(key));
        if (ids.size() > follows_most) ids.resize(follows_most);
        return ids;
    }

    static std::string no_effect(const cap::Alert& alert, const cap::MessageReference& reference) {
        if (!reference.is_whole()) return "one of them is no sender,identifier,sent, so it refers to nothing";
        if (reference.key() == key_of(alert)) return "it refers to itself";
        if (reference.sent.at > alert.sent.at) return "it refers to a message that was sent after it";
        if (reference.sender != alert.sender) return "it refers to another sender's message, which it cannot change";
        return {};
    }

    // Which sites a word of another hub has passed, so that loops are cut.
    void read_way(const cap::Alert& alert, core::Report& report) const {
        const cap::AlertBlock* block = cap::block_to_show(alert);
        if (!heard_.is_by_partner || block == nullptr) return;
        const std::string origin(cap::value_named(block->parameters, "paraat:origin"));
        if (is_plain_name(origin, '-')) report.origin = origin;
        const std::string_view hops = cap::value_named(block->parameters, "paraat:hops");
        std::int32_t count = 0;
        const auto read = std::from_chars(hops.data(), hops.data() + hops.size(), count);
        if (read.ec == std::errc() && count >= 1 && count <= cap_hops_most) report.hops = count;
    }

    std::string receipt_topic() const {
        const auto in = heard_.topic.rfind("/in/");
        return std::string(heard_.topic.substr(0, in)) + "/out/receipt";
    }

    const Heard& heard_;
    std::set<std::string> categories_;
    Interpretation& made_;
    std::string place_;
    std::string bytes_;
};

}  // namespace

std::string cap_report_id(const cap::MessageKey& key) {
    return id_of("cap", key.sender + "\n" + key.identifier + "\n" + std::to_string(key.sent.ms));
}

std::optional<cap::MessageKey> CapInputs::overtaken(const core::ClientName& client, const cap::Alert& alert) {
    if (!chains_.contains(client) && chains_.size() >= chain_clients_most) return std::nullopt;
    return chains_.try_emplace(client, chain_messages_most).first->second.take(alert).overtaken_by;
}

Interpretation CapInputs::read(const Heard& heard, const core::Organisation& organisation) {
    Interpretation made;
    made.format = Format::cap;
    made.client = heard.sender;
    if (heard.kind != core::InputKind::report) {
        made.refused = Error{"bad_value", "", "a CAP message is a report"};
        return made;
    }
    const auto document = cap::read_document(heard.payload);
    if (!document) {
        made.refused = document.error();
        return made;
    }
    const bool is_one = document->alerts.size() == 1;
    made.what = is_one ? std::string(word(document->alerts.front().alert.type))
                       : std::to_string(document->alerts.size()) + " alerts";
    for (const cap::NotTaken& part : document->refused) {
        made.remarks.push_back({part.place, part.error.message});
        made.is_degraded = true;
    }
    AlertsRead saying(heard, organisation, made);
    for (const cap::AlertReading& reading : document->alerts) {
        saying.take(reading, overtaken(heard.sender, reading.alert));
    }
    // Something of it was said: then it was not refused.
    if (!made.sayings.empty()) made.refused.reset();
    return made;
}

}  // namespace paraat::foreign
