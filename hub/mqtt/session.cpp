#include "hub/mqtt/session.hpp"

#include <algorithm>

namespace paraat::mqtt {
namespace {

constexpr PacketId last_of_ids = 65'535;

std::string refusal(const std::string& what, std::string_view word, const std::string& reason) {
    return what + ": " + std::string(word) + (reason.empty() ? "" : " (" + reason + ")");
}

}  // namespace

Session::Session(Settings settings, Arrivals& arrivals, Listener& listener)
    : settings_(std::move(settings)),
      arrivals_(arrivals),
      listener_(listener),
      window_(settings_.window),
      ping_after_(settings_.ping_after) {}

void Session::open(Instant now) {
    state_ = State::connecting;
    heard_at_ = now;
    answer_due_ = now + settings_.patience;
    write_connect(out_, settings_.connect, settings_.version);
    wrote(now);
}

void Session::receive(std::string_view bytes, Instant now) {
    if (!failure_.empty() || state_ == State::closed) return;
    heard_at_ = now;
    const bool has_rest = !rest_.empty();
    if (has_rest) rest_ += bytes;
    std::string_view unread = has_rest ? std::string_view(rest_) : bytes;
    while (failure_.empty() && hear_next(unread, now)) {
    }
    if (has_rest) {
        rest_.erase(0, rest_.size() - unread.size());
    } else {
        rest_ = unread;
    }
}

bool Session::hear_next(std::string_view& unread, Instant now) {
    const std::size_t skipped = std::min(skip_, unread.size());
    unread.remove_prefix(skipped);
    skip_ -= skipped;
    const auto head = read_head(unread);
    if (!head) fail(head.error().message);
    if (!head || !*head) return false;
    const Head& found = **head;
    const std::size_t kept = std::min(found.size, settings_.packet_most);
    if (kept < found.size && static_cast<PacketType>(found.type) != PacketType::publish) {
        fail("it sent a packet that is longer than may be");
        return false;
    }
    if (unread.size() < kept) return false;
    hear({found.type, found.flags, unread.substr(found.header, kept - found.header)}, now);
    unread.remove_prefix(kept);
    skip_ = found.size - kept;
    return true;
}

void Session::hear(const Frame& frame, Instant now) {
    const auto type = static_cast<PacketType>(frame.type);
    if (state_ == State::connecting && type != PacketType::connack) return fail("it did not answer with a CONNACK");
    switch (type) {
        case PacketType::connack: return hear_connack(frame, now);
        case PacketType::suback: return hear_suback(frame, now);
        case PacketType::publish: return hear_publish(frame, now);
        case PacketType::puback: return hear_puback(frame, now);
        case PacketType::disconnect: return hear_disconnect(frame);
        case PacketType::pingresp:
            if (!is_pinged_) return;
            is_pinged_ = false;
            if (is_ready()) answer_due_ = never;
            return;
        default: return fail("it sent a packet of type " + std::to_string(frame.type) + ", which no broker sends");
    }
}

void Session::hear_connack(const Frame& frame, Instant now) {
    const auto connack = read_connack(frame, settings_.version);
    if (!connack) return fail(connack.error().message);
    if (state_ != State::connecting) return fail("it sent a second CONNACK");
    if (connack->code != 0) {
        return fail(
            refusal("it refuses the connection", reason_word(connack->code, settings_.version), connack->reason));
    }
    arrivals_.begin(connack->has_session);
    window_ = std::min<std::size_t>(window_, connack->receive_maximum);
    out_most_ = connack->packet_most.value_or(remaining_most);
    const std::chrono::seconds keep_alive = connack->keep_alive.value_or(settings_.connect.keep_alive);
    if (keep_alive.count() > 0) ping_after_ = std::min<Milliseconds>(ping_after_, keep_alive);  // 0 = it wants none
    state_ = State::subscribing;
    answer_due_ = now + settings_.patience;
    subscribe_id_ = next_id();
    write_subscribe(out_, subscribe_id_, settings_.subscriptions, settings_.version);
    if (!settings_.probes.empty()) write_subscribe(out_, next_id(), settings_.probes, settings_.version);
    wrote(now);
}

void Session::hear_suback(const Frame& frame, Instant now) {
    const auto suback = read_suback(frame, settings_.version);
    if (!suback) return fail(suback.error().message);
    if (state_ != State::subscribing || suback->id != subscribe_id_) return;  // of the probes
    if (suback->codes.size() != settings_.subscriptions.size()) {
        return fail("it answered for " + std::to_string(suback->codes.size()) + " of " +
                    std::to_string(settings_.subscriptions.size()) + " subscriptions");
    }
    std::vector<std::string> refused;
    for (std::size_t index = 0; index < suback->codes.size(); ++index) {
        const int given = suback->codes[index];
        const bool is_less = given >= 0x80 || given < settings_.subscriptions[index].qos;
        if (is_less) refused.push_back(settings_.subscriptions[index].filter);
    }
    state_ = State::ready;
    answer_due_ = is_pinged_ ? answer_due_ : never;
    answered_at_ = now;
    listener_.ready(refused);
}

void Session::hear_publish(const Frame& frame, Instant) {
    const auto publish = read_publish(frame, settings_.version);
    if (!publish) return fail(publish.error().message);
    if (publish->qos == 0) return listener_.arrived(*publish, 0);
    const Arrivals::Arrival arrival = arrivals_.take(*publish);
    if (!arrival.is_known) listener_.arrived(*publish, arrival.number);
}

void Session::hear_puback(const Frame& frame, Instant now) {
    const auto puback = read_puback(frame, settings_.version);
    if (!puback) return fail(puback.error().message);
    const std::size_t place = (puback->id + last_of_ids - first_id()) % last_of_ids;
    // Of nothing that is on its way: a broker that says so twice does no harm.
    if (place >= flights_.size() || flights_[place].is_answered) return;
    const std::uint64_t number = flights_[place].number;
    flights_[place].is_answered = true;
    --unanswered_;
    answered_at_ = now;
    while (!flights_.empty() && flights_.front().is_answered) flights_.pop_front();
    listener_.answered(number, puback->code);
}

void Session::hear_disconnect(const Frame& frame) {
    const auto disconnect = read_disconnect(frame, settings_.version);
    if (!disconnect) return fail(disconnect.error().message);
    fail(refusal("it ends the connection", reason_word(disconnect->code, settings_.version), disconnect->reason));
}

void Session::pass(Instant now) {
    if (!failure_.empty() || state_ == State::closed) return;
    // The answer to a ping may be behind much else.
    const bool is_heard = is_ready() && now - heard_at_ < settings_.patience;
    if (now >= answer_due_ && !is_heard) return fail("it does not answer");
    if (!is_ready()) return;
    if (unanswered_ > 0 && now - answered_at_ >= settings_.patience) return fail("it acknowledges nothing");
    const bool is_silent = now - std::min(wrote_at_, heard_at_) >= ping_after_;
    if (!is_silent || is_pinged_) return;
    is_pinged_ = true;
    answer_due_ = now + settings_.patience;
    write_pingreq(out_);
    wrote(now);
}

Instant Session::next_due() const {
    if (!failure_.empty() || state_ == State::closed) return never;
    Instant due = answer_due_;
    if (!is_ready()) return due;
    if (unanswered_ > 0) due = std::min(due, answered_at_ + settings_.patience);
    if (!is_pinged_) due = std::min(due, std::min(wrote_at_, heard_at_) + ping_after_);
    return due;
}

void Session::did_not_listen(Instant now) {
    heard_at_ = now;
    answered_at_ = now;
    if (answer_due_ != never) answer_due_ = now + settings_.patience;
}

std::size_t Session::room() const {
    if (!is_ready() || !failure_.empty() || flights_.size() + 1 >= last_of_ids) return 0;
    return window_ - std::min(window_, unanswered_);
}

void Session::publish(std::uint64_t number, const Publish& publish, Instant now) {
    constexpr std::size_t header_most = 5 + 2 + 2 + 1;
    if (header_most + publish.topic.size() + publish.payload.size() > out_most_) {
        constexpr std::uint8_t packet_too_large = 0x95;
        return listener_.answered(number, packet_too_large);
    }
    Publish given = publish;
    if (given.qos > 0) {
        given.id = next_id();
        if (unanswered_ == 0) answered_at_ = now;
        flights_.push_back({number, false});
        ++unanswered_;
    }
    write_publish(out_, given, settings_.version);
    wrote(now);
    if (given.qos == 0) listener_.answered(number, 0);
}

void Session::acknowledge(ArrivalNumber up_to, Instant now) {
    // Before its CONNACK what is owed is of an earlier connection, and the broker sends it again.
    if (state_ != State::subscribing && state_ != State::ready) return;
    const std::size_t before = out_.size();
    arrivals_.acknowledge(up_to, out_);
    if (out_.size() > before) wrote(now);
}

void Session::disconnect(Instant now) {
    if (state_ == State::closed) return;
    write_disconnect(out_);
    wrote(now);
    state_ = State::closed;
}

void Session::fail(std::string why) {
    if (failure_.empty()) failure_ = std::move(why);
}

PacketId Session::next_id() {
    last_id_ = last_id_ == last_of_ids ? PacketId{1} : static_cast<PacketId>(last_id_ + 1);
    return last_id_;
}

// Of the oldest on its way.
PacketId Session::first_id() const {
    const std::size_t back = flights_.empty() ? 0 : flights_.size() - 1;
    return static_cast<PacketId>((last_id_ + last_of_ids - 1 - back) % last_of_ids + 1);
}

}  // namespace paraat::mqtt
