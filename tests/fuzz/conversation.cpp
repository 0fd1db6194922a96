#include "clients/sdk/conversation.hpp"

#include <map>
#include <set>

#include "hub/base/utf8.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/projection/topic.hpp"
#include "tests/fuzz/targets.hpp"

// What a device hears: on each line a topic, a blank and a payload.
namespace paraat::fuzz {
namespace {

constexpr Instant now{1'763'940'000'000};
constexpr int publications_most = 64;

class MemoryStore : public sdk::OutboxStore {
public:
    Result<std::int64_t> keep(const sdk::Letter& letter) override {
        letters[++newest_] = letter;
        return newest_;
    }
    Result<void> forget(std::int64_t number) override {
        letters.erase(number);
        return {};
    }
    Result<std::map<std::int64_t, sdk::Letter>> all() override { return letters; }

    std::map<std::int64_t, sdk::Letter> letters;

private:
    std::int64_t newest_ = 0;
};

const projection::Topics device_topics("oov");
const core::ClientName device_name{"radio-1"};

// Every word of the device is one that the hub reads.
void check_published(const sdk::Publication& published) {
    const auto source = device_topics.source_of(published.topic);
    promise(source && source->client == device_name, "a device speaks for itself");
    const auto reading = codec::read_input(source->kind, published.payload);
    promise(reading.has_value(), "the hub reads what a device says");
    const auto* ack = std::get_if<core::Ack>(&reading->body);
    promise(ack == nullptr || ack->answer == core::Answer::delivered, "a device answers nothing by itself");
}

void check_due(sdk::Conversation& device) {
    for (int count = 0; count < publications_most; ++count) {
        const auto published = device.take_due(now, 0);
        if (!published) break;
        check_published(*published);
    }
}

void check_news(const std::vector<sdk::LetterNews>& news, const MemoryStore& store) {
    std::set<std::string> ended;
    for (const sdk::LetterNews& one : news) {
        const bool is_end = one.state == sdk::LetterState::accepted || one.state == sdk::LetterState::refused;
        promise(is_end == !one.receipt.empty(), "a letter ends with a receipt, and with nothing else");
        if (is_end) promise(ended.insert(one.id).second, "a letter ends once");
    }
    promise(ended.size() + store.letters.size() == 2, "a letter that did not end is kept");
}

void hear_lines(sdk::Conversation& device, std::string_view input) {
    while (!input.empty()) {
        const std::string_view line = input.substr(0, input.find('\n'));
        input.remove_prefix(std::min(input.size(), line.size() + 1));
        const std::size_t blank = std::min(line.find(' '), line.size());
        const std::string topic(line.substr(0, blank));
        const std::string payload(line.substr(std::min(line.size(), blank + 1)));
        if (!is_utf8(topic)) continue;  // no broker hands it on
        promise(device.hear({topic, payload}, now).has_value(), "whatever is heard is no failure");
    }
}

}  // namespace

void conversation(std::string_view input) {
    MemoryStore store;
    auto outbox = sdk::Outbox::open(store, {}, now);
    sdk::Conversation device(std::move(*outbox), device_name.text, device_topics.root());
    const char* report = R"({"id":"t1","category":"theft"})";
    const char* panic = R"({"id":"s1","panic":true})";
    promise(device.say({"report", "t1", report, false, now}, now).has_value(), "a report is kept");
    promise(device.say({"status", "s1", panic, true, now}, now).has_value(), "a panic is kept");
    device.connected(now);
    promise(device.watches_hub(now), "what waits is a reason to watch the hub");
    check_due(device);
    hear_lines(device, input);
    check_due(device);
    check_news(device.letters(now), store);
    promise(device.requests().size() <= sdk::Conversation::heard_most, "no more wait to be told than the limit");
}

}  // namespace paraat::fuzz
