#include "tests/simulation/hub_transport.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hub/mqtt/arrivals.hpp"
#include "hub/transport/backoff.hpp"
#include "tests/support/mqtt_frames.hpp"

namespace paraat::simulation {
namespace {

constexpr Milliseconds patience_of_acknowledgements{10'000};

bool is_alert(const std::string& topic) {
    return topic.find("/alert/") != std::string::npos;
}

}  // namespace

// Lives on in what is planned, after the hub's process is gone.
class HubTransport::Lane : public Peer, public std::enable_shared_from_this<Lane> {
public:
    Lane(World& world, Broker& broker, Greeting greeting, transport::Outbox::WhenFull when_full,
         std::function<void(const Letter&, mqtt::ArrivalNumber)> arrived)
        : world_(world),
          broker_(broker),
          greeting_(std::move(greeting)),
          arrived_(std::move(arrived)),
          chance_(world.chance.split()),
          outbox(when_full) {}

    void connect() {
        if (is_dead_ || connection_ != nullptr) return;
        connection_ = broker_.connect(*this, greeting_);
        if (connection_ == nullptr) world_.tell(greeting_.client, "finds no broker");
        if (connection_ == nullptr) return again();
        // A connection on which nothing is answered is given up.
        world_.after(patience_of_acknowledgements, [self = shared_from_this(), tried = connection_] {
            if (self->connection_ == tried && !self->is_connected) self->give_up();
        });
    }
    void connected(bool has_session) override {
        world_.tell(greeting_.client, "connected");
        is_connected = true;
        tries_ = 0;
        progress_at_ = world_.now();
        ++incarnation;
        outbox.connected();
        arrivals_.begin(has_session);
    }
    void lost() override {
        world_.tell(greeting_.client, "lost its connection");
        is_connected = false;
        outbox.lost();
        connection_ = nullptr;
        again();
    }
    void hears(const Letter& letter) override {
        if (letter.qos == 0) return arrived_(letter, 0);
        const auto id = static_cast<mqtt::PacketId>(letter.number);
        const auto arrival = arrivals_.take({letter.topic, letter.payload, 1, letter.is_retained, letter.is_again, id});
        if (!arrival.is_known) arrived_(letter, arrival.number);
    }
    bool acknowledges_itself() const override { return true; }
    // Everything up to there is kept; in the bytes that the real one would write.
    void acknowledge() {
        std::string written;
        arrivals_.acknowledge(kept, written);
        for (std::string_view unread = written; const auto frame = test::take_frame(unread);) {
            connection_->acknowledge(mqtt::read_puback(*frame, mqtt::Version::v3_1_1)->id);
        }
    }
    void acknowledged(std::uint64_t number) override {
        outbox.done(number);
        progress_at_ = world_.now();
    }
    void give_up() {
        if (connection_ != nullptr) connection_->close(false);
        lost();
    }
    void die() {
        is_dead_ = true;
        is_connected = false;
        if (connection_ != nullptr) connection_->close(false);
        connection_ = nullptr;
    }
    void pump() {
        if (!is_connected) return;
        acknowledge();
        if (outbox.unfinished() == 0) progress_at_ = world_.now();
        while (auto sending = outbox.take(Milliseconds{0})) {
            const transport::Outbound& message = sending->message;
            connection_->publish({message.topic, message.payload, message.qos, message.is_retained, sending->number});
            if (message.qos == 0) outbox.done(sending->number);
        }
        if (world_.now() - progress_at_ > patience_of_acknowledgements) give_up();
    }

    World& world_;
    Broker& broker_;
    Greeting greeting_;
    std::function<void(const Letter&, mqtt::ArrivalNumber)> arrived_;
    Chance chance_;
    transport::Outbox outbox;
    bool is_connected = false;
    std::uint64_t incarnation = 0;
    mqtt::ArrivalNumber kept = 0;

private:
    void again() {
        if (is_dead_) return;
        const Milliseconds wait = transport::backoff(tries_++, static_cast<std::uint32_t>(chance_.draw() >> 32));
        world_.after(wait, [self = shared_from_this()] { self->connect(); });
    }

    std::shared_ptr<Connection> connection_;
    mqtt::Arrivals arrivals_;
    Instant progress_at_;
    int tries_ = 0;
    bool is_dead_ = false;
};

HubTransport::HubTransport(World& world, Broker& broker, transport::Settings settings, Canary canary, World::Deed wakes)
    : world_(world),
      broker_(broker),
      settings_(std::move(settings)),
      canary_(canary),
      wakes_(std::move(wakes)),
      chance_(world.chance.split()),
      inbox_(settings_.keeps, {}, [this] { return world_.now(); }) {
    const auto greeting = [&](const char* name, const std::vector<std::string>& filters, int qos,
                              const transport::Will& will) {
        Greeting made;
        made.client = "hub-" + settings_.node + "-" + name;
        made.is_clean = false;
        for (const std::string& filter : filters) made.filters.emplace_back(filter, qos);
        if (!will.topic.empty()) made.will = Letter{will.topic, will.payload, 1, true, 0};
        made.keep_alive = Milliseconds{15'000};
        return made;
    };
    using transport::Outbox;
    alerts_ = std::make_shared<Lane>(
        world, broker, greeting("alerts", settings_.alert_filters, 1, settings_.alerts_will), Outbox::WhenFull::waits,
        [this](const Letter& letter, mqtt::ArrivalNumber number) {
            inbox_.put_alerts({{letter.topic, letter.payload, letter.is_retained, transport::Lane::alerts, number}});
            wakes_();
        });
    beacons_ = std::make_shared<Lane>(
        world, broker, greeting("beacons", settings_.beacon_filters, 0, settings_.beacons_will),
        Outbox::WhenFull::drops_oldest, [this](const Letter& letter, mqtt::ArrivalNumber) {
            inbox_.put_beacons({{letter.topic, letter.payload, letter.is_retained, transport::Lane::beacons}});
            wakes_();
        });
}

HubTransport::~HubTransport() {
    die();
}

void HubTransport::start() {
    alerts_->connect();
    beacons_->connect();
}

void HubTransport::stop() {
    die();
}

void HubTransport::die() {
    alerts_->die();
    beacons_->die();
}

std::vector<transport::Inbound> HubTransport::take(std::size_t most, Milliseconds) {
    return inbox_.take(most, Milliseconds{0});
}

void HubTransport::acknowledge(std::uint64_t number) {
    alerts_->kept = number;
}

bool HubTransport::send(const transport::Outbound& message) {
    const bool is_retained_clear = message.is_retained && message.payload.empty();
    if (canary_ == Canary::alert_lost && is_alert(message.topic) && !is_retained_clear && chance_.once_in(30))
        return true;
    if (canary_ == Canary::notice_lost && message.topic.find("/notice/") != std::string::npos && chance_.once_in(30)) {
        return true;
    }
    const std::string covert = "oov/json/covert/";
    if (canary_ == Canary::covert_in_the_open && is_alert(message.topic) && message.topic.starts_with(covert)) {
        transport::Outbound open = message;
        open.topic = "oov/json/" + message.topic.substr(covert.size());
        send(open);
    }
    if (canary_ == Canary::answer_leaves_out && message.topic.ends_with("/result")) return send_without_one(message);
    if (canary_ == Canary::clearing_lost && is_retained_clear && chance_.once_in(20)) return true;
    return put(message);
}

bool HubTransport::send_without_one(transport::Outbound message) {
    auto answer = nlohmann::json::parse(message.payload, nullptr, false);
    if (answer.contains("items") && answer["items"].size() > 1) answer["items"].erase(answer["items"].begin());
    message.payload = answer.dump();
    return put(message);
}

bool HubTransport::put(const transport::Outbound& message) {
    auto& box = message.lane == transport::Lane::alerts ? alerts_->outbox : beacons_->outbox;
    const bool is_taken = box.put(message) != transport::Outbox::Put::full;
    if (canary_ == Canary::old_word_after_new && is_alert(message.topic)) {
        const auto older = older_.find(message.topic);
        if (older != older_.end() && !message.payload.empty() && chance_.once_in(20)) box.put(older->second);
        older_[message.topic] = message;
    }
    return is_taken;
}

bool HubTransport::has_room(transport::Lane which) const {
    return lane(which).outbox.has_room();
}

bool HubTransport::is_connected(transport::Lane which) const {
    return lane(which).is_connected;
}

std::uint64_t HubTransport::incarnation(transport::Lane which) const {
    const std::uint64_t count = lane(which).incarnation;
    return canary_ == Canary::republish_forgotten ? std::min<std::uint64_t>(count, 1) : count;
}

Result<std::vector<std::string>> HubTransport::collect_retained(const std::vector<std::string>& filters, Milliseconds,
                                                                Milliseconds) {
    if (!broker_.is_up()) return Error{"broker_unreachable", "broker", "it does not answer"};
    std::vector<std::string> found;
    if (canary_ == Canary::sweep_forgotten) return found;
    for (const auto& [topic, payload] : broker_.retained()) {
        const bool is_meant = std::any_of(filters.begin(), filters.end(),
                                          [&](const std::string& filter) { return matches(filter, topic); });
        if (is_meant) found.push_back(topic);
    }
    return found;
}

Result<std::string> HubTransport::read_retained(const std::string& topic, Milliseconds, Milliseconds) {
    const auto found = broker_.retained().find(topic);
    return found == broker_.retained().end() ? std::string{} : found->second;
}

void HubTransport::pump() {
    alerts_->pump();
    beacons_->pump();
}

bool HubTransport::is_idle() const {
    return alerts_->outbox.unfinished() == 0 && beacons_->outbox.unfinished() == 0;
}

}  // namespace paraat::simulation
