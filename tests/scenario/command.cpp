#include "tests/scenario/command.hpp"

namespace paraat::scenario {

core::Command command_of(const Stage& stage, core::Deed deed, const Words& words) {
    core::Command command;
    command.deed = deed;
    if (words.has("incident")) command.incident = stage.names.incidents.at(words["incident"]);
    command.rev = stage.revision(words);
    command.text = words["text"];
    return command;
}

}  // namespace paraat::scenario
