#include "tests/fuzz/targets.hpp"

#include <algorithm>

namespace paraat::fuzz {

const std::vector<Target>& targets() {
    static const std::vector<Target> all = {{"report", report, "report"},
                                            {"status", status, "unit"},
                                            {"beacon", beacon, "unit"},
                                            {"instruct", instruct, "instruct"},
                                            {"ack", ack, "ack"},
                                            {"command", command, "command"},
                                            {"query", query, "query"},
                                            {"presence", presence, "presence"},
                                            {"night", night, "night"},
                                            {"hub_status", hub_status, "hub_status"},
                                            {"json_message", json_message, "json_message"},
                                            {"topic", topic, "topic"},
                                            {"word", word, "word"},
                                            {"hub_config", hub_config, "hub_config"},
                                            {"organisation", organisation, "organisation"},
                                            {"agreements", agreements, "agreements"},
                                            {"privacy", privacy, "privacy"},
                                            {"devices", devices, "devices"},
                                            {"device_words", device_words, "device_words"},
                                            {"logins", logins, "logins"},
                                            {"cel_parse", cel_parse, "cel"},
                                            {"cel_evaluate", cel_evaluate, "cel"},
                                            {"rule_file", rule_file, "rules"},
                                            {"zone", zone, "zone"},
                                            {"event", event, "event"},
                                            {"state", state, "state"},
                                            {"side_file", side_file, "side_file"},
                                            {"quarantine", quarantine, "quarantine"},
                                            {"mqtt_packets", mqtt_packets, "mqtt_packets"},
                                            {"letter", letter, "letter"},
                                            {"conversation", conversation, "conversation"},
                                            {"answer_lines", answer_lines, "answer_lines"},
                                            {"chicago", chicago, "chicago"},
                                            {"provisioning", provisioning, "provisioning"},
                                            {"owntracks", owntracks, "owntracks"},
                                            {"meshtastic", meshtastic, "meshtastic"},
                                            {"p2000", p2000, "p2000"},
                                            {"geojson", geojson, "geojson"},
                                            {"xml", xml, "xml"},
                                            {"cap", cap, "cap"},
                                            {"cot", cot, "cot"},
                                            {"tak_stream", tak_stream, "tak_stream"}};
    return all;
}

const Target* target_named(std::string_view name) {
    const auto& all = targets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Target& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace paraat::fuzz
