#include <fcntl.h>
#include <mosquitto.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

// paraat-relay-mosquitto PORT REPORT_FILTER ALERT_BYTES RECEIPT_BYTES [FILE]: the least that anybody could build
// instead of the hub. For each report it publishes an alert, retained on a topic of its own, and a receipt, both QoS 1,
// as long as the hub's are; nothing is kept, nothing is decided. With FILE each report is written to it and synced
// before: the least that keeps what it passes on. With 0 as RECEIPT_BYTES it passes each message on once, QoS 0.
namespace {

struct Relay {
    std::size_t alert_bytes = 0;
    std::size_t receipt_bytes = 0;
    int file = -1;
    std::uint64_t count = 0;
};

bool keep(int file, const mosquitto_message& message) {
    const auto size = static_cast<std::size_t>(message.payloadlen);
    return write(file, message.payload, size) == message.payloadlen && fdatasync(file) == 0;
}

// The first bytes of the text that tells which one it is.
std::string padded(const mosquitto_message& message, std::size_t size) {
    std::string text(static_cast<const char*>(message.payload), static_cast<std::size_t>(message.payloadlen));
    text.resize(size, ' ');
    return text;
}

void arrived(mosquitto* client, void* given, const mosquitto_message* message) {
    Relay& relay = *static_cast<Relay*>(given);
    ++relay.count;
    if (relay.receipt_bytes == 0) {
        mosquitto_publish(client, nullptr, "oov/relayed", message->payloadlen, message->payload, 0, false);
        return;
    }
    if (relay.file >= 0 && !keep(relay.file, *message)) std::exit(74);
    const std::string topic = message->topic;  // oov/up/NAME/report
    const std::string name = topic.substr(7, topic.rfind('/') - 7);
    const std::string alert = padded(*message, relay.alert_bytes);
    const std::string receipt = padded(*message, relay.receipt_bytes);
    mosquitto_publish(client, nullptr, ("oov/down/" + name + "/receipt").c_str(), static_cast<int>(receipt.size()),
                      receipt.data(), 1, false);
    mosquitto_publish(client, nullptr, ("oov/dvo/alert/" + std::to_string(relay.count)).c_str(),
                      static_cast<int>(alert.size()), alert.data(), 1, true);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5 && argc != 6) return 64;
    Relay relay{std::strtoul(argv[3], nullptr, 10), std::strtoul(argv[4], nullptr, 10)};
    if (argc == 6 && (relay.file = open(argv[5], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0) return 73;
    mosquitto_lib_init();
    mosquitto* client = mosquitto_new("relay", true, &relay);
    mosquitto_message_callback_set(client, arrived);
    mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, 1'000);
    mosquitto_int_option(client, MOSQ_OPT_RECEIVE_MAXIMUM, 1'000);
    if (mosquitto_connect(client, "127.0.0.1", static_cast<int>(std::strtol(argv[1], nullptr, 10)), 60) != 0) return 69;
    mosquitto_subscribe(client, nullptr, argv[2], relay.receipt_bytes == 0 ? 0 : 1);
    return mosquitto_loop_forever(client, -1, 1) == 0 ? 0 : 1;
}
