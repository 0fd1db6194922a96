#include "tests/simulation/console.hpp"

#include <nlohmann/json.hpp>

namespace paraat::simulation {

Console::Console(World& world, Broker& broker, std::string name, std::string division)
    : world_(world), broker_(broker), name_(std::move(name)), division_(std::move(division)) {}

void Console::connect() {
    if (connection_ != nullptr) return;
    Greeting greeting;
    greeting.client = name_;
    greeting.filters = {{"oov/json/" + division_ + "/alert/+", 1}};
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
void Console::connected() {
    is_connected_ = true;
    shown_.clear();
    revs_.clear();
}

void Console::lost() {
    is_connected_ = false;
    connection_ = nullptr;
    world_.after(Milliseconds{1'000}, [this] { connect(); });
}

void Console::hears(const Letter& letter) {
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
    // Comes again, after a connection that was lost; a lower one is of before.
    if (rev < newest) return;
    newest = rev;
    shown_[letter.topic] = letter.payload;
}

}  // namespace paraat::simulation
