#pragma once

#include <string>

#include "hub/codec/json_writer.hpp"
#include "hub/core/briefing_events.hpp"
#include "hub/core/message.hpp"

// What the hub says, in FlatBuffers; json_twin() makes the JSON from the same bytes.
namespace paraat::codec {

std::string write(const core::Receipt& receipt);
std::string write(const core::QueryResult& result);
std::string write(const core::Alert& alert);
std::string write(const core::Notice& notice);
std::string write(const core::InstructionView& instruction);
std::string write(const core::Board& board);
std::string write(const core::BoardSummary& summary);
std::string write(const core::TeamBoard& board);
std::string write(const core::HubStatus& status);
std::string write(const core::Briefing& briefing);

}  // namespace paraat::codec
