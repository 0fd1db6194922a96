#include <gmock/gmock.h>

#include "hub/codec/format.hpp"
#include "hub/codec/write_message.hpp"
#include "tests/unit/codec/message_sample.hpp"

namespace paraat::codec {
namespace {

core::QueryResult organisation_answer() {
    core::QueryResult result = answer_to("organisation", 981);
    core::OrganisationView& view = result.organisation.emplace();
    view.account = core::ClientName{"coord-overlast-1"};
    view.authority = core::Authority::coordinator;
    view.own_roles = {core::RoleName{"coord-overlast"}};
    view.division = core::DivisionName{"dvl"};
    return result;
}

TEST(OrganisationResult, TellsWhoAsksAndWhatThereIs) {
    core::QueryResult result = organisation_answer();
    result.total = 6;
    core::OrganisationView& view = *result.organisation;
    view.is_cleared = true;
    view.divisions = {{core::DivisionName{"dvl"}, "Veiligheid & Leefbaarheid", true, true}};
    view.teams = {{core::TeamName{"it-overlast"}, "Overlast", core::DivisionName{"dvl"}}};
    view.roles = {
        {core::RoleName{"coord-overlast"}, "Coördinator", core::Authority::coordinator, core::DivisionName{"dvl"}},
        {core::RoleName{"opco"}, "OpCo", core::Authority::opco, {}}};
    view.policies = {core::PolicyName{"serious-threat"}};
    view.posts = {{core::ClientName{"opco-1"}, {core::RoleName{"opco"}}}};
    core::OrganisationView::CategorySeen assault{core::CategoryName{"assault"}, "Mishandeling", "Assault"};
    assault.divisions = {core::DivisionName{"dvl"}, core::DivisionName{"dvo"}};
    assault.to_own_division = true;
    assault.severity = core::Severity::serious;
    assault.priority = 2;
    assault.escalates = true;
    assault.questions = {{"injured", "Gewond?", "Injured?", {"yes", "no"}}};
    view.categories = {assault};
    EXPECT_EQ(
        json_of(result),
        R"({"id":"q1","ask":"organisation","ok":true,"at":1763940000000,"rev":981,"total":6,)"
        R"("account":"coord-overlast-1","authority":"coordinator","roles":["coord-overlast"],"unit":false,)"
        R"("division":"dvl","cleared":true,)"
        R"("divisions":[{"name":"dvl","label":"Veiligheid & Leefbaarheid","reads":true,"commands":true}],)"
        R"("teams":[{"name":"it-overlast","label":"Overlast","division":"dvl"}],)"
        R"("roles_known":[{"name":"coord-overlast","label":"Coördinator","authority":"coordinator","division":"dvl"},)"
        R"({"name":"opco","label":"OpCo","authority":"opco"}],)"
        R"("policies":["serious-threat"],"posts":[{"account":"opco-1","roles":["opco"]}],)"
        R"("categories":[{"name":"assault","label_nl":"Mishandeling","label_en":"Assault","division":"dvl",)"
        R"("divisions":["dvl","dvo"],"own_division":true,"severity":"serious","priority":2,"escalates":true,)"
        R"("questions":[{"name":"injured","label_nl":"Gewond?","label_en":"Injured?","answers":["yes","no"]}]}]})");
}

TEST(OrganisationResult, LeavesOutWhatIsNotThere) {
    core::QueryResult result = organisation_answer();
    result.organisation->division = {};
    result.organisation->categories = {{core::CategoryName{"other"}, "Overig", "Other"}};
    result.next = "1";
    EXPECT_EQ(json_of(result),
              R"({"id":"q1","ask":"organisation","ok":true,"at":1763940000000,"rev":981,"total":0,)"
              R"("account":"coord-overlast-1","authority":"coordinator","roles":["coord-overlast"],"unit":false,)"
              R"("categories":[{"name":"other","label_nl":"Overig","label_en":"Other","severity":"minor","priority":0,)"
              R"("escalates":false}],"next":"1"})");
}

}  // namespace
}  // namespace paraat::codec
