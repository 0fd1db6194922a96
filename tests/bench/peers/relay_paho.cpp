#include <mqtt/async_client.h>

#include <cstdlib>
#include <string>
#include <thread>

// paraat-relay-paho PORT REPORT_FILTER ALERT_BYTES RECEIPT_BYTES: what most would write first with Eclipse Paho: it
// publishes from the callback. For the same as paraat-relay-mosquitto.
int main(int argc, char** argv) {
    if (argc != 5) return 64;
    const std::size_t alert_bytes = std::strtoul(argv[3], nullptr, 10);
    const std::size_t receipt_bytes = std::strtoul(argv[4], nullptr, 10);
    const int qos = receipt_bytes == 0 ? 0 : 1;
    // With the usual 100 it would end at the first burst: the library throws when its buffer is full.
    constexpr int buffered_most = 65'000;
    mqtt::async_client client(std::string("tcp://127.0.0.1:") + argv[1], "relay", buffered_most);
    std::uint64_t count = 0;
    client.set_message_callback([&](const mqtt::const_message_ptr& message) {
        ++count;
        if (receipt_bytes == 0) {
            client.publish("oov/relayed", message->to_string(), 0, false);
            return;
        }
        const std::string topic = message->get_topic();  // oov/up/NAME/report
        const std::string name = topic.substr(7, topic.rfind('/') - 7);
        std::string alert = message->to_string();
        std::string receipt = alert;
        alert.resize(alert_bytes, ' ');
        receipt.resize(receipt_bytes, ' ');
        client.publish("oov/down/" + name + "/receipt", receipt, 1, false);
        client.publish("oov/dvo/alert/" + std::to_string(count), alert, 1, true);
    });
    client.connect(mqtt::connect_options_builder().clean_session().max_inflight(1'000).finalize())->wait();
    client.subscribe(argv[2], qos)->wait();
    while (client.is_connected()) std::this_thread::sleep_for(std::chrono::seconds{1});
    return 1;
}
