#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "hub/codec/cot/event.hpp"
#include "hub/core/organisation.hpp"

// Parts of inputs that are made of an event, as JSON of the wire contract; for the files of this folder alone.
namespace paraat::foreign {

// The input's id: the same for the same event of an account, however often it comes.
std::string cot_id(const codec::cot::Event& event);
// The same for all events of its uid.
std::string cot_id_of_uid(const codec::cot::Event& event);
// lat, lon and accuracy_m, where it has a position.
void put_point(const codec::cot::Event& event, nlohmann::ordered_json& json);

// What an event that tells of something is as a report: an incident (a-.-X-i), or an alarm of the law (b-l).
nlohmann::ordered_json cot_report(const codec::cot::Event& event, const std::string& category);
// A word of the shipped organisation; "other" where it has no such one.
std::string category_of_cot(std::string_view type, const core::Organisation& organisation);

}  // namespace paraat::foreign
