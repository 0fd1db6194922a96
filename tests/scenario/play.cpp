#include "tests/scenario/play.hpp"

#include <optional>
#include <utility>

#include "tests/scenario/sentences.hpp"

namespace paraat::scenario {
namespace {

// Words that only join sentences.
void take_joining_words(std::vector<Token>& tokens) {
    const auto joins = [](const Token& token) {
        return token.kind == Token::Kind::word && (token.text == "then" || token.text == "and" || token.text == "but");
    };
    while (!tokens.empty() && joins(tokens[0])) tokens.erase(tokens.begin());
}

class Play {
public:
    explicit Play(const ScenarioFile& file) : file_(file) { setting_.path = file.path; }

    std::vector<Failure> run() {
        if (file_.mistake_line > 0) return {{file_.mistake_line, file_.mistake}};
        for (const Line& line : file_.lines) {
            line_ = &line;
            try {
                take(line.tokens);
            } catch (const Mistake& mistake) {
                fail(line, mistake.what());
            }
            look_for_what_broke();
            if (is_over_) return std::move(failures_);
        }
        end();
        return std::move(failures_);
    }

private:
    void take(std::vector<Token> tokens) {
        take_joining_words(tokens);
        const When when = take_when(tokens);
        take_joining_words(tokens);
        const bool is_refusal = when.is_now() && !tokens.empty() && tokens[0].text == "refused";
        if (stage_ && std::exchange(stage_->owes_refusal, false) && !is_refusal) return fail_for_refusal();
        move(when);
        if (!tokens.empty()) say(find_sentence(tokens, stage_ ? stage_->names : Names{}));
        if (stage_ && stage_->owes_refusal) act_ = line_;
    }

    void move(const When& when) {
        if (when.date) (stage_ ? stage_->date : date_) = *when.date;
        if (when.time) stage().moves_to(stage().moment(*when.time));
        if (when.span) stage().moves_to(stage().centre.now + *when.span);
    }

    void say(const Said& said) {
        if (const auto* head = std::get_if<Sentence::Head>(&said.sentence->what)) {
            if (stage_) throw Mistake("this stands before all that happens");
            (*head)(setting_, said.words);
        } else if (const auto* act = std::get_if<Sentence::Act>(&said.sentence->what)) {
            (*act)(stage(), said.words);
        } else {
            if (stage().is_away()) throw Mistake("the hub is away: expect this when it is back");
            ++expectations_;
            const Verdict verdict = std::get<Sentence::Expectation>(said.sentence->what)(stage(), said.words);
            if (!verdict.holds) tell(*line_, "expected: " + verdict.expected + "\n  is so:    " + verdict.found);
        }
    }

    // Begins when something happens for the first time.
    Stage& stage() {
        if (stage_) return *stage_;
        if (date_.empty()) throw Mistake("say on which day this is before it begins: on 2026-11-27");
        return stage_.emplace(setting_, date_);
    }

    void end() {
        if (stage_ && stage_->owes_refusal) fail_for_refusal();
        if (stage_) stage_->centre.compares_folds();
        look_for_what_broke();
        if (expectations_ == 0) failures_.push_back({1, "nothing is expected here, so nothing is shown"});
    }

    void look_for_what_broke() {
        if (!stage_) return;
        for (const std::string& fault : std::exchange(stage_->centre.broken, {})) tell(*line_, "broken: " + fault);
    }

    void fail_for_refusal() {
        const core::Refusal& refusal = *stage_->outcome.refusal;
        fail(*act_, "expected: it is taken\n  is so:    refused " + std::string(core::code_of(refusal.reason)) + " (" +
                        refusal.sentence + ")");
    }

    // What comes after makes no sense.
    void fail(const Line& line, const std::string& what) {
        tell(line, what);
        is_over_ = true;
    }
    void tell(const Line& line, const std::string& what) {
        failures_.push_back({line.number, as_line(line.tokens) + "\n  " + what});
    }

    const ScenarioFile& file_;
    Setting setting_;
    std::string date_;
    std::optional<Stage> stage_;
    const Line* line_ = nullptr;
    const Line* act_ = nullptr;  // whose refusal is owed
    int expectations_ = 0;
    bool is_over_ = false;
    std::vector<Failure> failures_;
};

}  // namespace

std::vector<Failure> play(const ScenarioFile& file) {
    return Play(file).run();
}

}  // namespace paraat::scenario
