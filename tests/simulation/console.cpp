#include "tests/simulation/console.hpp"

#include <nlohmann/json.hpp>

#include "tests/simulation/secrecy.hpp"

namespace paraat::simulation {

Console::Console(World& world, Broker& broker, std::string name, std::string filter, Secrecy* secrecy)
    : world_(world), broker_(broker), name_(std::move(name)), filter_(std::move(filter)), secrecy_(secrecy) {}

void Console::connect() {
    if (connection_ != nullptr) return;
    Greeting greeting;
    greeting.client = name_;
    greeting.filters = {{filter_, 1}};
    greeting.keep_alive = Milliseconds{60'000};
    connection_ = broker_.connect(*this, std::move(greeting));
    // One that is not answered, or not to be had, is tried again.
    world_.after(Milliseconds{5'000}, [this, tried = connection_] {
        if (connection_ != tried || is_connected_) return;
        if (connection_ != nullptr) connection_->close(false);
        connection_ = nullptr;
        connect();
    });
}

// What was shown before may have ended meanwhile.
void Console::connected(bool) {
    is_connected_ = true;
    shown_.clear();
}

void Console::lost() {
    is_connected_ = false;
    connection_ = nullptr;
    world_.after(Milliseconds{1'000}, [this] { connect(); });
}

void Console::hears(const Letter& letter) {
    if (secrecy_ != nullptr) secrecy_->hears(name_, letter.topic, letter.payload);
    if (letter.payload.empty()) {
        shown_.erase(letter.topic);
        return;
    }
    const auto alert = nlohmann::json::parse(letter.payload, nullptr, false);
    if (!alert.is_object() || !alert.contains("rev")) {
        complaints.push_back(name_ + " cannot read what is on " + letter.topic);
        return;
    }
    std::int64_t& newest = revs_[letter.topic];
    const auto rev = alert["rev"].get<std::int64_t>();
    ++world_.figures.checks["a screen's revisions rise"];
    if (rev < newest) {
        complaints.push_back(name_ + " heard revision " + std::to_string(rev) + " of " + letter.topic + " after " +
                             std::to_string(newest));
    }
    newest = std::max(newest, rev);
    shown_[letter.topic] = letter.payload;
}

}  // namespace paraat::simulation
