#include "hub/foreign/cot_answers.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "hub/base/utf8.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::foreign {
namespace {

constexpr std::size_t line_most = 100;  // bytes of one thing in the list of those that are open

struct AnswerWord {
    std::string_view word;
    std::string_view answer;  // to an instruction
};
// "no" is none of them: before a number it is short for one.
constexpr std::array answer_words = {
    AnswerWord{"wilco", "accepted"},   AnswerWord{"ok", "accepted"},   AnswerWord{"oké", "accepted"},
    AnswerWord{"oke", "accepted"},     AnswerWord{"okay", "accepted"}, AnswerWord{"ja", "accepted"},
    AnswerWord{"akkoord", "accepted"}, AnswerWord{"nee", "declined"},  AnswerWord{"geweigerd", "declined"},
    AnswerWord{"klaar", "done"},       AnswerWord{"done", "done"},     AnswerWord{"gereed", "done"}};

struct Said {
    std::optional<AnswerWord> word;  // without one it is the number alone
    std::size_t number = 0;          // 0 = none
};

// "wilco", "2 nee", "nee 2", "2: nee", or the number that was asked for: "2", "nr. 2".
std::optional<Said> answer_in(std::string_view text) {
    const auto find = [](std::string_view word) {
        return std::find_if(answer_words.begin(), answer_words.end(),
                            [&](const AnswerWord& one) { return one.word == word; });
    };
    if (const auto* found = find(text); found != answer_words.end()) return Said{*found};
    std::string letters;
    std::size_t number = 0;
    for (const char c : text) {
        constexpr std::string_view between = " .:)";
        if (is_digit(c) && number > 0) return std::nullopt;
        if (is_digit(c)) number = static_cast<std::size_t>(c - '0');
        if (!is_digit(c) && between.find(c) == std::string_view::npos) letters += c;
    }
    if (number == 0) return std::nullopt;
    if (letters.empty() || letters == "no" || letters == "nr" || letters == "nummer") return Said{std::nullopt, number};
    const auto* found = find(letters);
    return found != answer_words.end() ? std::optional(Said{*found, number}) : std::nullopt;
}

// Done is what was accepted; where nothing was, what could be. The rest answers what was not answered yet.
std::vector<Answerable> open_to(std::string_view answer, std::vector<Answerable> all) {
    using Rung = Answerable::Rung;
    const bool is_done = answer == "done";
    const bool is_under_way =
        std::any_of(all.begin(), all.end(), [](const Answerable& one) { return one.rung == Rung::accepted; });
    std::erase_if(all, [&](const Answerable& one) {
        if (is_done && one.is_notice()) return true;
        return (one.rung == Rung::accepted) != (is_done && is_under_way);
    });
    std::stable_sort(all.begin(), all.end(), [](const Answerable& a, const Answerable& b) { return a.at < b.at; });
    return all;
}

// What he means who names no number: the only thing that he read, unless something newer came that he did not.
const Answerable* meant(const std::vector<Answerable>& open) {
    const Answerable* found = nullptr;
    for (const Answerable& one : open) {
        const bool is_read = one.rung != Answerable::Rung::told;
        if (is_read && found != nullptr) return nullptr;
        if (is_read) found = &one;
    }
    return !open.empty() && found == &open.back() ? found : nullptr;
}

}  // namespace

std::string ack_to(const TakMessageSubject& subject, std::string_view answer) {
    nlohmann::ordered_json ack;
    const auto* notice = std::get_if<TakNotice>(&subject);
    if (notice == nullptr) {
        ack["instruction"] = std::get<core::InstructionId>(subject).text();
    } else {
        ack["incident"] = notice->incident.text();
        ack["rev"] = notice->rev;
    }
    // Who takes a call acknowledges it; accepted are orders.
    ack["answer"] = notice != nullptr && answer == "accepted" ? "acknowledged" : std::string(answer);
    return ack.dump();
}

bool CotAnswers::take(const std::string& text, const Heard& heard, Interpretation& made) {
    const auto said = answer_in(text);
    if (!said || !heard.answerable) return false;
    const auto asked = told_.find(made.client);
    const bool is_asked = asked != told_.end() && heard.now - asked->second.at <= numbers_hold;
    // A number answers what was asked last, and is nothing else.
    if (!said->word && !is_asked) return false;
    const std::string word(said->word ? said->word->word : std::string_view(asked->second.word));
    const std::string answer(said->word ? said->word->answer : std::string_view(asked->second.answer));
    const std::vector<Answerable> open = open_to(answer, heard.answerable(made.client));
    if (open.empty()) {
        if (heard.must_be_quiet) return false;
        made.replies.push_back({tak_topic(made.client),
                                "Niets wacht op dat antwoord van je: \"" + word + "\" is als melding doorgegeven."});
        return false;
    }
    std::optional<TakMessageSubject> subject;
    if (said->number > 0) {
        subject = numbered(made.client, said->number, open, heard.now);
    } else if (const Answerable* only = meant(open)) {
        subject = only->subject;
    }
    if (!subject && heard.must_be_quiet) return false;
    if (!subject) {
        ask(word, answer, open, heard.now, made);
        return true;
    }
    made.sayings.push_back({made.client, core::InputKind::ack, ack_to(*subject, answer)});
    return true;
}

std::optional<TakMessageSubject> CotAnswers::numbered(const core::ClientName& client, std::size_t number,
                                                      const std::vector<Answerable>& open, Instant now) const {
    const auto told = told_.find(client);
    if (told == told_.end() || now - told->second.at > numbers_hold) return std::nullopt;
    if (number > told->second.numbers.size()) return std::nullopt;
    const TakMessageSubject& subject = told->second.numbers[number - 1];
    const bool is_open =
        std::any_of(open.begin(), open.end(), [&](const Answerable& one) { return one.subject == subject; });
    return is_open ? std::optional(subject) : std::nullopt;
}

void CotAnswers::ask(const std::string& word, const std::string& answer, const std::vector<Answerable>& open,
                     Instant now, Interpretation& made) {
    std::erase_if(told_, [&](const auto& one) { return now - one.second.at > numbers_hold; });
    Told& told = told_[made.client];
    told = {now, word, answer, {}};
    std::string text = "Waarop is dat het antwoord?";
    // The newest, of which one is meant most likely.
    for (std::size_t i = open.size() - std::min(open.size(), numbers_most); i < open.size(); ++i) {
        told.numbers.push_back(open[i].subject);
        text += "\n" + std::to_string(told.numbers.size()) + ": " + shortened(open[i].text, line_most);
    }
    text += "\nZeg het met het nummer: \"1 " + word + "\".";
    made.replies.push_back({tak_topic(made.client), std::move(text)});
    made.remarks.push_back({"", "it is not clear what it answers: its sender is asked which"});
}

}  // namespace paraat::foreign
