#include "tests/simulation/device.hpp"

#include <algorithm>

namespace paraat::simulation {
namespace {

constexpr Milliseconds connects_within{10'000};
constexpr Milliseconds looks_after_least{50};
constexpr Milliseconds looks_after_most{1'000};

Milliseconds backoff(int tries, Chance& chance) {
    const std::int64_t most = std::min<std::int64_t>(30'000, 500LL << std::min(tries, 6));
    return Milliseconds{chance.between(0, most)};
}

}  // namespace

// A store that loses what it should keep, for canaries.
class Device::ForgetfulStore : public sdk::OutboxStore {
public:
    ForgetfulStore(sdk::OutboxFolder folder, Canary canary) : folder_(std::move(folder)), canary_(canary) {}

    Result<std::int64_t> keep(const sdk::Letter& letter) override { return folder_.keep(letter); }
    Result<void> forget(std::int64_t number) override { return folder_.forget(number); }
    Result<std::map<std::int64_t, sdk::Letter>> all() override {
        auto found = folder_.all();
        if (found && canary_ == Canary::device_makes_new_ids) {
            for (auto& [number, letter] : *found) {
                const std::string id = letter.id + "x";
                const auto at = letter.payload.find("\"" + letter.id + "\"");
                if (at != std::string::npos) letter.payload.replace(at, letter.id.size() + 2, "\"" + id + "\"");
                letter.id = id;
            }
        }
        return found;
    }

private:
    sdk::OutboxFolder folder_;
    Canary canary_;
};

class Device::Process : public Peer, public std::enable_shared_from_this<Process> {
public:
    Process(Device& device, std::unique_ptr<ForgetfulStore> store, sdk::Outbox outbox)
        : device_(device), store_(std::move(store)), conversation_(std::move(outbox), device.account_, "oov") {}

    void connect() {
        if (is_dead_ || connection_ != nullptr) return;
        const sdk::Publication will = conversation_.will(device_.time_.wall());
        Greeting greeting;
        greeting.client = device_.account_;
        for (const std::string& filter : conversation_.filters()) greeting.filters.emplace_back(filter, 1);
        greeting.will = Letter{will.topic, will.payload, 1, true, 0};
        connection_ = device_.broker_.connect(*this, std::move(greeting));
        if (connection_ == nullptr) return again();
        device_.world_.after(connects_within, [self = shared_from_this(), tried = connection_] {
            if (self->connection_ != tried || self->is_connected_) return;
            tried->close(false);
            self->lost();
        });
    }
    void connected(bool) override {
        is_connected_ = true;
        is_watching_ = false;
        tries_ = 0;
        conversation_.connected(device_.world_.now());
        go_on();
    }
    void lost() override {
        is_connected_ = false;
        connection_ = nullptr;
        conversation_.disconnected();
        again();
    }
    void hears(const Letter& letter) override {
        device_.watch_.heard(device_.account_, letter);
        const bool was_at_rest = conversation_.next_due() > device_.world_.now();
        // A disk that keeps what it should forget sends it once more.
        static_cast<void>(conversation_.hear({letter.topic, letter.payload, letter.is_retained}, device_.world_.now()));
        const bool has_begun = letter.topic.ends_with("/status") && conversation_.next_due() <= device_.world_.now();
        if (was_at_rest && has_begun) ++device_.world_.figures.situations["a hub began to listen to who waited for it"];
        for (const sdk::Request& request : conversation_.requests()) device_.watch_.asked(device_, request);
        go_on();
    }
    void acknowledged(std::uint64_t) override {}
    void die() {
        is_dead_ = true;
        if (connection_ != nullptr) connection_->close(false);
        connection_ = nullptr;
    }
    Result<void> say(sdk::Letter letter) {
        auto said = conversation_.say(std::move(letter), device_.world_.now());
        if (said) go_on();
        return said;
    }
    void beacon(std::string payload) {
        conversation_.beacon(std::move(payload));
        go_on();
    }
    void look() {
        if (is_dead_) return;
        go_on();
        const Milliseconds due = conversation_.next_due() - device_.world_.now();
        device_.world_.after(std::clamp(due, looks_after_least, looks_after_most),
                             [self = shared_from_this()] { self->look(); });
    }
    std::size_t waiting() const { return conversation_.waiting(); }

private:
    void go_on() {
        static_cast<void>(conversation_.letters(device_.world_.now()));
        while (is_connected_) {
            watch_hub();
            const auto next =
                conversation_.take_due(device_.world_.now(), static_cast<std::uint32_t>(device_.chance_.draw()));
            if (!next) return;
            connection_->publish({next->topic, next->payload, next->qos, next->is_retained, ++number_});
            if (device_.canary_ == Canary::outbox_lets_go_early && device_.chance_.once_in(4))
                forget_early(next->payload);
        }
    }
    void watch_hub() {
        const bool watches = conversation_.watches_hub(device_.world_.now());
        if (std::exchange(is_watching_, watches) == watches) return;
        if (watches) return connection_->subscribe(conversation_.hub_filter(), 1);
        connection_->unsubscribe(conversation_.hub_filter());
    }
    void forget_early(const std::string& payload) {
        const auto all = store_->all();
        if (!all) return;
        for (const auto& [number, letter] : *all) {
            if (letter.payload == payload) static_cast<void>(store_->forget(number));
        }
    }
    void again() {
        if (is_dead_) return;
        device_.world_.after(backoff(tries_++, device_.chance_), [self = shared_from_this()] { self->connect(); });
    }

    Device& device_;
    std::unique_ptr<ForgetfulStore> store_;
    sdk::Conversation conversation_;
    std::shared_ptr<Connection> connection_;
    std::uint64_t number_ = 0;
    int tries_ = 0;
    bool is_connected_ = false;
    bool is_watching_ = false;
    bool is_dead_ = false;
};

Device::Device(World& world, Broker& broker, std::string account, std::filesystem::path folder, Canary canary,
               Watch watch)
    : world_(world),
      broker_(broker),
      account_(std::move(account)),
      canary_(canary),
      watch_(std::move(watch)),
      chance_(world.chance.split()),
      time_(world),
      disk_(std::move(folder)) {
    disk_.lie_about_syncs(canary == Canary::outbox_not_synced);
}

Device::~Device() {
    if (process_ != nullptr) process_->die();
}

void Device::start() {
    if (process_ != nullptr) return;
    disk_.thaw();
    auto folder = sdk::OutboxFolder::open(disk_.folder() / "outbox");
    if (!folder) return world_.after(Milliseconds{1'000}, [this] { start(); });
    auto store = std::make_unique<ForgetfulStore>(std::move(*folder), canary_);
    auto outbox = sdk::Outbox::open(*store, {}, world_.now());
    if (!outbox) return world_.after(Milliseconds{1'000}, [this] { start(); });
    world_.tell(account_, "starts with " + std::to_string(outbox->size()) + " to send");
    if (outbox->size() > 0) ++world_.figures.situations["a device started with letters to send"];
    process_ = std::make_shared<Process>(*this, std::move(store), std::move(*outbox));
    process_->connect();
    process_->look();
}

void Device::die(bool loses_power) {
    if (process_ == nullptr) return;
    world_.tell(account_, loses_power ? "loses its power" : "is killed");
    disk_.freeze();
    process_->die();
    process_.reset();
    if (loses_power && disk_.lose_power(chance_)) ++world_.figures.situations["a device lost what it had not synced"];
}

void Device::say(const std::string& kind, const std::string& payload, bool is_urgent) {
    if (process_ == nullptr) return;
    const std::string id = account_ + "-" + std::to_string(++said_);
    const sdk::Letter letter{kind, id, "{\"id\":\"" + id + "\"," + payload + "}", is_urgent, time_.wall()};
    const auto kept = process_->say(letter);
    world_.tell(account_, kind + " " + letter.payload + (kept ? "" : " is not kept: " + kept.error().message));
    // How far something got has no receipt, and is not kept.
    const bool is_rung = payload.find("\"answer\":\"read\"") != std::string::npos;
    if (kept && !is_rung) watch_.kept(account_, letter);
    if (const auto power = std::exchange(dies_after_saying_, std::nullopt)) {
        world_.after(Milliseconds{chance_.between(0, 60)}, [this, power = *power] { die(power); });
        world_.after(Milliseconds{chance_.between(1'000, 30'000)}, [this] { start(); });
    }
}

void Device::beacon(const std::string& payload) {
    if (process_ != nullptr) process_->beacon(payload);
}

std::size_t Device::waiting() const {
    return process_ == nullptr ? 0 : process_->waiting();
}

}  // namespace paraat::simulation
