#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/promises.hpp"

// Readers of what comes from outside, fed with anything. Each target takes one input and throws Broken where our code
// does not keep a promise; that it neither crashes nor hangs is for its caller to see. One thread.
namespace paraat::fuzz {

// What clients send, each as the payload of its topic: JSON or FlatBuffers.
void report(std::string_view input);
void status(std::string_view input);
void beacon(std::string_view input);
void instruct(std::string_view input);
void ack(std::string_view input);
void command(std::string_view input);
void query(std::string_view input);
void presence(std::string_view input);
// The same lines of a night, through the door and on into the core.
void night(std::string_view input);
// The status of another hub, in FlatBuffers.
void hub_status(std::string_view input);
// A message of any schema, named by its first four letters, in JSON.
void json_message(std::string_view input);
// A topic of a client's input.
void topic(std::string_view input);
// A short text, to all that read one: ids, spans, sizes, times, targets, hours, moments, hashes of PINs.
void word(std::string_view input);

// hub.toml, environment and flags; organisation.toml; partners.toml; privacy.toml; devices.toml.
void hub_config(std::string_view input);
void organisation(std::string_view input);
void agreements(std::string_view input);
void privacy(std::string_view input);
void devices(std::string_view input);
// A payload of a phone or a radio, to what the hub makes of it.
void device_words(std::string_view input);
// The logins of a site, logins.toml.
void logins(std::string_view input);
// One expression, to tokens and to a tree.
void cel_parse(std::string_view input);
// One expression, up to what it comes to in a case, and how that is told.
void cel_evaluate(std::string_view input);
// A folder of rules. A line "--- x.toml" or "--- x.geojson" begins a file of that kind, the first is TOML without one.
void rule_file(std::string_view input);
// A file of the system's time zones, or the rule that ends one.
void zone(std::string_view input);

// A record of the journal; the state of a snapshot; the files beside the journal; those of messages set aside.
void event(std::string_view input);
void state(std::string_view input);
void side_file(std::string_view input);
void quarantine(std::string_view input);

// Packets of a broker.
void mqtt_packets(std::string_view input);

// An event of Cursor on Target, in XML and in the protobuf of TAK; a stream of them.
void cot(std::string_view input);
void tak_stream(std::string_view input);

// Of the programs that talk with the hub: a letter that waits, what a device hears, what a person is shown, and a file
// of reports that is played.
void letter(std::string_view input);
void conversation(std::string_view input);
void answer_lines(std::string_view input);
void chicago(std::string_view input);
// The record of a claim link, what a device got by one, and a batch of devices in CSV.
void provisioning(std::string_view input);

// What the field speaks: a phone with OwnTracks, a gateway of a Meshtastic mesh.
void owntracks(std::string_view input);
void meshtastic(std::string_view input);
// What partners and the field send in formats of their own: lines of pagers, GeoJSON.
void p2000(std::string_view input);
void geojson(std::string_view input);
// XML from outside; a CAP document, up to the report that it becomes.
void xml(std::string_view input);
void cap(std::string_view input);

struct Target {
    const char* name;
    void (*take)(std::string_view input);
    const char* seeds;  // its folder in tests/fuzz/seeds
};

const std::vector<Target>& targets();
// Nullptr when there is none of that name.
const Target* target_named(std::string_view name);

// What a target's runs start from: its files, and what is made of others (the shipped configuration, the schemas, our
// own writers). By their names.
std::map<std::string, std::string> seeds_of(const Target& target);

}  // namespace paraat::fuzz
