#include "clients/cli/organisation_lines.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

using testing::ElementsAre;

TEST(OrganisationLines, TellWhoAsksAndWhatThereIs) {
    const Json answer =
        Json::parse(R"({"account":"coord-overlast-1","authority":"coordinator","roles":["coord-overlast"],
        "unit":false,"division":"dvl","cleared":true,
        "divisions":[{"name":"dvl","label":"Leefbaarheid","reads":true,"commands":true},
                     {"name":"dvo","label":"Ondermijning","reads":false,"commands":false}],
        "teams":[{"name":"it-overlast","label":"Overlast","division":"dvl"}],
        "roles_known":[{"name":"opco","label":"OpCo","authority":"opco"}],"policies":["serious-threat"],
        "posts":[{"account":"opco-1","roles":["opco"]}],
        "categories":[{"name":"other","label_nl":"Overig","label_en":"Other","severity":"minor"}]})");
    EXPECT_THAT(organisation_lines(answer),
                ElementsAre("coord-overlast-1  coordinator  coord-overlast  dvl cleared",
                            "WHAT        NAME            OF              LABEL",
                            "division    dvl             read commanded  Leefbaarheid",
                            "division    dvo             -               Ondermijning",
                            "team        it-overlast     dvl             Overlast",
                            "role        opco            opco            OpCo", "escalation  serious-threat  -",
                            "post        opco-1          opco", "category    other           -               Other"));
}

TEST(OrganisationLines, TakeNoAnswerForWhatItIsNot) {
    EXPECT_EQ(organisation_lines(Json::parse(R"({"divisions":7,"teams":[3],"posts":[{"roles":"x"}]})")).size(), 4U);
}

}  // namespace
}  // namespace paraat::cli
