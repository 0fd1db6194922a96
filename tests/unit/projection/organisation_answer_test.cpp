#include "hub/projection/organisation_answer.hpp"

#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class OrganisationAnswer : public testing::Test {
protected:
    core::QueryResult ask(const std::string& asker, std::int32_t limit = 200, const std::string& after = "") {
        core::Query query = question("organisation");
        query.limit = limit;
        query.after = after;
        return asking.ask(asker, query);
    }
    core::OrganisationView seen_by(const std::string& asker) { return ask(asker).organisation.value(); }

    std::vector<std::string> posts(const core::OrganisationView& view) {
        std::vector<std::string> all;
        for (const auto& post : view.posts) all.push_back(post.account.text);
        return all;
    }
    void add_covert_unit() {
        core::Account account;
        account.name = core::ClientName{"shadow-1"};
        account.is_unit = true;
        account.team = core::TeamName{"it-overlast"};
        account.compartment = core::covert_compartment;
        asking.centre.organisation.accounts.put(account);
    }

    Asking asking;
};

TEST_F(OrganisationAnswer, TellsWhoAsks) {
    const auto unit = seen_by("radio-1");
    EXPECT_EQ(unit.account.text, "radio-1");
    EXPECT_EQ(unit.authority, core::Authority::member);
    EXPECT_TRUE(unit.is_unit);
    EXPECT_EQ(unit.team.text, "it-overlast");
    EXPECT_EQ(unit.division.text, "dvl");
    EXPECT_FALSE(unit.is_cleared);
    const auto coordinator = seen_by("coord-overlast-1");
    EXPECT_EQ(coordinator.authority, core::Authority::coordinator);
    EXPECT_EQ(coordinator.own_roles, std::vector{core::RoleName{"coord-overlast"}});
    EXPECT_FALSE(coordinator.is_unit);
    EXPECT_TRUE(coordinator.is_cleared);
    EXPECT_EQ(seen_by("console-1").authority, core::Authority::centre);
    EXPECT_EQ(seen_by("opco-1").authority, core::Authority::opco);
}

TEST_F(OrganisationAnswer, TellsWhichDivisionsTheAskerReadsAndCommands) {
    const auto rights = [&](const std::string& asker) {
        std::vector<std::string> all;
        for (const auto& division : seen_by(asker).divisions) {
            all.push_back(division.name.text + (division.reads ? " reads" : "") +
                          (division.commands ? " commands" : ""));
        }
        return all;
    };
    EXPECT_THAT(rights("console-1"), ElementsAre("dvl reads commands", "dvo reads commands", "sector reads commands"));
    EXPECT_THAT(rights("coord-overlast-1"), ElementsAre("dvl reads commands", "dvo", "sector"));
    EXPECT_THAT(rights("radio-7"), ElementsAre("dvl", "dvo reads", "sector"));
}

TEST_F(OrganisationAnswer, NamesPostsAndNoUnitsNorPeopleOutside) {
    const auto all = posts(seen_by("console-1"));
    EXPECT_THAT(all, Contains("opco-1"));
    EXPECT_THAT(all, Contains("coord-overlast-1"));
    EXPECT_THAT(all, Not(Contains("radio-1")));
    EXPECT_THAT(all, Not(Contains("citizen-1")));
}

TEST_F(OrganisationAnswer, NamesEscalationsAndWhatIsAskedAboutACategory) {
    asking.centre.rules.policies[core::PolicyName{"later"}] = test::policy("later", {});
    auto& organisation = asking.centre.organisation;
    const core::CategoryName category = organisation.categories.begin()->first;
    organisation.questions["injured"] = {
        "injured", {category}, "Gewond?", "Injured?", {{"no", 0}, {"unknown", 1}, {"yes", 4}}};
    const auto view = seen_by("radio-1");
    EXPECT_THAT(view.policies, Contains(core::PolicyName{"later"}));
    ASSERT_EQ(view.categories.front().questions.size(), 1u);
    EXPECT_THAT(view.categories.front().questions.front().answers, ElementsAre("yes", "unknown", "no"));
    EXPECT_THAT(view.categories.back().questions, IsEmpty());
}

TEST_F(OrganisationAnswer, SaysNothingOfCovertUnits) {
    const std::vector<std::string> askers = {"console-1", "radio-1", "coord-overlast-1", "opco-1"};
    std::vector<core::QueryResult> before;
    for (const auto& asker : askers) before.push_back(ask(asker));
    add_covert_unit();
    for (std::size_t i = 0; i < askers.size(); ++i) EXPECT_EQ(ask(askers[i]), before[i]) << askers[i];
    EXPECT_TRUE(seen_by("shadow-1").is_cleared);
}

TEST_F(OrganisationAnswer, ComesInPagesThatGoOnThroughAllLists) {
    const auto whole = ask("console-1");
    EXPECT_EQ(whole.next, "");
    core::OrganisationView joined;
    std::string after;
    int pages = 0;
    do {
        const auto page = ask("console-1", 3, after);
        EXPECT_EQ(page.total, whole.total);
        const auto& view = page.organisation.value();
        EXPECT_EQ(view.account.text, "console-1");
        const auto add = [](auto& all, const auto& more) { all.insert(all.end(), more.begin(), more.end()); };
        add(joined.divisions, view.divisions);
        add(joined.teams, view.teams);
        add(joined.roles, view.roles);
        add(joined.policies, view.policies);
        add(joined.posts, view.posts);
        add(joined.categories, view.categories);
        after = page.next;
    } while (!after.empty() && ++pages < 100);
    EXPECT_EQ(pages + 1, (whole.total + 2) / 3);
    const auto& all = whole.organisation.value();
    EXPECT_EQ(joined.divisions, all.divisions);
    EXPECT_EQ(joined.teams, all.teams);
    EXPECT_EQ(joined.roles, all.roles);
    EXPECT_EQ(joined.policies, all.policies);
    EXPECT_EQ(joined.posts, all.posts);
    EXPECT_EQ(joined.categories, all.categories);
    EXPECT_EQ(ask("console-1", 3, "x").code, "bad_value");
}

TEST_F(OrganisationAnswer, EndsAPageBeforeAMessageIsFull) {
    for (int i = 0; i < 100; ++i) {
        core::Category category;
        category.name = core::CategoryName{"long_" + std::to_string(i)};
        category.label_nl = category.label_en = std::string(1'000, 'x');
        asking.centre.organisation.categories[category.name] = category;
    }
    const auto page = ask("console-1", 200);
    EXPECT_LT(page.organisation.value().categories.size(), 20U);
    EXPECT_GT(page.total, 100);
    const auto next = ask("console-1", 200, page.next);
    EXPECT_LT(next.organisation.value().categories.size(), 20U);
    EXPECT_GT(next.organisation.value().categories.size(), 10U);
}

TEST_F(OrganisationAnswer, IsNotForPeopleOutside) {
    EXPECT_EQ(ask("citizen-1").code, "not_found");
    EXPECT_EQ(ask("nobody-1").code, "not_found");
}

}  // namespace
}  // namespace paraat::projection
