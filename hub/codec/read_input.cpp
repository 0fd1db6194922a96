#include "hub/codec/read_input.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/codec/client_id.hpp"
#include "hub/codec/door.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/json_reader.hpp"
#include "hub/codec/panic.hpp"
#include "hub/codec/read_question.hpp"
#include "hub/codec/verified.hpp"
#include "schemas/ack_generated.h"
#include "schemas/beacon_generated.h"
#include "schemas/command_generated.h"
#include "schemas/instruct_generated.h"
#include "schemas/presence_generated.h"
#include "schemas/report_generated.h"
#include "schemas/status_generated.h"

namespace paraat::codec {
namespace {

constexpr std::size_t text_most = 4'000;
constexpr std::size_t pin_most = 16;
constexpr std::size_t tag_most = 32;
constexpr std::size_t tags_most = 16;
constexpr std::size_t attributes_most = 32;
constexpr std::size_t attribute_most = 256;
constexpr std::size_t reports_most = 200;
constexpr std::int32_t hops_most = 100;
constexpr std::size_t follows_most = 16;
constexpr std::size_t report_most = 32 + 1 + label_most;  // "client/id"
constexpr std::size_t participants_most = 64;
constexpr std::size_t roles_most = 16;
constexpr std::size_t query_most = 4 * 1024;
constexpr std::int32_t persons_most = 10'000;
constexpr std::int32_t metres_most = 1'000'000;

using WireMap = flatbuffers::Vector<flatbuffers::Offset<wire::KeyValue>>;

std::vector<std::pair<std::string, std::string>> read_map(Door& door, const WireMap* map, const char* field) {
    std::vector<std::pair<std::string, std::string>> entries;
    if (!door.has_list(map, field, attributes_most, "entries")) return entries;
    std::set<std::string> keys;
    for (const auto* entry : *map) {
        const std::string key = entry->k() != nullptr ? entry->k()->str() : "";
        if (key.empty()) door.refuse("bad_value", field, "an entry has a name");
        if (!keys.insert(key).second) door.refuse("bad_value", field, "an entry is there twice");
        entries.emplace_back(door.text(entry->k(), field, label_most), door.text(entry->v(), field, attribute_most));
    }
    return entries;
}

void read_report_people(Door& door, const wire::Report& wire, core::Report& report) {
    if (const auto* address = wire.address()) {
        report.address = core::Address{door.text(address->street(), "address.street", 256),
                                       door.text(address->number(), "address.number", label_most),
                                       door.text(address->postcode(), "address.postcode", label_most),
                                       door.text(address->place(), "address.place", 256),
                                       door.text(address->note(), "address.note", 1'000)};
    }
    if (const auto* reporter = wire.reporter()) {
        report.reporter = core::Reporter{door.text(reporter->name(), "reporter.name", 256),
                                         door.text(reporter->phone(), "reporter.phone", label_most),
                                         reporter->anonymous().value_or(false)};
    }
}

// Rules compare tags: "Firearm " must not be another one than "firearm".
std::string tag_of(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    std::string tag = text.substr(first, text.find_last_not_of(' ') - first + 1);
    for (char& letter : tag) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return tag;
}

void read_report_lists(Door& door, const wire::Report& wire, core::Report& report) {
    if (const auto* tags = wire.tags(); door.has_list(tags, "tags", tags_most, "tags")) {
        for (const auto* tag : *tags) report.tags.push_back(tag_of(door.text(tag, "tags", tag_most)));
    }
    if (const auto* references = wire.references(); door.has_list(references, "references", tags_most, "references")) {
        for (const auto* reference : *references) {
            report.references.push_back({door.text(reference->system(), "references.system", label_most),
                                         door.text(reference->id(), "references.id", attribute_most)});
        }
    }
    if (const auto* attachments = wire.attachments();
        door.has_list(attachments, "attachments", tags_most, "attachments")) {
        for (const auto* attachment : *attachments) {
            report.attachments.push_back({door.text(attachment->sha256(), "attachments.sha256", label_most),
                                          door.text(attachment->mime(), "attachments.mime", attribute_most),
                                          door.text(attachment->uri(), "attachments.uri", 1'000)});
        }
    }
    report.attributes = read_map(door, wire.attributes(), "attributes");
}

core::InputBody read(Door& door, const wire::Report& wire) {
    core::Report report;
    report.sent_at = Door::instant(wire.sent_at());
    report.occurred_at = Door::instant(wire.occurred_at());
    report.category = core::CategoryName{door.text(wire.category(), "category", label_most)};
    if (report.category.empty()) door.refuse("bad_value", "category", "a report has a category");
    report.severity = Door::word<core::Severity>(wire.severity());
    report.text = door.text(wire.text(), "text", text_most);
    report.position = door.position(wire);
    report.accuracy_m = door.number(wire.accuracy_m(), "accuracy_m", 0, metres_most);
    report.area = door.text(wire.area(), "area", label_most);
    report.contract = door.text(wire.contract(), "contract", label_most);
    if (wire.persons().value_or(0) > persons_most) door.refuse("too_long", "persons", "persons is at most 10,000");
    report.persons = door.number(wire.persons(), "persons", 0, persons_most);
    report.lmc = door.text(wire.lmc(), "lmc", label_most);
    report.origin = door.text(wire.origin(), "origin", label_most);
    if (!report.origin.empty() && !is_plain_name(report.origin)) {
        door.refuse("bad_value", "origin", "origin is the name of a site: 1 to 32 of a-z, 0-9 and -");
    }
    report.hops = door.number(wire.hops(), "hops", 1, hops_most);
    report.covert = wire.covert().value_or(false);
    report.exercise = wire.exercise().value_or(false);
    read_report_people(door, wire, report);
    read_report_lists(door, wire, report);
    return report;
}

std::vector<std::string> read_follows(Door& door, const wire::Report& wire) {
    std::vector<std::string> ids;
    if (!door.has_list(wire.follows(), "follows", follows_most, "ids")) return ids;
    for (const auto* id : *wire.follows()) {
        ids.push_back(door.text(id, "follows", label_most));
        if (!is_client_id(ids.back()))
            door.refuse("bad_value", "follows", "an id is 1 to 64 of A-Z, a-z, 0-9, _ and -");
    }
    return ids;
}

template <class Wire>
core::StatusUpdate read_unit(Door& door, const Wire& wire) {
    core::StatusUpdate update;
    update.sent_at = Door::instant(wire.sent_at());
    update.status = Door::word<core::UnitStatus>(wire.status());
    update.panic = wire.panic().value_or(false);
    update.incident = door.ulid<core::IncidentId>(wire.incident(), "incident");
    update.position = door.position(wire);
    update.accuracy_m = door.number(wire.accuracy_m(), "accuracy_m", 0, metres_most);
    update.is_silent = wire.silent().value_or(false);
    return update;
}

core::InputBody read(Door& door, const wire::Status& wire) {
    core::StatusUpdate update = read_unit(door, wire);
    update.cancel_pin = door.text(wire.cancel(), "cancel", pin_most);
    if (update.panic && !update.cancel_pin.empty()) {
        door.refuse("bad_value", "cancel", "a panic is pressed or taken back, not both");
    }
    return update;
}

std::optional<core::Deployment> read_deployment(Door& door, const wire::Deployment* wire) {
    if (wire == nullptr) return std::nullopt;
    core::Deployment made;
    made.area = door.text(wire->area(), "deployment.area", label_most);
    made.position = door.position(*wire);
    made.metres = door.number(wire->metres(), "deployment.metres", 0, metres_most).value_or(0);
    made.from = Instant{wire->from()};
    made.until = Instant{wire->until()};
    made.because = door.text(wire->because(), "deployment.because", text_most);
    made.kind = Door::word<core::DeploymentKind>(wire->kind()).value_or(core::DeploymentKind::relocation);
    return made;
}

core::InputBody read(Door& door, const wire::Beacon& wire) {
    core::StatusUpdate update = read_unit(door, wire);
    update.heading_deg = door.number(wire.heading_deg(), "heading_deg", 0, 360);
    update.battery_pct = door.number(wire.battery_pct(), "battery_pct", 0, 100);
    if (const auto speed = wire.speed_mps()) {
        if (*speed < 0 || *speed > 1'000) door.refuse("bad_value", "speed_mps", "speed_mps is 0 to 1000");
        if (!door.fault) update.speed_cm_s = static_cast<std::int32_t>(std::lround(*speed * 100));
    }
    return update;
}

core::InputBody read(Door& door, const wire::Instruct& wire) {
    core::Instruct instruct;
    instruct.to = door.text(wire.to(), "to", label_most);
    instruct.incident = door.ulid<core::IncidentId>(wire.incident(), "incident");
    instruct.text = door.text(wire.text(), "text", text_most);
    instruct.priority = door.number(wire.priority(), "priority", 1, 5);
    instruct.respond_by = Door::instant(wire.respond_by());
    instruct.needs = Door::word<core::Needs>(wire.needs()).value_or(core::Needs::any);
    instruct.talkgroup = door.text(wire.talkgroup(), "talkgroup", label_most);
    instruct.supersedes = door.ulid<core::InstructionId>(wire.supersedes(), "supersedes");
    instruct.deployment = read_deployment(door, wire.deployment());
    return instruct;
}

core::InputBody read(Door& door, const wire::Ack& wire) {
    core::Ack ack;
    ack.incident = door.ulid<core::IncidentId>(wire.incident(), "incident");
    ack.instruction = door.ulid<core::InstructionId>(wire.instruction(), "instruction");
    if (ack.incident.has_value() == ack.instruction.has_value()) {
        door.refuse("bad_value", "incident", "an ack names either an incident or an instruction");
    }
    if (wire.rev()) ack.rev = *wire.rev();
    if (!wire.answer()) door.refuse("bad_value", "answer", "an ack has an answer");
    ack.answer = Door::word<core::Answer>(wire.answer()).value_or(core::Answer::delivered);
    ack.text = door.text(wire.text(), "text", text_most);
    return ack;
}

core::InputBody read(Door& door, const wire::Command& wire) {
    core::Command command;
    if (!wire.do_()) door.refuse("bad_value", "do", "a command says what to do");
    command.deed = Door::word<core::Deed>(wire.do_()).value_or(core::Deed::note);
    command.incident = door.ulid<core::IncidentId>(wire.incident(), "incident");
    if (wire.rev()) command.rev = *wire.rev();
    command.text = door.text(wire.text(), "text", text_most);
    command.division = door.name<core::DivisionName>(wire.division(), "division");
    command.priority = door.number(wire.priority(), "priority", 1, 5);
    command.category = door.name<core::CategoryName>(wire.category(), "category");
    command.team = door.name<core::TeamName>(wire.team(), "team");
    command.unit = door.name<core::ClientName>(wire.unit(), "unit");
    command.policy = door.name<core::PolicyName>(wire.policy(), "policy");
    command.into = door.ulid<core::IncidentId>(wire.into(), "into");
    if (const auto* reports = wire.reports(); door.has_list(reports, "reports", reports_most, "reports")) {
        for (const auto* report : *reports) command.reports.push_back(door.text(report, "reports", report_most));
    }
    command.until = Door::instant(wire.until_ms());
    command.instruction = door.ulid<core::InstructionId>(wire.instruction(), "instruction");
    command.acknowledge = wire.acknowledge().value_or(false);
    command.to = door.name<core::ClientName>(wire.to(), "to");
    command.role = door.name<core::RoleName>(wire.role(), "role");
    command.answers = read_map(door, wire.answers(), "answers");
    command.exercise = door.name<core::ExerciseName>(wire.name(), "name");
    const auto* participants = wire.participants();
    if (door.has_list(participants, "participants", participants_most, "participants")) {
        for (const auto* target : *participants) {
            command.participants.push_back(door.text(target, "participants", label_most));
        }
    }
    command.account = door.name<core::ClientName>(wire.account(), "account");
    if (const auto* roles = wire.roles(); door.has_list(roles, "roles", roles_most, "roles")) {
        for (const auto* role : *roles) {
            command.roles.push_back(door.name<core::RoleName>(role, "roles").value_or(core::RoleName{}));
        }
    }
    if (const auto* fields = wire.fields(); door.has_list(fields, "fields", roles_most, "fields")) {
        for (const auto* field : *fields) {
            const std::string name = door.text(field, "fields", label_most);
            const auto sort = core::from_word<core::FieldSort>(name);
            if (!sort) {
                door.refuse("bad_value", "fields",
                            "unknown fields \"" + name + "\"" + did_you_mean(name, core::word_list<core::FieldSort>()));
            }
            command.fields.push_back(sort.value_or(core::FieldSort::text));
        }
    }
    return command;
}

core::InputBody read(Door& door, const wire::PresenceUpdate& wire) {
    if (!wire.state()) door.refuse("bad_value", "state", "a presence is online or offline");
    return core::PresenceUpdate{
        wire.state() == wire::SessionState::online, wire.session().value_or(0),
        Door::word<core::PresenceReason>(wire.reason()).value_or(core::PresenceReason::connection_lost)};
}

core::InputBody read(Door& door, const wire::Query& wire) {
    return read_question(door, wire);
}

template <class Wire>
const flatbuffers::String* id_of(const Wire& wire) {
    if constexpr (requires { wire.id(); }) {
        return wire.id();
    } else {
        return nullptr;
    }
}

template <class Wire>
tl::expected<InputReading, UnreadInput> read_as(std::string_view bytes, const char* identifier) {
    const MessageSchema& schema = *schema_with(identifier);
    InputReading reading;
    std::string flat;
    if (encoding_of(bytes) == Encoding::json) {
        auto json = read_json(bytes, schema, reading.id);
        if (!json) return tl::unexpected(UnreadInput{reading.id, json.error()});
        flat = std::move(json->bytes);
        bytes = flat;
        reading.ignored = std::move(json->ignored);
    } else if (encoding_of(bytes) != Encoding::flatbuffers) {
        return tl::unexpected(UnreadInput{"", {"unreadable", "", "neither JSON nor FlatBuffers of this contract"}});
    }
    const auto message = verify(bytes, schema, is_sound<Wire>, reading.id);
    if (!message) return tl::unexpected(UnreadInput{reading.id, message.error()});
    const Wire& wire = message->template as<Wire>();
    Door door;
    reading.id = door.id(id_of(wire));
    reading.body = read(door, wire);
    if constexpr (std::is_same_v<Wire, wire::Report>) reading.follows = read_follows(door, wire);
    if (door.fault) return tl::unexpected(UnreadInput{reading.id, *door.fault});
    return reading;
}

// What a query asked that could not be read otherwise.
std::string ask_in(std::string_view bytes) {
    if (encoding_of(bytes) == Encoding::json) {
        const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
        const auto ask = json.is_object() ? json.find("ask") : json.end();
        const bool is_word = ask != json.end() && ask->is_string() && is_client_id(ask->get_ref<const std::string&>());
        return is_word ? ask->get<std::string>() : "";
    }
    const auto table = sound_table(bytes, *schema_with(wire::QueryIdentifier()), is_sound<wire::Query>);
    const auto* ask = table ? table->as<wire::Query>().ask() : nullptr;
    return ask != nullptr && is_client_id(ask->string_view()) ? ask->str() : "";
}

tl::expected<InputReading, UnreadInput> read_query(std::string_view bytes) {
    if (bytes.size() > query_most) {
        return tl::unexpected(UnreadInput{"", {"unreadable", "", "a query has at most 4,096 bytes"}});
    }
    auto reading = read_as<wire::Query>(bytes, wire::QueryIdentifier());
    if (reading) return reading;
    UnreadInput unread = std::move(reading.error());
    unread.ask = ask_in(bytes);
    if (unread.error.code == "too_long") unread.error.code = "bad_value";  // a result's codes are fewer
    return tl::unexpected(std::move(unread));
}

tl::expected<InputReading, UnreadInput> read(core::InputKind kind, std::string_view bytes) {
    switch (kind) {
        case core::InputKind::report: return read_as<wire::Report>(bytes, wire::ReportIdentifier());
        case core::InputKind::status: return read_as<wire::Status>(bytes, wire::StatusIdentifier());
        case core::InputKind::beacon: return read_as<wire::Beacon>(bytes, wire::BeaconIdentifier());
        case core::InputKind::instruct: return read_as<wire::Instruct>(bytes, wire::InstructIdentifier());
        case core::InputKind::ack: return read_as<wire::Ack>(bytes, wire::AckIdentifier());
        case core::InputKind::command: return read_as<wire::Command>(bytes, wire::CommandIdentifier());
        case core::InputKind::query: return read_query(bytes);
        case core::InputKind::presence: return read_as<wire::PresenceUpdate>(bytes, wire::PresenceUpdateIdentifier());
    }
    return tl::unexpected(UnreadInput{});
}

}  // namespace

tl::expected<InputReading, UnreadInput> read_input(core::InputKind kind, std::string_view bytes) {
    if (bytes.size() > payload_most && kind != core::InputKind::query) {
        return tl::unexpected(
            UnreadInput{"",
                        {"too_long", "",
                         "a " + std::string(word(kind)) + " has at most " + std::to_string(payload_most) + " bytes"}});
    }
    auto reading = read(kind, bytes);
    if (reading) return reading;
    if (auto panic = panic_in(kind, bytes, reading.error().error)) return std::move(*panic);
    return reading;
}

}  // namespace paraat::codec
