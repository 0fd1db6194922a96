#include "hub/codec/schema.hpp"

#include <algorithm>
#include <map>

#include "hub/base/check.hpp"
#include "schemas/ack_bfbs_generated.h"
#include "schemas/alert_bfbs_generated.h"
#include "schemas/beacon_bfbs_generated.h"
#include "schemas/board_bfbs_generated.h"
#include "schemas/board_summary_bfbs_generated.h"
#include "schemas/briefing_bfbs_generated.h"
#include "schemas/command_bfbs_generated.h"
#include "schemas/hub_status_bfbs_generated.h"
#include "schemas/instruct_bfbs_generated.h"
#include "schemas/instruction_bfbs_generated.h"
#include "schemas/notice_bfbs_generated.h"
#include "schemas/partner_word_bfbs_generated.h"
#include "schemas/presence_bfbs_generated.h"
#include "schemas/query_bfbs_generated.h"
#include "schemas/receipt_bfbs_generated.h"
#include "schemas/report_bfbs_generated.h"
#include "schemas/result_areas_bfbs_generated.h"
#include "schemas/result_exercises_bfbs_generated.h"
#include "schemas/result_explain_bfbs_generated.h"
#include "schemas/result_failed_bfbs_generated.h"
#include "schemas/result_handover_bfbs_generated.h"
#include "schemas/result_heard_bfbs_generated.h"
#include "schemas/result_incident_bfbs_generated.h"
#include "schemas/result_incidents_bfbs_generated.h"
#include "schemas/result_instructions_bfbs_generated.h"
#include "schemas/result_load_bfbs_generated.h"
#include "schemas/result_nearest_bfbs_generated.h"
#include "schemas/result_organisation_bfbs_generated.h"
#include "schemas/result_policies_bfbs_generated.h"
#include "schemas/result_reach_bfbs_generated.h"
#include "schemas/result_units_bfbs_generated.h"
#include "schemas/status_bfbs_generated.h"
#include "schemas/team_board_bfbs_generated.h"

namespace paraat::codec {
namespace {

struct Registry {
    std::map<std::string, MessageSchema, std::less<>> by_identifier;
    std::map<const reflection::Object*, std::vector<const reflection::Field*>> fields;

    template <class Embedded>
    void add() {
        flatbuffers::Verifier verifier(Embedded::data(), Embedded::size());
        PARAAT_CHECK(reflection::VerifySchemaBuffer(verifier));
        const reflection::Schema* schema = reflection::GetSchema(Embedded::data());
        by_identifier[schema->file_ident()->str()] = {schema->file_ident()->str(), schema};
        for (const reflection::Object* table : *schema->objects()) {
            auto& ordered = fields[table];
            ordered.assign(table->fields()->begin(), table->fields()->end());
            std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->id() < b->id(); });
        }
    }
};

const Registry& registry() {
    static const Registry made = [] {
        using namespace wire;
        Registry all;
        all.add<AckBinarySchema>();
        all.add<AlertBinarySchema>();
        all.add<BeaconBinarySchema>();
        all.add<BoardBinarySchema>();
        all.add<BoardSummaryBinarySchema>();
        all.add<BriefingBinarySchema>();
        all.add<CommandBinarySchema>();
        all.add<HubStatusBinarySchema>();
        all.add<InstructBinarySchema>();
        all.add<InstructionBinarySchema>();
        all.add<NoticeBinarySchema>();
        all.add<PartnerWordBinarySchema>();
        all.add<PresenceUpdateBinarySchema>();
        all.add<QueryBinarySchema>();
        all.add<ReceiptBinarySchema>();
        all.add<ReportBinarySchema>();
        all.add<AreasResultBinarySchema>();
        all.add<ExercisesResultBinarySchema>();
        all.add<ExplainResultBinarySchema>();
        all.add<FailedResultBinarySchema>();
        all.add<IncidentResultBinarySchema>();
        all.add<IncidentsResultBinarySchema>();
        all.add<UnitsResultBinarySchema>();
        all.add<HandoverResultBinarySchema>();
        all.add<HeardResultBinarySchema>();
        all.add<InstructionsResultBinarySchema>();
        all.add<LoadResultBinarySchema>();
        all.add<NearestResultBinarySchema>();
        all.add<OrganisationResultBinarySchema>();
        all.add<PoliciesResultBinarySchema>();
        all.add<ReachResultBinarySchema>();
        all.add<StatusBinarySchema>();
        all.add<TeamBoardBinarySchema>();
        return all;
    }();
    return made;
}

}  // namespace

const MessageSchema* schema_with(std::string_view identifier) {
    const auto found = registry().by_identifier.find(identifier);
    return found == registry().by_identifier.end() ? nullptr : &found->second;
}

const std::vector<const reflection::Field*>& fields_of(const reflection::Object& table) {
    return registry().fields.at(&table);
}

const reflection::Field* field_of(const reflection::Object& table, std::string_view name) {
    const auto& fields = fields_of(table);
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto* field) { return field->name()->string_view() == name; });
    return found == fields.end() ? nullptr : *found;
}

bool is_map_entry(const reflection::Object& table) {
    return table.name()->string_view() == "paraat.wire.KeyValue";
}

std::vector<std::string> words_of(const reflection::Enum& words) {
    std::vector<std::string> made;
    for (const reflection::EnumVal* value : *words.values()) made.push_back(value->name()->str());
    return made;
}

}  // namespace paraat::codec
