#include "hub/codec/writing.hpp"
#include "schemas/result_nearest_generated.h"
#include "schemas/result_policies_generated.h"
#include "schemas/result_reach_generated.h"

namespace paraat::codec::writing {
namespace {

flatbuffers::Optional<std::int64_t> span_of(const std::optional<Milliseconds>& span) {
    return span ? flatbuffers::Optional<std::int64_t>(span->count()) : flatbuffers::nullopt;
}

Offset<wire::KeyValue> argument(FlatBufferBuilder& builder, const std::pair<std::string, std::string>& entry) {
    const auto key = builder.CreateString(entry.first);
    return wire::CreateKeyValue(builder, key, builder.CreateString(entry.second));
}

Offset<wire::Reason> reason(FlatBufferBuilder& builder, const core::Because& because) {
    const auto text = builder.CreateString(because.text);
    const auto code = builder.CreateString(because.code);
    decltype(list(builder, because.args, argument)) args;
    if (!because.args.empty()) args = list(builder, because.args, argument);
    return wire::CreateReason(builder, text, code, args);
}

Offset<wire::PolicyOrigin> origin(FlatBufferBuilder& builder, const core::PolicyOrigin& origin) {
    const auto category = builder.CreateString(origin.category.text);
    return wire::CreatePolicyOrigin(builder, category, static_cast<wire::Severity>(origin.severity));
}

Offset<wire::NearUnit> near_unit(FlatBufferBuilder& builder, const core::NearUnit& unit) {
    const auto name = builder.CreateString(unit.unit.text);
    const auto team = text_unless_empty(builder, unit.team.text);
    const auto division = text_unless_empty(builder, unit.division.text);
    const auto skills = texts(builder, unit.skills);
    const auto reasons = list(builder, unit.reasons, reason);
    wire::NearUnitBuilder made(builder);
    made.add_unit(name);
    made.add_team(team);
    made.add_division(division);
    if (unit.status) made.add_status(static_cast<wire::UnitStatus>(*unit.status));
    made.add_presence(static_cast<wire::Presence>(unit.presence));
    if (unit.position) made.add_lat(core::lat_degrees(*unit.position));
    if (unit.position) made.add_lon(core::lon_degrees(*unit.position));
    if (unit.position_at) made.add_position_at(unit.position_at->ms);
    if (unit.metres) made.add_metres(*unit.metres);
    if (unit.uncertainty_m) made.add_uncertainty_m(*unit.uncertainty_m);
    if (unit.age) made.add_age_ms(unit.age->count());
    made.add_skills(skills);
    if (unit.chance_nearest) made.add_chance_nearest(*unit.chance_nearest);
    made.add_able(unit.able);
    made.add_reasons(reasons);
    return made.Finish();
}

Offset<wire::PolicyStep> policy_step(FlatBufferBuilder& builder, const core::PolicyStepView& step) {
    const auto targets = texts(builder, step.targets);
    const auto during = text_unless_empty(builder, step.during);
    return wire::CreatePolicyStep(builder, targets, span_of(step.ack_within), span_of(step.repeat_every),
                                  span_of(step.deliver_within), span_of(step.answer_within), during);
}

Offset<wire::Policy> policy(FlatBufferBuilder& builder, const core::PolicyView& policy) {
    const auto name = builder.CreateString(policy.policy.text);
    const auto steps = list(builder, policy.steps, policy_step);
    const auto categories = list(builder, policy.categories, origin);
    const auto rules = names(builder, policy.rules);
    return wire::CreatePolicy(builder, name, steps, span_of(policy.ack_lasts), categories, rules, policy.rules_total);
}

Offset<wire::ReachPerson> person(FlatBufferBuilder& builder, const core::ReachPerson& person) {
    const auto client = builder.CreateString(person.client.text);
    const auto why = text_unless_empty(builder, person.why);
    return wire::CreateReachPerson(builder, client, static_cast<wire::ReachState>(person.state), why);
}

Offset<wire::ReachStep> reach_step(FlatBufferBuilder& builder, const core::ReachStep& step) {
    const auto target = builder.CreateString(step.target);
    const auto people = list(builder, step.people, person);
    return wire::CreateReachStep(builder, step.step, target, if_true(step.off_hours), if_true(step.last_resort),
                                 step.live, step.unheard, step.absent, people);
}

Offset<wire::ReachWindow> window(FlatBufferBuilder& builder, const core::ReachWindow& window) {
    const auto name = builder.CreateString(window.policy.text);
    const auto of = text_unless_empty(builder, window.of);
    const auto hours = builder.CreateString(window.hours);
    const auto reasons = list(builder, window.reasons, reason);
    const auto steps = list(builder, window.steps, reach_step);
    const auto categories = list(builder, window.categories, origin);
    return wire::CreateReachWindow(builder, name, of, window.from.ms, window.until.ms, hours,
                                   static_cast<wire::ReachVerdict>(window.verdict), reasons, steps, categories);
}

}  // namespace

std::string planning(const core::QueryResult& result) {
    FlatBufferBuilder builder;
    const auto id = builder.CreateString(result.id);
    const auto ask = builder.CreateString(result.ask);
    const auto next = text_unless_empty(builder, result.next);
    if (result.nearest) {
        const auto items = list(builder, result.nearest->units, near_unit);
        wire::FinishNearestResultBuffer(
            builder, wire::CreateNearestResult(builder, id, ask, true, result.at.ms, result.rev, result.total,
                                               result.nearest->unplaced, items));
    } else if (result.policies) {
        const auto items = list(builder, *result.policies, policy);
        wire::FinishPoliciesResultBuffer(builder, wire::CreatePoliciesResult(builder, id, ask, true, result.at.ms,
                                                                             result.rev, result.total, items, next));
    } else {
        const auto items = list(builder, *result.reach, window);
        wire::FinishReachResultBuffer(builder, wire::CreateReachResult(builder, id, ask, true, result.at.ms, result.rev,
                                                                       result.total, result.holes, items, next));
    }
    return bytes(builder);
}

}  // namespace paraat::codec::writing
