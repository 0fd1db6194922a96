#include "hub/mqtt/arrivals.hpp"

#include <functional>

namespace paraat::mqtt {
namespace {

// Within one process only, so that any hash does.
std::uint64_t hash_of(const Publish& publish) {
    const std::hash<std::string_view> hash;
    return hash(publish.topic) * 31 + hash(publish.payload);
}

}  // namespace

void Arrivals::begin(bool has_session) {
    for (const PacketId id : owed_) last_[id].is_owed = false;
    owed_.clear();
    if (!has_session) last_.clear();
}

void Arrivals::forget() {
    owed_.clear();
    last_.clear();
}

Arrivals::Arrival Arrivals::take(const Publish& publish) {
    if (publish.id >= last_.size()) last_.resize(publish.id + std::size_t{1});
    Last& last = last_[publish.id];
    const std::uint64_t content = hash_of(publish);
    const bool is_known = publish.is_again && last.number > 0 && last.content == content;
    // One acknowledgement is enough: a second may be taken for that of the next message of this id.
    const bool is_owed = is_known && last.is_owed;
    if (!is_known) last = {content, ++newest_, false};
    if (!is_owed) owed_.push_back(publish.id);
    last.is_owed = true;
    return {last.number, is_known};
}

void Arrivals::acknowledge(ArrivalNumber up_to, std::string& out) {
    while (!owed_.empty() && last_[owed_.front()].number <= up_to) {
        write_puback(out, owed_.front());
        last_[owed_.front()].is_owed = false;
        owed_.pop_front();
    }
}

}  // namespace paraat::mqtt
