#include <algorithm>
#include <array>

#include "hub/mqtt/session.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/mqtt_frames.hpp"

// What a broker says to the hub's own client. The first byte is the version (odd = 5) and, by its other bits, in what
// pieces the rest comes.
namespace paraat::fuzz {
namespace {

constexpr Instant now{1'763'940'000'000};
constexpr std::size_t packet_most = 256;  // so that longer ones fit into an input

class Heard : public mqtt::Listener {
public:
    void ready(const std::vector<std::string>& refused) override {
        promise(is_ready_ == false, "a session is ready once");
        is_ready_ = true;
        promise(refused.size() <= 2, "nothing is refused that was not asked for");
        told += "ready " + std::to_string(refused.size()) + "\n";
        for (std::uint64_t number = 1; number <= 3; ++number) {
            session->publish(number, {"down", "x", 1, false, false, 0}, now);
        }
    }
    void arrived(const mqtt::Publish& publish, mqtt::ArrivalNumber number) override {
        promise(publish.qos == 0 || number == last_number_ + 1, "arrivals are counted without gaps");
        promise(publish.qos != 0 || number == 0, "what nobody acknowledges has no number");
        last_number_ = std::max(last_number_, number);
        is_same_written_and_read(publish, mqtt::Version::v3_1_1);
        is_same_written_and_read(publish, mqtt::Version::v5);
        told += std::string(publish.topic) + " " + std::string(publish.payload) + " " + std::to_string(number) + "\n";
    }
    void answered(std::uint64_t number, std::uint8_t code) override {
        promise(number >= 1 && number <= 3 && !answers_[number - 1], "what was published is answered once");
        answers_[number - 1] = true;
        told += "answered " + std::to_string(number) + " " + std::to_string(code) + "\n";
    }

    std::string told;
    mqtt::Session* session = nullptr;

private:
    static void is_same_written_and_read(const mqtt::Publish& publish, mqtt::Version version) {
        std::string out;
        mqtt::write_publish(out, publish, version);
        std::string_view unread = out;
        const auto frame = test::take_frame(unread);
        promise(frame && unread.empty(), "what is written is one packet");
        const auto read = mqtt::read_publish(*frame, version);
        promise(read && read->topic == publish.topic && read->payload == publish.payload && read->qos == publish.qos &&
                    read->id == publish.id && read->is_retained == publish.is_retained,
                "a message is the same, written and read again");
    }

    bool is_ready_ = false;
    std::uint64_t last_number_ = 0;
    std::array<bool, 3> answers_{};
};

void check_written(std::string_view written) {
    while (!written.empty()) {
        promise(test::take_frame(written).has_value(), "what a session writes are whole packets");
    }
}

std::string hear(std::string_view input, mqtt::Version version, std::size_t piece) {
    Heard heard;
    mqtt::Session::Settings settings;
    settings.version = version;
    settings.connect.client_id = "hub-1";
    settings.subscriptions = {{"up/+", 1}, {"status", 1}};
    settings.packet_most = packet_most;
    settings.window = 3;
    mqtt::Arrivals arrivals;
    mqtt::Session session(settings, arrivals, heard);
    heard.session = &session;
    session.open(now);
    while (!input.empty()) {
        session.receive(input.substr(0, piece), now);
        input.remove_prefix(std::min(piece, input.size()));
    }
    session.acknowledge(arrivals.newest(), now);
    check_written(session.take_out());
    promise(session.unanswered() <= 3, "no more is on its way than the window");
    return heard.told + session.why_failed();
}

}  // namespace

void mqtt_packets(std::string_view input) {
    if (input.empty()) return;
    const auto first = static_cast<std::uint8_t>(input.front());
    input.remove_prefix(1);
    const auto version = (first & 1) != 0 ? mqtt::Version::v5 : mqtt::Version::v3_1_1;
    const std::size_t piece = 1 + (first >> 1);
    const std::string in_pieces = hear(input, version, piece);
    if (piece > 1) promise(hear(input, version, 1) == in_pieces, "it matters not in what pieces bytes come");
}

}  // namespace paraat::fuzz
