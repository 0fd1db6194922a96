#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "hub/codec/read_input.hpp"

namespace paraat::codec {

inline constexpr std::string_view incident_text = "01jd8000000000000000000001";
inline constexpr std::string_view instruction_text = "01jd9000000000000000000002";
inline const core::IncidentId incident{Ulid::parse(incident_text).value()};
inline const core::InstructionId instruction{Ulid::parse(instruction_text).value()};

// The examples of the wire contract, section 2, 4 and 5, with values in them.
inline const std::string full_report =
    R"({"id":"t1","sent_at":1763940000000,"occurred_at":1763939940000,"category":"drug_dealing","severity":"serious",)"
    R"("text":"two men at a car","lat":51.92,"lon":4.48,"accuracy_m":10,)"
    R"("address":{"street":"Coolsingel","number":"40","postcode":"3011 AD","place":"Rotterdam","note":"back door"},)"
    R"("area":"centrum","contract":"mall-7","tags":["firearm"],"persons":4,)"
    R"("reporter":{"name":"J. Jansen","phone":"0612345678","anonymous":false},)"
    R"("references":[{"system":"gms","id":"20251124-17"}],"lmc":"VKWEHA",)"
    R"("attachments":[{"sha256":"ab12","mime":"image/jpeg","uri":"https://files/1"}],)"
    R"("covert":false,"exercise":true,"attributes":{"colour":"red"}})";
inline const std::string full_status =
    R"({"id":"s1","sent_at":1763940000000,"status":"on_scene","panic":false,"incident":"01jd8000000000000000000001",)"
    R"("lat":51.92,"lon":4.48,"accuracy_m":10})";
inline const std::string full_beacon =
    R"({"sent_at":1763940000000,"status":"en_route","panic":true,"incident":"01jd8000000000000000000001","lat":51.92,)"
    R"("lon":4.48,"accuracy_m":10,"speed_mps":1.25,"heading_deg":270,"battery_pct":80})";
inline const std::string full_instruct =
    R"({"id":"i1","to":"team/it-ondermijning","incident":"01jd8000000000000000000001","text":"go there","priority":1,)"
    R"("respond_by":1763940060000,"needs":"all","talkgroup":"RR-1"})";
inline const std::string full_ack =
    R"({"id":"a1","incident":"01jd8000000000000000000001","rev":2,"answer":"acknowledged","text":"seen"})";
inline const std::string full_command =
    R"({"id":"c1","do":"triage","incident":"01jd8000000000000000000001","rev":3,"text":"why","division":"dvl",)"
    R"("priority":2,"category":"theft","team":"it-overlast","unit":"radio-1","policy":"serious-threat",)"
    R"("into":"01jd8000000000000000000001","reports":["t1","t2"],"until_ms":1763940600000,)"
    R"("instruction":"01jd9000000000000000000002","acknowledge":true,"to":"console-2"})";
inline const std::string full_presence = R"({"state":"online","session":1763940000000})";
inline const std::string full_query =
    R"({"id":"q1","ask":"incidents","division":"dvl","team":"it-overlast","status":["new","open"],)"
    R"("incident":"01jd8000000000000000000001","limit":20,"after":"01jd8","target":"team/it-overlast","rev":3})";

// The value behind the door; a refusal fails the test.
template <class Body>
Body taken(core::InputKind kind, std::string_view bytes) {
    auto reading = read_input(kind, bytes);
    if (reading) return std::get<Body>(std::move(reading->body));
    ADD_FAILURE() << reading.error().error.code << ": " << reading.error().error.message;
    return {};
}

// What the door said; a value fails the test.
inline UnreadInput refused(core::InputKind kind, std::string_view bytes) {
    auto reading = read_input(kind, bytes);
    if (!reading) return std::move(reading.error());
    ADD_FAILURE() << "was taken: " << bytes;
    return {};
}

}  // namespace paraat::codec
