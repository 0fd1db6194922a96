#include "clients/cli/command_fields.hpp"

#include <gmock/gmock.h>

#include "hub/core/words.hpp"

namespace paraat::cli {
namespace {

using testing::HasSubstr;

std::string fault_of(const Json& command) {
    const auto checked = check_command(command);
    return checked ? "" : checked.error().message;
}

TEST(Command, KnowsEveryDeedOfTheHub) {
    for (const std::string& deed : core::word_list<core::Deed>()) {
        EXPECT_THAT(fault_of({{"do", deed}}), testing::Not(HasSubstr("unknown"))) << deed;
    }
}

TEST(Command, OfAnUnknownWordNamesTheNearest) {
    EXPECT_THAT(fault_of({{"do", "shelv"}}), HasSubstr("did you mean \"shelve\"?"));
    EXPECT_THAT(fault_of({{"do", "zzzzzzzz"}}), HasSubstr("assess, assign"));
    EXPECT_THAT(fault_of(Json::object()), HasSubstr("say what to do"));
    EXPECT_THAT(fault_of({{"do", std::string(5'000, 'z')}}), HasSubstr("\"" + std::string(64, 'z') + "...\""));
}

TEST(Command, SaysWhatItNeeds) {
    EXPECT_THAT(fault_of({{"do", "claim"}}), HasSubstr("paraat command claim INCIDENT"));
    EXPECT_EQ(fault_of({{"do", "merge"}, {"incident", "a"}}), "merge needs --into");
    EXPECT_EQ(fault_of({{"do", "split"}, {"incident", "a"}}), "split needs --report");
    EXPECT_EQ(fault_of({{"do", "dispatch"}, {"incident", "a"}}), "dispatch needs --team or --unit");
    EXPECT_EQ(fault_of({{"do", "silence"}, {"incident", "a"}}), "silence needs --until");
    EXPECT_EQ(fault_of({{"do", "pass_on"}, {"incident", "a"}, {"to", "police"}}), "pass_on needs --text");
    EXPECT_EQ(fault_of({{"do", "handover"}}), "handover needs --to or --acknowledge");
}

TEST(Command, RestsForAReasonAndIsTakenBackWithoutOne) {
    EXPECT_THAT(fault_of({{"do", "shelve"}, {"incident", "a"}, {"until_ms", 5}}), HasSubstr("say why"));
    EXPECT_EQ(fault_of({{"do", "shelve"}, {"incident", "a"}, {"until_ms", 5}, {"text", "match"}}), "");
    EXPECT_EQ(fault_of({{"do", "shelve"}, {"incident", "a"}, {"until_ms", 0}}), "");
}

TEST(Command, SaysWithWhatAFieldGoesThatSaysNothingToIt) {
    EXPECT_EQ(fault_of({{"do", "claim"}, {"incident", "a"}, {"role", "opco"}}),
              "--role says nothing to claim; it goes with shift_start");
    EXPECT_EQ(fault_of({{"do", "shift_end"}, {"incident", "a"}}).substr(0, 34), "INCIDENT says nothing to shift_end");
    EXPECT_EQ(fault_of({{"do", "note"}, {"incident", "a"}, {"text", "x"}, {"rev", 4}, {"id", "i"}}), "");
}

Json deployment_of(const Json& given, std::string& fault) {
    Json instruct = {{"to", "team/it-overlast"}};
    const auto added = add_deployment(instruct, given, Instant{1'000});
    fault = added ? "" : added.error().message;
    return instruct;
}

TEST(Deployment, IsMadeOfWhatWasGivenAndBeginsNow) {
    std::string fault;
    const Json made =
        deployment_of({{"kind", "standby"}, {"area", "west"}, {"until", 2'000}, {"because", "three fights"}}, fault);
    EXPECT_EQ(fault, "");
    EXPECT_EQ(made["deployment"].dump(),
              R"({"area":"west","from":1000,"until":2000,"because":"three fights","kind":"standby"})");
    EXPECT_EQ(deployment_of(Json::object(), fault).dump(), R"({"to":"team/it-overlast"})");
    EXPECT_EQ(fault, "");
}

TEST(Deployment, SaysWhatItLacks) {
    std::string fault;
    deployment_of({{"area", "west"}}, fault);
    EXPECT_THAT(fault, HasSubstr("--area is of a preventive deployment: say --standby"));
    deployment_of({{"kind", "both"}}, fault);
    EXPECT_THAT(fault, HasSubstr("not both"));
    deployment_of({{"kind", "standby"}, {"lat", 51.9}}, fault);
    EXPECT_EQ(fault, "--lat and --lon go together");
    deployment_of({{"kind", "standby"}}, fault);
    EXPECT_THAT(fault, HasSubstr("says where"));
    deployment_of({{"kind", "standby"}, {"area", "west"}, {"metres", 10}}, fault);
    EXPECT_THAT(fault, HasSubstr("around a place"));
    deployment_of({{"kind", "standby"}, {"area", "west"}}, fault);
    EXPECT_THAT(fault, HasSubstr("--until"));
    deployment_of({{"kind", "standby"}, {"area", "west"}, {"until", 5}}, fault);
    EXPECT_THAT(fault, HasSubstr("--because"));
}

}  // namespace
}  // namespace paraat::cli
