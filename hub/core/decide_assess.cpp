#include <algorithm>

#include "hub/core/deliberation.hpp"
#include "hub/core/judgement.hpp"

// A request is asked the questions of its category: the answers give a score, with its reason (CoCeSo and Resgrid call
// it an intake protocol).
namespace paraat::core {
namespace {

bool is_asked_of(const Question& question, const CategoryName& category) {
    const auto& all = question.categories;
    return std::find(all.begin(), all.end(), category) != all.end();
}

std::string signed_points(std::int32_t points) {
    return (points >= 0 ? "+" : "") + std::to_string(points);
}

// All answers together, in the order of the questions' names.
Assessed scored(const Organisation& organisation, const Incident& incident,
                const FlatMap<std::string, std::string>& answers) {
    Assessed assessed;
    assessed.incident = incident.id;
    for (const auto& [name, answer] : answers) {
        const std::int32_t points = organisation.questions.at(name).answers.at(answer);
        assessed.answers.emplace_back(name, answer);
        assessed.score += points;
        assessed.because +=
            (assessed.because.empty() ? "" : ", ") + name + ": " + answer + " (" + signed_points(points) + ")";
    }
    return assessed;
}

// What the score means; it makes nothing less serious than it was called.
void raise_by_score(Draft& draft, const ClientName& by, const Assessed& assessed) {
    const auto& bands = draft.situation().organisation.severity_by_score;
    auto band = bands.upper_bound(assessed.score);
    if (band == bands.begin()) return;
    const Severity severity = std::prev(band)->second;
    if (severity <= draft.incident().severity) return;
    draft.happen(by, SeverityChanged{draft.incident().id, severity});
    const std::int32_t priority = priority_of(severity);
    if (priority >= draft.incident().priority) return;
    draft.happen(by, PriorityChanged{draft.incident().id,
                                     priority,
                                     {},
                                     {"score " + std::to_string(assessed.score) + ": " + assessed.because,
                                      "score",
                                      {{"score", std::to_string(assessed.score)}}}});
}

// Known of the organisation when it asked, and still.
FlatMap<std::string, std::string> answered_before(const Organisation& organisation, const Incident& incident) {
    FlatMap<std::string, std::string> known;
    for (const auto& [name, answer] : incident.answers) {
        const auto question = organisation.questions.find(name);
        if (question != organisation.questions.end() && question->second.answers.contains(answer)) known[name] = answer;
    }
    return known;
}

}  // namespace

void assess(const Deliberation& on) {
    const Organisation& organisation = on.situation.organisation;
    std::vector<std::string> asked;
    for (const auto& [name, question] : organisation.questions) {
        if (is_asked_of(question, on.incident.category)) asked.push_back(name);
    }
    if (on.command.answers.empty()) return on.refuse(Reason::bad_value, "answers", "say what was answered");
    FlatMap<std::string, std::string> answers = answered_before(organisation, on.incident);
    for (const auto& [name, answer] : on.command.answers) {
        if (std::find(asked.begin(), asked.end(), name) == asked.end()) {
            return on.refuse(
                Reason::bad_value, "answers",
                "\"" + name + "\" is no question about " + on.incident.category.text + did_you_mean(name, asked));
        }
        const auto& known = organisation.questions.at(name).answers;
        if (!known.contains(answer)) {
            std::vector<std::string> words;
            std::string list;
            for (const auto& [text, points] : known) {
                words.push_back(text);
                list += (list.empty() ? "" : ", ") + text;
            }
            return on.refuse(Reason::bad_value, "answers",
                             "\"" + name + "\" is answered with " + list + did_you_mean(answer, words));
        }
        answers[name] = answer;
    }
    Draft draft(on.situation, on.incident);
    const Assessed assessed = scored(organisation, on.incident, answers);
    draft.happen(on.client, assessed);
    raise_by_score(draft, on.client, assessed);
    judge_again(draft);
}

void assess_by_report(Draft& draft, const Answered& attributes) {
    const Organisation& organisation = draft.situation().organisation;
    FlatMap<std::string, std::string> answers = answered_before(organisation, draft.incident());
    const FlatMap<std::string, std::string> before = answers;
    for (const auto& [name, answer] : attributes) {
        const auto question = organisation.questions.find(name);
        const bool is_answer = question != organisation.questions.end() &&
                               is_asked_of(question->second, draft.incident().category) &&
                               question->second.answers.contains(answer);
        if (!is_answer) continue;
        // Of two reports the more serious word counts.
        const auto& points = question->second.answers;
        const auto known = answers.find(name);
        if (known == answers.end() || points.at(answer) > points.at(known->second)) answers[name] = answer;
    }
    if (answers == before) return;
    const Assessed assessed = scored(organisation, draft.incident(), answers);
    draft.happen(the_hub, assessed);
    raise_by_score(draft, the_hub, assessed);
}

void assess_anew(Draft& draft) {
    const Organisation& organisation = draft.situation().organisation;
    FlatMap<std::string, std::string> answers = answered_before(organisation, draft.incident());
    erase_if(answers, [&](const auto& answer) {
        return !is_asked_of(organisation.questions.at(answer.first), draft.incident().category);
    });
    if (answers != draft.incident().answers) {
        Assessed assessed = scored(organisation, draft.incident(), answers);
        assessed.is_anew = true;
        draft.happen(the_hub, assessed);
        if (!answers.empty()) raise_by_score(draft, the_hub, assessed);
    }
    const auto& known = draft.incident().attributes;
    assess_by_report(draft, {known.begin(), known.end()});
}

}  // namespace paraat::core
