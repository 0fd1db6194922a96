#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "hub/base/flat_map.hpp"
#include "hub/core/state.hpp"
#include "hub/projection/publication.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::projection {

// Keeps alerts, notices, instructions and briefings on their topics: compares what the state says with what was last
// sent, and tells the difference. One thread owns it.
class StateTopics {
public:
    explicit StateTopics(Topics topics) : topics_(std::move(topics)) {}

    // What the topics of these events' incidents, instructions and briefings should now say; `state` has the events in
    // it.
    std::vector<Publication> follow(const core::State& state, const std::vector<core::Event>& events);
    // Everything that stands, as to a broker that knows nothing.
    std::vector<Publication> all(const core::State& state);
    // Retained topics that were found on a broker, of these or of twins: what the state does not hold is cleared.
    std::vector<Publication> clear_stale(const core::State& state, const std::vector<std::string>& found);

private:
    // Topic -> revision last sent there.
    using Shown = FlatMap<std::string, core::Revision>;

    void show(const core::Incident& incident, std::vector<Publication>& out);
    void show(const core::Instruction& instruction, std::vector<Publication>& out);
    void show(const core::Briefing& briefing, std::vector<Publication>& out);
    void clear_old_briefings(const core::State& state, std::vector<Publication>& out);
    // Begun and ended between two looks: nothing stood, and yet it is told once.
    void show_past(const core::Incident& incident, std::vector<Publication>& out) const;
    void show_past(const core::Instruction& instruction, std::vector<Publication>& out) const;
    std::vector<std::string> instruction_topics(const core::Instruction& instruction) const;

    Topics topics_;
    std::map<core::IncidentId, Shown> alerts_;
    std::map<core::IncidentId, Shown> notices_;
    std::map<core::InstructionId, Shown> instructions_;
    std::set<core::BriefingName> briefings_;
};

}  // namespace paraat::projection
