#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/foreign/answerable.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What a TAK user says to the hub's contact in a word, "wilco" or "2 nee": an answer to what he read and did not answer
// yet. Where that is not one thing, nothing is answered: he is told what is open, each with a number, and says which.
// For one thread.
class CotAnswers {
public:
    // For so long the numbers that somebody was told hold.
    static constexpr Milliseconds numbers_hold = std::chrono::minutes{10};
    static constexpr std::size_t numbers_most = 9;

    // False when it is no such word, or nothing waits for it, of which its sender is told: then it is a report. So it
    // is where it is not clear what it answers and its sender cannot be asked.
    bool take(const std::string& word, const Heard& heard, Interpretation& made);

private:
    struct Told {
        Instant at;
        std::string word;  // that he said, and what it answers an instruction
        std::string answer;
        std::vector<TakMessageSubject> numbers;  // from 1
    };

    std::optional<TakMessageSubject> numbered(const core::ClientName& client, std::size_t number,
                                              const std::vector<Answerable>& open, Instant now) const;
    void ask(const std::string& word, const std::string& answer, const std::vector<Answerable>& open, Instant now,
             Interpretation& made);

    std::map<core::ClientName, Told> told_;  // of accounts of the organisation
};

// What an answer to it is as an input of the contract, in JSON.
std::string ack_to(const TakMessageSubject& subject, std::string_view answer);

}  // namespace paraat::foreign
