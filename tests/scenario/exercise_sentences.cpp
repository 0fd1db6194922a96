#include <sstream>

#include "tests/scenario/command.hpp"
#include "tests/scenario/sentence.hpp"

// Drills beside real work.
namespace paraat::scenario {
namespace {

// "radio-1, team/it-overlast" as the targets of a command.
std::vector<std::string> targets_of(const std::string& list) {
    std::vector<std::string> targets;
    std::istringstream words(list);
    for (std::string word; std::getline(words >> std::ws, word, ',');) {
        targets.push_back(word.find('/') == std::string::npos ? "unit/" + word : word);
    }
    return targets;
}

void start_exercise(Stage& stage, const Words& words) {
    core::Command start = command_of(stage, core::Deed::exercise_start, words);
    start.exercise = core::ExerciseName{words["exercise"]};
    start.participants = targets_of(words["clients"]);
    start.until = stage.moment(words["until"]);
    stage.receives(words["client"], start);
}

void end_exercise(Stage& stage, const Words& words) {
    core::Command end = command_of(stage, core::Deed::exercise_end, words);
    end.exercise = core::ExerciseName{words["exercise"]};
    stage.receives(words["client"], end);
}

Verdict take_part(const Stage& stage, const Words& words) {
    std::set<std::string> all;
    for (const auto& [name, exercise] : stage.centre.state.exercises) {
        for (const core::ClientName& client : exercise.participants) all.insert(client.text);
    }
    std::string missing;
    for (const std::string& client : stage.clients(words)) {
        if (!all.contains(client)) missing += (missing.empty() ? "" : ", ") + client;
    }
    return is_so(missing.empty(), "all of them in an exercise that runs", missing + " in none");
}

Verdict none_runs(const Stage& stage, const Words&) {
    const auto& running = stage.centre.state.exercises;
    return is_so(running.empty(), "no exercise", running.empty() ? "" : running.begin()->first.text);
}

constexpr Sentence all_exercise_sentences[] = {
    {"{client} starts exercise {exercise:text} with {clients} until {until:time} [{text}]", start_exercise},
    {"{client} ends exercise {exercise:text}", end_exercise},
    {"{clients} takes|take part in an exercise", take_part},
    {"no exercise runs", none_runs},
};

}  // namespace

Sentences exercise_sentences() {
    return all_exercise_sentences;
}

}  // namespace paraat::scenario
