#include "hub/app/agreements_file.hpp"

#include <gmock/gmock.h>

#include "hub/app/hub_files.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Without a date, and with nothing that is given.
const std::string bare =
    "origin = \"oov-a\"\n"
    "[[partner]]\n"
    "name = \"politie\"\n"
    "purpose = \"p\"\n"
    "legal_ground = \"g\"\n";
const std::string dates = "from = \"2026-01-01\"\nuntil = \"2026-12-31\"\n";

class AgreementsFileTest : public testing::Test {
protected:
    AgreementsFileTest()
        : files(read_hub_files(std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml", {}, {})) {}
    AgreementsReading read(const std::string& text) const {
        return read_agreements(text, "partners.toml", files.organisation, files.rules);
    }
    std::vector<std::string> codes(const std::string& text) const {
        std::vector<std::string> codes;
        for (const SourceIssue& issue : read(text).issues) codes.push_back(issue.code);
        return codes;
    }

    HubFiles files;
};

TEST_F(AgreementsFileTest, AsShippedIsReadAndLetsNothingThrough) {
    EXPECT_THAT(files.issues, IsEmpty());
    EXPECT_TRUE(files.has_agreements);
    ASSERT_THAT(files.agreements, SizeIs(2));
    const core::Agreement& police = files.agreements[0];
    EXPECT_EQ(police.partner.text, "politie");
    EXPECT_TRUE(police.gives());
    EXPECT_TRUE(police.is_over(Instant{1'763'940'000'000}));
    EXPECT_FALSE(files.agreements[1].gives());
    EXPECT_FALSE(files.agreements[1].takes());
}

TEST_F(AgreementsFileTest, WithoutAFileNobodyGetsAnything) {
    const AgreementsFile found = read_agreements_file("/nowhere/partners.toml", files.organisation, files.rules);
    EXPECT_THAT(found.issues, IsEmpty());
    EXPECT_THAT(found.agreements, IsEmpty());
}

TEST_F(AgreementsFileTest, NothingIsGivenThatIsNotListed) {
    const auto reading = read(bare + dates);
    EXPECT_THAT(reading.issues, IsEmpty());
    ASSERT_THAT(reading.agreements, SizeIs(1));
    EXPECT_FALSE(reading.agreements[0].gives());
    EXPECT_FALSE(reading.agreements[0].takes());
    EXPECT_EQ(reading.agreements[0].place_m, 0);
    EXPECT_EQ(reading.agreements[0].hop_limit, 1);
    EXPECT_THAT(reading.cautions, ElementsAre(HasSubstr("lets nothing through")));
}

TEST_F(AgreementsFileTest, AnAgreementHasAnEndAPurposeAndAGround) {
    const auto issues = read("origin = \"oov-a\"\n[[partner]]\nname = \"politie\"\n").issues;
    std::vector<std::string> said;
    for (const SourceIssue& issue : issues) said.push_back(issue.message);
    EXPECT_THAT(said, testing::UnorderedElementsAre(HasSubstr("purpose"), HasSubstr("legal_ground"), HasSubstr("from"),
                                                    HasSubstr("until")));
}

TEST_F(AgreementsFileTest, CovertWorkAndDrillsCannotBeGiven) {
    EXPECT_THAT(codes(bare + dates + "covert = true\n"), ElementsAre("never_given"));
    EXPECT_THAT(codes(bare + dates + "exercise = true\n"), ElementsAre("never_given"));
    EXPECT_THAT(codes(bare + dates + "fields = [\"reporter\"]\n"), ElementsAre("never_given"));
}

TEST_F(AgreementsFileTest, MisspeltKeysAndNamesAreSaidWithASuggestion) {
    const auto issues = read(bare + dates +
                             "catgories = []\ncategories = [\"robery\"]\nareas = [\"harbour\"]\nseverities = "
                             "[\"sever\"]\ndirections = [\"up\"]\n")
                            .issues;
    ASSERT_THAT(issues, SizeIs(5));
    EXPECT_EQ(issues[0].line, 8);
    EXPECT_THAT(issues[0].suggestion, HasSubstr("categories"));
    EXPECT_THAT(issues[1].suggestion, HasSubstr("robbery"));
    EXPECT_THAT(issues[3].suggestion, HasSubstr("severe"));
}

TEST_F(AgreementsFileTest, APartnerIsAnAccountOutside) {
    const std::string rest = "purpose = \"p\"\nlegal_ground = \"g\"\n" + dates;
    EXPECT_THAT(codes("origin = \"oov-a\"\n[[partner]]\nname = \"radio-1\"\n" + rest), ElementsAre("not_outside"));
    EXPECT_THAT(codes("origin = \"oov-a\"\n[[partner]]\nname = \"polite\"\n" + rest), ElementsAre("unknown_account"));
    EXPECT_THAT(codes("[[partner]]\nname = \"politie\"\n" + rest), ElementsAre("missing_key"));
}

TEST_F(AgreementsFileTest, ADateIsTheWholeDayOfThePlace) {
    const auto reading = read(bare + dates);
    ASSERT_THAT(reading.agreements, SizeIs(1));
    // Europe/Amsterdam: an hour before midnight of Greenwich, in winter.
    EXPECT_EQ(reading.agreements[0].from, Instant{1'767'222'000'000});
    EXPECT_EQ(reading.agreements[0].until, Instant{1'798'758'000'000});
}

}  // namespace
}  // namespace paraat::app
