#include "tests/scenario/sentences.hpp"

#include <algorithm>
#include <set>

namespace paraat::scenario {
namespace {

constexpr std::size_t forms_told_most = 3;
constexpr int likeness_told_least = 2;

struct Entry {
    Sentence sentence;
    Pattern pattern;
};

const std::vector<Entry>& table() {
    static const std::vector<Entry> entries = [] {
        std::vector<Entry> made;
        for (const Sentence& sentence : all_sentences()) made.push_back({sentence, Pattern(sentence.pattern)});
        return made;
    }();
    return entries;
}

std::vector<const Entry*> nearest(const std::vector<Token>& tokens, const Names& names) {
    std::vector<std::pair<int, const Entry*>> like;
    for (const Entry& entry : table()) like.emplace_back(-entry.pattern.likeness(tokens, names), &entry);
    std::stable_sort(like.begin(), like.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const Entry*> told;
    for (const auto& [likeness, entry] : like) {
        if (told.size() < forms_told_most && -likeness >= likeness_told_least) told.push_back(entry);
    }
    return told;
}

// The words of the closed sets in a form: most often one of them is misspelt.
std::string words_in(const std::vector<const Entry*>& entries) {
    std::set<std::string> told;
    for (const Entry* entry : entries) {
        for (const PlaceKind* kind : entry->pattern.kinds()) {
            if (kind->words.empty()) continue;
            const std::vector<std::string> words(kind->words.begin(), kind->words.end());
            told.insert("\n    {" + std::string(kind->name) + "}: " + joined(words));
        }
    }
    return joined({told.begin(), told.end()}, "");
}

std::string unknown_names(const std::vector<Token>& tokens, const Names& names) {
    std::string told;
    for (const Token& token : tokens) {
        const bool is_name = token.kind == Token::Kind::word && token.text[0] >= 'A' && token.text[0] <= 'Z';
        if (!is_name) continue;
        told += "\n    " + token.text + (names.has(token.text) ? " has a meaning already" : " has no meaning yet");
    }
    return told;
}

[[noreturn]] void not_known(const std::vector<Token>& tokens, const Names& names) {
    const auto near = nearest(tokens, names);
    std::string told = "no sentence is like this";
    if (!near.empty()) told = "no sentence is like this; the nearest are";
    for (const Entry* entry : near) told += "\n    " + entry->pattern.text();
    throw Mistake(told + words_in(near) + unknown_names(tokens, names));
}

}  // namespace

std::vector<Sentence> all_sentences() {
    std::vector<Sentence> all;
    for (const Sentences& some : {head_sentences(),        hub_sentences(),         report_sentences(),
                                  unit_sentences(),        ack_sentences(),         command_sentences(),
                                  merge_sentences(),       rest_sentences(),        shift_sentences(),
                                  exercise_sentences(),    instruction_sentences(), receipt_expectations(),
                                  incident_expectations(), rest_expectations(),     work_expectations(),
                                  call_expectations(),     alarm_expectations(),    instruction_expectations(),
                                  unit_expectations(),     shift_expectations(),    timeline_expectations(),
                                  load_expectations(),     briefing_expectations(), appointment_sentences()}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

Said find_sentence(const std::vector<Token>& tokens, const Names& names) {
    Said said;
    for (const Entry& entry : table()) {
        auto words = entry.pattern.match(tokens, names);
        if (!words) continue;
        if (said.sentence != nullptr) {
            throw Mistake("two sentences are like this:\n    " + std::string(said.sentence->pattern) + "\n    " +
                          entry.pattern.text());
        }
        said = {&entry.sentence, std::move(*words)};
    }
    if (said.sentence == nullptr) not_known(tokens, names);
    return said;
}

}  // namespace paraat::scenario
