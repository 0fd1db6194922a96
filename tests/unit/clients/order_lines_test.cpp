#include "clients/cli/order_lines.hpp"

#include <gmock/gmock.h>

#include "clients/cli/lines.hpp"

namespace paraat::cli {
namespace {

using testing::ElementsAre;

TEST(InstructionLines, TellHowFarEachGotWithWhom) {
    const Json items = Json::parse(R"([{"order":{"instruction":"01jd9","from":"console-1","to":"team/it-overlast",
        "text":"go","state":"read","issued_at":1763940000000,
        "answers":[{"client":"radio-1","answer":"read","at":1763940001000,"text":""}]},
        "silent":["radio-2"],"left":["radio-3"],"addressees":3}])");
    EXPECT_THAT(instruction_lines(items),
                ElementsAre("ORDER  STATE        TO                BY         AT                   SAID",
                            "01jd9  read         team/it-overlast  console-1  " + moment(1763940000000) + "  go",
                            "       read         radio-1                      " + moment(1763940001000),
                            "       nothing yet  radio-2", "       left         radio-3"));
}

TEST(InstructionLines, TakeNoAnswerForWhatItIsNot) {
    EXPECT_EQ(instruction_lines(Json::parse(R"([7,{"order":3,"silent":{}}])")).size(), 3U);
    EXPECT_EQ(area_lines(Json::parse(R"([7,{"risk":"x"}])")).size(), 3U);
}

TEST(AreaLines, TellTheRiskOfEach) {
    EXPECT_THAT(area_lines(Json::parse(R"([{"name":"centrum","risk":20.5},{"name":"noord","risk":0}])")),
                ElementsAre("AREA     RISK", "centrum  20.500", "noord    0.000"));
    EXPECT_THAT(area_lines(Json::array()), ElementsAre("the rules name no areas"));
}

}  // namespace
}  // namespace paraat::cli
