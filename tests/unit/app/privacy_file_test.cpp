#include "hub/app/privacy_file.hpp"

#include <gmock/gmock.h>

#include "hub/app/hub_files.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string term_text(const std::string& records, const std::string& from, const std::string& keep = "2d") {
    return "{ records = [" + records + "], keep = \"" + keep + "\", from = \"" + from + "\", ground = \"g\" },";
}

// One regime for all, which is whole.
std::string whole_file(const std::string& before = "") {
    return before + "[[regime]]\nname = \"avg\"\nterms = [\n" +
           term_text("\"incident\", \"instruction\", \"partner\"", "close") +
           term_text("\"position\"", "close or event") +
           term_text("\"duty\", \"briefing\", \"administration\"", "event") + "]\n";
}

std::string police_regime(const std::string& terms) {
    return "[[regime]]\nname = \"wpg\"\npartners = [\"politie\"]\nterms = [" + terms + "]\n";
}

class PrivacyFileTest : public testing::Test {
protected:
    PrivacyFileTest() : files(read_hub_files(std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml", {}, {})) {}
    PrivacyReading read(const std::string& text) const {
        return read_privacy(text, "privacy.toml", files.organisation);
    }
    std::vector<std::string> codes(const std::string& text) const {
        std::vector<std::string> found;
        for (const SourceIssue& issue : read(text).issues) found.push_back(issue.code);
        return found;
    }

    HubFiles files;
};

TEST_F(PrivacyFileTest, AsShippedSaysWhatHoldsWithoutIt) {
    EXPECT_THAT(files.issues, IsEmpty());
    const core::Retention& shipped = core::shipped_retention();
    EXPECT_EQ(shipped.regimes, files.retention.regimes);
    EXPECT_EQ(shipped.inputs, files.retention.inputs);
    EXPECT_THAT(files.organisation.privacy_officers, ElementsAre(core::RoleName{"opco"}));
    const PrivacyFile absent = read_privacy_file("/nowhere/privacy.toml", files.organisation);
    EXPECT_THAT(absent.issues, IsEmpty());
    EXPECT_EQ(shipped, absent.retention);
}

TEST_F(PrivacyFileTest, ThatIsNamedMustBeThere) {
    const PrivacyFile absent = read_privacy_file("/nowhere/privacy.toml", files.organisation, "hub.toml:10");
    EXPECT_THAT(absent.issues, ElementsAre(testing::AllOf(testing::StartsWith("hub.toml:10: hub.privacy names"),
                                                          HasSubstr("/nowhere"))));
}

TEST_F(PrivacyFileTest, OneRegimeIsEnough) {
    const PrivacyReading reading = read(whole_file());
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_THAT(reading.cautions, IsEmpty());
    EXPECT_EQ(48h, reading.retention.regimes.front().terms.at(core::RecordKind::duty).keep);
}

TEST_F(PrivacyFileTest, InputsAreKeptThirtyDaysAtLeast) {
    EXPECT_THAT(codes(whole_file("inputs = \"29d\"\n")), ElementsAre("too_short"));
    EXPECT_THAT(codes(whole_file("inputs = \"31d\"\n")), IsEmpty());
}

TEST_F(PrivacyFileTest, NamesWhatTheOrganisationHas) {
    EXPECT_THAT(codes(whole_file("officers = [\"opcoo\"]\n")), ElementsAre("unknown_word"));
    const std::string other = "[[regime]]\nname = \"wpg\"\npartners = [\"politei\"]\n";
    const auto issues = read(whole_file(other)).issues;
    ASSERT_THAT(issues, testing::SizeIs(1));
    EXPECT_THAT(issues[0].suggestion, HasSubstr("politie"));
}

TEST_F(PrivacyFileTest, TheLastRegimeIsForAllElse) {
    EXPECT_THAT(codes(""), ElementsAre("missing_key"));
    EXPECT_THAT(codes(whole_file("[[regime]]\nname = \"wpg\"\n")), ElementsAre("missing_key"));
    EXPECT_THAT(codes(whole_file() + "[[regime]]\nname = \"wpg\"\npartners = [\"politie\"]\n"), Contains("bad_value"));
    EXPECT_THAT(codes("[[regime]]\nname = \"avg\"\n"), testing::SizeIs(7));
}

TEST_F(PrivacyFileTest, ATermHasAGroundAndRunsFromWhatItsRecordsHave) {
    EXPECT_THAT(codes(whole_file(police_regime(term_text("\"duty\"", "event")))), IsEmpty());
    EXPECT_THAT(codes(whole_file(police_regime("{ records = [\"duty\"], keep = \"2d\", from = \"event\" }"))),
                ElementsAre("missing_key"));
    EXPECT_THAT(codes(whole_file(police_regime(term_text("\"duty\"", "close")))), ElementsAre("bad_value"));
    EXPECT_THAT(codes(whole_file(police_regime(term_text("\"duty\"", "event") + term_text("\"duty\"", "event")))),
                ElementsAre("twice"));
    EXPECT_THAT(codes(whole_file(police_regime(term_text("\"duties\"", "event")))), ElementsAre("unknown_word"));
}

TEST_F(PrivacyFileTest, AShortTermIsCautionedOf) {
    const PrivacyReading reading = read(whole_file(police_regime(term_text("\"duty\"", "event", "5s"))));
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_THAT(reading.cautions, ElementsAre(HasSubstr("5s")));
}

}  // namespace
}  // namespace paraat::app
