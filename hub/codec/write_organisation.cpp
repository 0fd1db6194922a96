#include "hub/codec/writing.hpp"
#include "schemas/result_organisation_generated.h"

namespace paraat::codec::writing {
namespace {

using Seen = core::OrganisationView;

Offset<wire::KnownDivision> known_division(FlatBufferBuilder& builder, const Seen::DivisionSeen& division) {
    const auto name = builder.CreateString(division.name.text);
    const auto label = builder.CreateString(division.label);
    return wire::CreateKnownDivision(builder, name, label, division.reads, division.commands);
}

Offset<wire::KnownTeam> known_team(FlatBufferBuilder& builder, const Seen::TeamSeen& team) {
    const auto name = builder.CreateString(team.name.text);
    const auto label = builder.CreateString(team.label);
    return wire::CreateKnownTeam(builder, name, label, builder.CreateString(team.division.text));
}

Offset<wire::KnownRole> known_role(FlatBufferBuilder& builder, const Seen::RoleSeen& role) {
    const auto name = builder.CreateString(role.name.text);
    const auto label = builder.CreateString(role.label);
    const auto division = text_unless_empty(builder, role.division.text);
    return wire::CreateKnownRole(builder, name, label, static_cast<wire::Authority>(role.authority), division);
}

Offset<wire::KnownPost> known_post(FlatBufferBuilder& builder, const Seen::Post& post) {
    const auto account = builder.CreateString(post.account.text);
    return wire::CreateKnownPost(builder, account, names(builder, post.roles));
}

Offset<wire::KnownQuestion> known_question(FlatBufferBuilder& builder, const Seen::QuestionSeen& question) {
    const auto name = builder.CreateString(question.name);
    const auto label_nl = builder.CreateString(question.label_nl);
    const auto label_en = builder.CreateString(question.label_en);
    return wire::CreateKnownQuestion(builder, name, label_nl, label_en, texts(builder, question.answers));
}

// Zero is "not there" for offsets of lists, too.
template <class Values, class Make>
decltype(list(std::declval<FlatBufferBuilder&>(), std::declval<const Values&>(), std::declval<Make>()))
list_unless_empty(FlatBufferBuilder& builder, const Values& values, Make make) {
    if (values.empty()) return 0;
    return list(builder, values, make);
}

Offset<wire::KnownCategory> known_category(FlatBufferBuilder& builder, const Seen::CategorySeen& category) {
    const auto name = builder.CreateString(category.name.text);
    const auto label_nl = builder.CreateString(category.label_nl);
    const auto label_en = builder.CreateString(category.label_en);
    Offset<flatbuffers::String> division;
    if (!category.divisions.empty()) division = builder.CreateString(category.divisions.front().text);
    decltype(names(builder, category.divisions)) divisions;
    if (category.divisions.size() > 1) divisions = names(builder, category.divisions);
    const auto questions = list_unless_empty(builder, category.questions, known_question);
    return wire::CreateKnownCategory(builder, name, label_nl, label_en, division, divisions,
                                     if_true(category.to_own_division), static_cast<wire::Severity>(category.severity),
                                     category.priority, category.escalates, questions);
}

}  // namespace

std::string of_organisation(const core::QueryResult& result) {
    FlatBufferBuilder builder;
    const Seen& seen = *result.organisation;
    const auto id = builder.CreateString(result.id);
    const auto ask = builder.CreateString(result.ask);
    const auto account = builder.CreateString(seen.account.text);
    const auto roles = names(builder, seen.own_roles);
    const auto team = text_unless_empty(builder, seen.team.text);
    const auto division = text_unless_empty(builder, seen.division.text);
    const auto divisions = list_unless_empty(builder, seen.divisions, known_division);
    const auto teams = list_unless_empty(builder, seen.teams, known_team);
    const auto roles_known = list_unless_empty(builder, seen.roles, known_role);
    decltype(names(builder, seen.policies)) policies;
    if (!seen.policies.empty()) policies = names(builder, seen.policies);
    const auto posts = list_unless_empty(builder, seen.posts, known_post);
    const auto categories = list_unless_empty(builder, seen.categories, known_category);
    const auto next = text_unless_empty(builder, result.next);
    wire::FinishOrganisationResultBuffer(
        builder, wire::CreateOrganisationResult(builder, id, ask, true, result.at.ms, result.rev, result.total, account,
                                                static_cast<wire::Authority>(seen.authority), roles, seen.is_unit, team,
                                                division, if_true(seen.is_cleared), divisions, teams, roles_known,
                                                policies, posts, categories, next));
    return bytes(builder);
}

}  // namespace paraat::codec::writing
