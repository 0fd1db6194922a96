#include "hub/projection/planning.hpp"

#include <gmock/gmock.h>

#include "tests/support/accounts.hpp"
#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Planning : public testing::Test {
protected:
    core::Outcome opens(const std::string& category) {
        return asking.centre.receives("console-1", test::report(category));
    }
    void is_at(const std::string& client, double metres) {
        core::StatusUpdate update;
        update.position = core::position_from_degrees(51.92 + metres / 111'195.0, 4.48);
        update.status = core::UnitStatus::available;
        asking.centre.beacon(client, update);
    }
    static core::Query at_the_place() {
        core::Query query = question("nearest");
        query.position = core::position_from_degrees(51.92, 4.48);
        return query;
    }
    static std::string refusal(const core::QueryResult& result) {
        EXPECT_FALSE(result.ok);
        return result.code + " " + result.field;
    }
    template <class Change>
    void change(const std::string& name, const Change& change) {
        test::change_account(asking.centre.organisation, name, change);
    }

    Asking asking;
};

using NearestQuery = Planning;
using PoliciesQuery = Planning;
using ReachQuery = Planning;

TEST_F(NearestQuery, IsAboutAnIncidentOrAPlace) {
    is_at("radio-1", 300);
    core::Query query = question("nearest");
    EXPECT_EQ(refusal(asking.ask("console-1", query)), "bad_value incident");
    query.incident = opens("theft").incident;
    auto result = asking.ask("console-1", query);
    ASSERT_TRUE(result.nearest);
    EXPECT_EQ(result.nearest->units[0].metres, 300);
    EXPECT_EQ(result.total, 4);
    query = at_the_place();
    EXPECT_EQ(asking.ask("console-1", query).nearest->units[0].metres, 300);
}

TEST_F(NearestQuery, OfAnIncidentWithoutAPlaceWantsOne) {
    core::Report nowhere = test::report("theft");
    nowhere.position.reset();
    core::Query query = question("nearest");
    query.incident = asking.centre.receives("console-1", nowhere).incident;
    EXPECT_EQ(refusal(asking.ask("console-1", query)), "bad_value lat");
    query.position = at_the_place().position;
    EXPECT_TRUE(asking.ask("console-1", query).ok);
}

TEST_F(NearestQuery, IsForThoseWhoMayReadTheIncident) {
    core::Query query = question("nearest");
    query.incident = opens("theft").incident;
    EXPECT_EQ(refusal(asking.ask("radio-1", query)), "not_found incident");
    EXPECT_TRUE(asking.ask("radio-7", query).ok);
    EXPECT_EQ(refusal(asking.ask("nobody", at_the_place())), "not_found ask");
    change("radio-8", [](core::Account& account) { account.is_outside = true; });
    EXPECT_EQ(refusal(asking.ask("radio-8", at_the_place())), "not_found ask");
}

TEST_F(NearestQuery, AsksForTheSkillsOfTheWorkUnlessOthersAreNamed) {
    change("radio-7", [](core::Account& account) { account.skills = {"dog"}; });
    change("radio-8", [](core::Account& account) { account.skills = {"first_aid"}; });
    asking.centre.organisation.categories.at(core::CategoryName{"theft"}).skills = {"dog"};
    is_at("radio-7", 300);
    is_at("radio-8", 100);
    core::Query query = question("nearest");
    query.incident = opens("theft").incident;
    EXPECT_EQ(asking.ask("console-1", query).nearest->units[0].unit.text, "radio-7");
    query.skills = {"first_aid"};
    EXPECT_EQ(asking.ask("console-1", query).nearest->units[0].unit.text, "radio-8");
    query.skills = {"frist_aid"};
    const auto refused = asking.ask("console-1", query);
    EXPECT_EQ(refusal(refused), "bad_value skills");
    EXPECT_EQ(refused.error, R"(unknown skill "frist_aid"; did you mean "first_aid"?)");
}

TEST_F(NearestQuery, DoesNotKnowTheSkillOfACovertUnit) {
    change("radio-8", [](core::Account& account) { account.skills = {"lockpicking"}; });
    change("radio-8", [](core::Account& account) { account.compartment = core::covert_compartment; });
    core::Query query = at_the_place();
    query.skills = {"lockpicking"};
    EXPECT_EQ(refusal(asking.ask("console-1", query)), "bad_value skills");
}

TEST_F(NearestQuery, GivesAsManyAsAreAskedForAndFitInAMessage) {
    core::Query query = at_the_place();
    query.limit = 3;
    const auto result = asking.ask("console-1", query);
    EXPECT_THAT(result.nearest->units, SizeIs(3));
    EXPECT_EQ(result.total, 4);
    for (int i = 0; i < 150; ++i) {
        core::Account more = asking.centre.organisation.accounts.at(core::ClientName{"radio-1"});
        more.name = core::ClientName{"more-" + std::to_string(i)};
        more.skills = std::vector<std::string>(16, "a_skill_with_a_name_of_its_own_32");
        asking.centre.organisation.accounts.put(more);
    }
    query.limit = 200;
    const auto many = asking.ask("console-1", query);
    EXPECT_EQ(many.total, 154);
    EXPECT_GT(many.nearest->units.size(), 30U);
    EXPECT_LT(many.nearest->units.size(), 100U);
}

TEST_F(PoliciesQuery, GivesThoseInForceInPages) {
    core::EscalationPolicy& panic = asking.centre.rules.policies.at(core::PolicyName{"panic"});
    panic.ack_lasts = 10min;
    asking.centre.rules.calling[core::PolicyName{"panic"}] = std::vector<core::RuleName>(60, core::RuleName{"again"});
    core::Query query = question("policies");
    query.limit = 1;
    const auto first = asking.ask("radio-1", query);
    ASSERT_THAT(first.policies.value(), SizeIs(1));
    const core::PolicyView& view = first.policies->front();
    EXPECT_EQ(view.policy.text, "panic");
    EXPECT_EQ(view.ack_lasts, 10min);
    EXPECT_THAT(view.steps[0].targets, ElementsAre("own/team", "own/coordinator", "nearby/teams", "role/opco"));
    EXPECT_EQ(view.steps[0].repeat_every, 30s);
    EXPECT_THAT(view.categories, SizeIs(1));
    EXPECT_THAT(view.rules, SizeIs(50));
    EXPECT_EQ(view.rules_total, 60);
    EXPECT_EQ(first.total, 2);
    EXPECT_EQ(first.next, "panic");
    query.after = first.next;
    const auto rest = asking.ask("radio-1", query);
    EXPECT_EQ(rest.policies->front().policy.text, "serious-threat");
    EXPECT_EQ(rest.policies->front().categories[0].severity, core::Severity::extreme);
    EXPECT_EQ(rest.next, "");
}

TEST_F(PoliciesQuery, AreForPeopleOfTheOrganisation) {
    EXPECT_EQ(refusal(asking.ask("nobody", question("policies"))), "not_found ask");
    change("radio-1", [](core::Account& account) { account.is_outside = true; });
    EXPECT_EQ(refusal(asking.ask("radio-1", question("policies"))), "not_found ask");
}

TEST_F(ReachQuery, IsForThoseWhoCoordinate) {
    EXPECT_EQ(refusal(asking.ask("radio-1", question("reach"))), "not_found ask");
    EXPECT_EQ(refusal(asking.ask("nobody", question("reach"))), "not_found ask");
    for (const char* asker : {"console-1", "opco-1", "coord-overlast-1"}) {
        EXPECT_TRUE(asking.ask(asker, question("reach")).ok) << asker;
    }
}

TEST_F(ReachQuery, GivesHolesFirstInPages) {
    core::Command end;
    end.deed = core::Deed::shift_end;
    for (const char* client : {"radio-7", "radio-8", "coord-ondermijning-1", "opco-1"}) {
        asking.centre.receives(client, end);
    }
    core::Query query = question("reach");
    const auto whole = asking.ask("console-1", query);
    EXPECT_EQ(whole.total, 3);
    EXPECT_EQ(whole.holes, 2);
    EXPECT_EQ(whole.next, "");
    query.limit = 2;
    const auto first = asking.ask("console-1", query);
    EXPECT_EQ(first.next, "2");
    query.after = first.next;
    const auto rest = asking.ask("console-1", query);
    EXPECT_EQ(rest.next, "");
    ASSERT_THAT(rest.reach.value(), SizeIs(1));
    EXPECT_EQ(rest.reach->front(), whole.reach->back());
    query.after = "100";
    EXPECT_THAT(asking.ask("console-1", query).reach.value(), IsEmpty());
    query.after = "x";
    EXPECT_EQ(refusal(asking.ask("console-1", query)), "bad_value after");
}

TEST_F(ReachQuery, OfOnePolicyKnowsItsName) {
    core::Query query = question("reach");
    query.policy = core::PolicyName{"serious-threat"};
    EXPECT_EQ(asking.ask("console-1", query).total, 1);
    query.policy = core::PolicyName{"serious-thread"};
    const auto refused = asking.ask("console-1", query);
    EXPECT_EQ(refusal(refused), "bad_value policy");
    EXPECT_EQ(refused.error, R"(unknown escalation "serious-thread"; did you mean "serious-threat"?)");
}

}  // namespace
}  // namespace paraat::projection
