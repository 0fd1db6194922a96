#include "hub/app/tak_mail.hpp"

#include <utility>

#include "hub/foreign/tak_topic.hpp"

namespace paraat::app {
namespace {

// Of the boards of a division and of its teams one: who reads the one reads the others.
std::string board_of(const std::string& topic) {
    constexpr std::string_view board = "/board";
    return topic.substr(0, topic.find(board) + board.size());
}

bool says(const std::string& topic, std::string_view level) {
    return topic.find(level) != std::string::npos;
}

}  // namespace

bool TakMail::put(const projection::Publication& publication, const core::ClientName& panic_of) {
    std::lock_guard lock(mutex_);
    const std::string& topic = publication.topic;
    const projection::AnyMessage& message = publication.message;
    if (const auto* alert = std::get_if<core::Alert>(&message)) {
        words_[topic] = TakAlert{topic, *alert, panic_of};
        return true;
    }
    if (const auto* instruction = std::get_if<core::InstructionView>(&message)) {
        words_[topic] = TakOrder{topic, *instruction};
        return true;
    }
    if (const auto* notice = std::get_if<core::Notice>(&message)) {
        words_[topic] = TakCall{topic, *notice};
        return true;
    }
    if (std::holds_alternative<projection::Cleared>(message)) return clear(topic);
    if (const auto* board = std::get_if<core::Board>(&message)) {
        const std::string of = board_of(topic);
        for (const core::ClientName& gone : board->removed) words_[of + "/" + gone.text] = TakUnit{of, gone, {}};
        put_units(of, board->units);
    }
    if (const auto* team = std::get_if<core::TeamBoard>(&message)) put_units(board_of(topic), team->units);
    return false;
}

void TakMail::put(const core::ClientName& account, const std::string& text) {
    std::lock_guard lock(mutex_);
    words_[foreign::tak_topic(account)] = TakAnswer{account, text};
}

void TakMail::put_units(const std::string& topic, const std::vector<core::UnitView>& units) {
    for (const core::UnitView& unit : units) words_[topic + "/" + unit.unit.text] = TakUnit{topic, unit.unit, unit};
}

bool TakMail::clear(const std::string& topic) {
    if (says(topic, "/alert/")) {
        words_[topic] = TakAlert{topic, {}, {}};
    } else if (says(topic, "/notice/")) {
        words_[topic] = TakCall{topic, {}};
    } else if (says(topic, "/instruction/")) {
        auto& word = words_.try_emplace(topic, TakOrder{topic, {}, true}).first->second;
        if (auto* order = std::get_if<TakOrder>(&word)) order->is_over = true;
    } else {
        return false;
    }
    return true;
}

std::vector<TakWord> TakMail::take() {
    std::lock_guard lock(mutex_);
    std::vector<TakWord> words;
    words.reserve(words_.size());
    for (auto& [key, word] : words_) words.push_back(std::move(word));
    words_.clear();
    return words;
}

}  // namespace paraat::app
