#pragma once

#include <set>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"

// Drills beside real work; as in incident_events.hpp.
namespace paraat::core {

// From now on it asks those who take part, and nobody else.
struct ExerciseStarted {
    ExerciseName exercise;
    std::set<ClientName> participants;
    std::vector<std::string> targets;  // as they were named: "team/it-overlast"
    Instant until;                     // it ends by itself
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "exercise", self.exercise);
        visit(2, "participants", self.participants);
        visit(3, "targets", self.targets);
        visit(4, "until", self.until);
        visit.sealed(5, "text", self.text);
    }
};

// By a person, or because its time is over.
struct ExerciseEnded {
    ExerciseName exercise;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "exercise", self.exercise);
    }
};

}  // namespace paraat::core
