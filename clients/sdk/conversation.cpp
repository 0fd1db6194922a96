#include "clients/sdk/conversation.hpp"

#include "clients/sdk/json_fields.hpp"
#include "clients/sdk/receipt.hpp"
#include "hub/base/ulid.hpp"

namespace paraat::sdk {
namespace {

// Of an ack in JSON, whether it tells how far something got, and answers nothing.
bool is_rung(std::string_view payload) {
    const Json ack = Json::parse(payload, nullptr, false);
    if (!ack.is_object()) return false;
    const std::string answer = text_at(ack, "answer");
    return answer == "delivered" || answer == "shown" || answer == "read";
}

// The level behind `before` when the topic begins so.
std::optional<std::string_view> behind(std::string_view topic, std::string_view before) {
    if (!topic.starts_with(before)) return std::nullopt;
    topic.remove_prefix(before.size());
    return topic;
}

}  // namespace

Conversation::Conversation(Outbox outbox, std::string account, std::string root)
    : outbox_(std::move(outbox)), account_(std::move(account)), root_(std::move(root)) {}

Result<void> Conversation::say(Letter letter, Instant now) {
    if (letter.kind != "ack" || !is_rung(letter.payload)) return outbox_.keep(std::move(letter), now);
    if (is_connected_ && signs_.size() < heard_most) signs_.push_back({up("ack"), std::move(letter.payload), 1, false});
    return {};
}

Publication Conversation::will(Instant now) {
    // Rises from connection to connection, also over a start: the hub takes the highest for the newest device.
    session_ = std::max(session_ + 1, now.ms);
    return farewell();
}

Publication Conversation::farewell() const {
    return {up("presence"), R"({"state":"offline","session":)" + std::to_string(session_) + "}", 1, true};
}

std::vector<std::string> Conversation::filters() const {
    return {root_ + "/down/" + account_ + "/receipt", root_ + "/json/down/" + account_ + "/notice/+",
            root_ + "/json/down/" + account_ + "/instruction/+"};
}

void Conversation::connected(Instant now) {
    is_connected_ = true;
    signs_.clear();
    signs_.push_back({up("presence"), R"({"state":"online","session":)" + std::to_string(session_) + "}", 1, true});
    outbox_.begin_again(now);
    // On an earlier connection, or before a crash, it may have been said.
    is_watching_ = outbox_.size() > 0;
    has_hub_begun_ = false;
    hubs_ = {};
}

bool Conversation::watches_hub(Instant now) {
    if (!is_connected_ || outbox_.size() == 0) {
        is_watching_ = false;
        hubs_ = {};
    } else if (outbox_.is_late(now)) {
        is_watching_ = true;
    }
    return is_watching_;
}

Result<void> Conversation::hear(const Message& message, Instant now) {
    const std::string& topic = message.topic;
    const std::string& payload = message.payload;
    if (topic == root_ + "/down/" + account_ + "/receipt") return hear_receipt(payload, now);
    if (behind(topic, root_ + "/json/hub/")) hear_hub(message);
    const std::string down = root_ + "/json/down/" + account_;
    if (const auto id = behind(topic, down + "/notice/")) hear_request(Asked::notice, *id, payload);
    if (const auto id = behind(topic, down + "/instruction/")) hear_request(Asked::instruction, *id, payload);
    return {};
}

std::optional<Publication> Conversation::take_due(Instant now, std::uint32_t chance) {
    if (!is_connected_) return std::nullopt;
    if (std::exchange(has_hub_begun_, false)) outbox_.go_again(now, spread(chance));
    // Whoever is in danger is not behind what only tells how far something got.
    if (auto letter = outbox_.take_due(now, chance)) return Publication{up(letter->kind), letter->payload, 1, false};
    if (!signs_.empty()) {
        Publication sign = std::move(signs_.front());
        signs_.pop_front();
        return sign;
    }
    if (!beacon_) return std::nullopt;
    return Publication{up("beacon"), *std::exchange(beacon_, std::nullopt), 0, false};
}

Instant Conversation::next_due() const {
    const bool has_more = is_connected_ && (!signs_.empty() || beacon_ || has_hub_begun_);
    return has_more || !requests_.empty() ? Instant{0} : outbox_.next_due(is_connected_);
}

std::vector<Request> Conversation::requests() {
    return std::exchange(requests_, {});
}

Result<void> Conversation::hear_receipt(std::string_view payload, Instant now) {
    const auto word = read_receipt(payload);
    if (!word) return {};
    return outbox_.receive(*word, now);
}

void Conversation::hear_hub(const Message& status) {
    // It may still come when nothing waits any more.
    if (is_watching_ && hubs_.begins_to_listen(status)) has_hub_begun_ = true;
}

void Conversation::hear_request(Asked kind, std::string_view id, std::string_view payload) {
    // It was not taken, so it is not told as delivered: the hub asks again.
    if (requests_.size() >= heard_most || signs_.size() >= heard_most) return;
    requests_.push_back({kind, std::string(id), std::string(payload)});
    const Json request = Json::parse(payload, nullptr, false);
    // Whatever else somebody put there, the hub would refuse an answer to it.
    if (!request.is_object() || !Ulid::parse(id)) return;
    const char* const what = kind == Asked::notice ? "incident" : "instruction";
    Json ack = {{what, id}};
    if (kind == Asked::notice) {
        const std::int64_t rev = number_at(request, "rev");
        if (rev < 1) return;
        ack["rev"] = rev;
    }
    ack["answer"] = "delivered";
    signs_.push_back({up("ack"), ack.dump(), 1, false});
}

}  // namespace paraat::sdk
