#include "hub/app/quarantine.hpp"

#include <algorithm>
#include <utility>

#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds refusal_interval = std::chrono::minutes{1};  // between two lines of the log about a message

}  // namespace

Quarantine::Quarantine(const std::filesystem::path& journal_directory, Instant now, MayBeTold may_be_told)
    : may_be_told_(std::move(may_be_told)), folder_(journal_directory), suspects_(folder_.suspects()), looked_at_(now) {
    auto opened = InHand::open(journal_directory / "in-hand");
    if (opened) {
        in_hand_.emplace(std::move(*opened));
    } else {
        log_warn("nothing guards against a message that makes the hub die", {{"why", opened.error().message}});
    }
    if (const auto message = in_hand_ ? in_hand_->held() : std::nullopt) {
        count_death(*message, now);
        in_hand_->let_go();
    }
    for (const QuarantinedMessage& message : folder_.messages()) {
        held_.emplace(message.suspect.fingerprint, Held{true, may_be_told_(message.topic, message.payload), {}});
    }
    for (const std::string& fingerprint : folder_.fingerprints()) {
        if (!held_.emplace(fingerprint, Held{}).second) continue;
        log_error("a file in quarantine cannot be read; the message that its name stands for is refused all the same",
                  {{"fingerprint", fingerprint}});
    }
    note_held();
}

void Quarantine::count_death(const InHand::Message& message, Instant now) {
    const std::string fingerprint = fingerprint_of(message.topic, message.payload);
    auto suspect = std::find_if(suspects_.begin(), suspects_.end(),
                                [&](const Suspect& one) { return one.fingerprint == fingerprint; });
    if (suspect == suspects_.end()) {
        if (suspects_.size() >= suspects_most) suspects_.erase(suspects_.begin());
        suspect = suspects_.insert(suspects_.end(), {fingerprint, 0, now, now});
    }
    ++suspect->deaths;
    suspect->last = now;
    if (suspect->deaths >= deaths_most) {
        if (set_aside(*suspect, message)) suspects_.erase(suspect);
    } else {
        log_warn("the hub died with a message in hand; once more, and it is quarantined",
                 {{"fingerprint", fingerprint}, {"bytes", std::to_string(message.payload.size())}});
    }
    keep_suspects();
}

// False when its file cannot be written: then it is held back until the next start only.
bool Quarantine::set_aside(const Suspect& suspect, const InHand::Message& message) {
    // Without its topic: that may name a covert unit.
    log_error(
        "a message is quarantined, because the hub died with it in hand; it is refused until a person releases it",
        {{"fingerprint", suspect.fingerprint},
         {"deaths", std::to_string(suspect.deaths)},
         {"bytes", std::to_string(message.payload.size())}});
    if (auto kept = folder_.keep({suspect, message.topic, message.payload}); !kept) {
        log_error("the quarantined message cannot be kept", {{"why", kept.error().message}});
        held_.emplace(suspect.fingerprint, Held{false, may_be_told_(message.topic, message.payload), {}});
        return false;
    }
    const std::vector<QuarantinedMessage> messages = folder_.messages();
    for (std::size_t i = 0; i + messages_most < messages.size(); ++i) {
        const std::string& oldest = messages[i].suspect.fingerprint;
        static_cast<void>(folder_.release(oldest));
        log_error("the quarantine is full; its oldest message left it", {{"fingerprint", oldest}});
    }
    return true;
}

bool Quarantine::take_in_hand(std::string_view topic, std::string_view payload, Instant now) {
    if (!held_.empty() || !suspects_.empty()) fingerprint_ = fingerprint_of(topic, payload);
    if (const auto held = held_.find(fingerprint_); held != held_.end()) {
        if (now - held->second.logged_at >= refusal_interval) {
            held->second.logged_at = now;
            log_error("a quarantined message came again and was refused", {{"fingerprint", fingerprint_}});
        }
        fingerprint_.clear();
        return false;
    }
    if (in_hand_) in_hand_->take(topic, payload);
    return true;
}

void Quarantine::let_go() {
    if (in_hand_) in_hand_->let_go();
    if (fingerprint_.empty()) return;
    const auto cleared =
        std::erase_if(suspects_, [&](const Suspect& suspect) { return suspect.fingerprint == fingerprint_; });
    if (cleared > 0) {
        log_info("a suspected message was decided; nothing is held against it", {{"fingerprint", fingerprint_}});
        keep_suspects();
    }
    fingerprint_.clear();
}

void Quarantine::spare() {
    if (in_hand_) in_hand_->spare();
}

void Quarantine::look(Instant now) {
    if (held_.empty() || now - looked_at_ < look_interval) return;
    looked_at_ = now;
    const std::vector<std::string> there = folder_.fingerprints();
    const auto released = std::erase_if(held_, [&](const auto& held) {
        if (!held.second.has_file || std::binary_search(there.begin(), there.end(), held.first)) return false;
        log_info("a message was released from quarantine", {{"fingerprint", held.first}});
        return true;
    });
    if (released > 0) note_held();
}

void Quarantine::keep_suspects() {
    if (auto kept = folder_.keep_suspects(suspects_); !kept) {
        log_warn("deaths with a message in hand cannot be counted", {{"why", kept.error().message}});
    }
}

void Quarantine::note_held() {
    std::lock_guard lock(mutex_);
    size_ = held_.size();
    told_ = static_cast<std::size_t>(
        std::count_if(held_.begin(), held_.end(), [](const auto& held) { return held.second.is_told; }));
}

std::size_t Quarantine::size() const {
    std::lock_guard lock(mutex_);
    return size_;
}

std::vector<std::string> Quarantine::reasons() const {
    std::lock_guard lock(mutex_);
    if (told_ == 0) return {};
    // No fingerprint: whoever guesses what a message said could see by it that the guess is right.
    return {"quarantine: " + std::to_string(told_) + (told_ == 1 ? " message is" : " messages are") +
            " refused, because the hub died with it in hand; see `paraat journal quarantine list`"};
}

}  // namespace paraat::app
