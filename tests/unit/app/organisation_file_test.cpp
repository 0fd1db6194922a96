#include "hub/app/organisation_file.hpp"

#include <gmock/gmock.h>

#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using core::CategoryName;
using core::ClientName;
using core::DivisionName;
using core::RoleName;
using core::TeamName;
using testing::ElementsAre;
using testing::IsEmpty;

core::Organisation shipped_organisation() {
    const auto file = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/organisation.toml";
    auto reading = read_organisation(test::content_of(file), file.string());
    EXPECT_THAT(reading.issues, IsEmpty());
    return std::move(reading.organisation);
}

const std::string small =
    "sector = \"sector\"\npanic = \"panic\"\n"
    "[[division]]\nname = \"sector\"\n"
    "[[team]]\nname = \"north\"\ndivision = \"sector\"\n"
    "[[category]]\nname = \"panic\"\n";

TEST(OrganisationFile, AsShippedHasTheAccountsOfTheContract) {
    const core::Organisation organisation = shipped_organisation();
    EXPECT_EQ(organisation.accounts.size(), 20u);
    const core::Account& console = organisation.accounts.at(ClientName{"console-2"});
    EXPECT_THAT(console.roles, ElementsAre(RoleName{"centre"}));
    EXPECT_FALSE(console.is_unit);
    for (const auto& [name, team] : {std::pair{"radio-1", "it-overlast"},
                                     {"radio-6", "it-overlast"},
                                     {"radio-7", "it-ondermijning"},
                                     {"radio-12", "it-ondermijning"}}) {
        const core::Account& unit = organisation.accounts.at(ClientName{name});
        EXPECT_TRUE(unit.is_unit) << name;
        EXPECT_EQ(unit.team, TeamName{team}) << name;
    }
    EXPECT_THAT(organisation.accounts.at(ClientName{"coord-overlast-1"}).roles,
                ElementsAre(RoleName{"coord-overlast"}));
    EXPECT_THAT(organisation.accounts.at(ClientName{"opco-1"}).roles, ElementsAre(RoleName{"opco"}));
}

TEST(OrganisationFile, AsShippedHasItsAuthoritiesAndTray) {
    const core::Organisation organisation = shipped_organisation();
    EXPECT_EQ(organisation.sector, DivisionName{"sector"});
    EXPECT_EQ(organisation.panic, CategoryName{"panic"});
    const core::Role& coordinator = organisation.roles.at(RoleName{"coord-ondermijning"});
    EXPECT_EQ(coordinator.authority, core::Authority::coordinator);
    EXPECT_EQ(coordinator.division, DivisionName{"dvo"});
    EXPECT_EQ(organisation.roles.at(RoleName{"centre"}).authority, core::Authority::centre);
    EXPECT_EQ(organisation.roles.at(RoleName{"opco"}).authority, core::Authority::opco);
}

struct Row {
    const char* category;
    const char* label_nl;
    const char* division;
    core::Severity severity;
    int priority;
    const char* escalate;
};

TEST(OrganisationFile, AsShippedHasTheCategoriesOfTheContract) {
    using enum core::Severity;
    const std::vector<Row> table = {{"youth_nuisance", "jeugdoverlast", "dvl", minor, 4, ""},
                                    {"loitering", "hinderlijk rondhangen", "dvl", minor, 4, ""},
                                    {"street_intimidation", "straatintimidatie", "dvl", moderate, 3, ""},
                                    {"drug_nuisance", "drugsoverlast (gebruik)", "dvl", minor, 4, ""},
                                    {"alcohol_nuisance", "drankoverlast", "dvl", minor, 4, ""},
                                    {"noise_nuisance", "geluidsoverlast", "dvl", minor, 5, ""},
                                    {"fireworks_nuisance", "vuurwerkoverlast", "dvl", moderate, 3, ""},
                                    {"vandalism", "vernieling", "dvl", minor, 4, ""},
                                    {"disturbed_person", "persoon met verward gedrag", "dvl", moderate, 3, ""},
                                    {"theft", "diefstal", "dvo", minor, 4, ""},
                                    {"burglary", "inbraak", "dvo", moderate, 3, ""},
                                    {"robbery", "beroving, overval", "dvo", serious, 2, "notify-coordinator"},
                                    {"assault", "mishandeling, vechtpartij", "dvo", moderate, 3, ""},
                                    {"undermining_signal", "signaal ondermijning", "dvo", moderate, 3, ""},
                                    {"drug_dealing", "drugshandel", "dvo", serious, 2, "serious-threat"},
                                    {"stabbing", "steekpartij", "dvo", severe, 1, "serious-threat"},
                                    {"shooting", "schietpartij", "dvo", extreme, 1, "serious-threat"},
                                    {"liquidation", "liquidatie", "dvo", extreme, 1, "serious-threat"},
                                    {"explosion", "explosie", "dvo", extreme, 1, "serious-threat"},
                                    {"riot", "rellen", "dvo", severe, 1, "serious-threat"},
                                    {"armed_violence", "gewapend geweld", "dvo", severe, 1, "serious-threat"},
                                    {"gang_violence", "groepsgeweld", "dvo", severe, 1, "serious-threat"},
                                    {"suspicious_situation", "verdachte situatie", "sector", moderate, 3, ""},
                                    {"panic", "noodoproep", "sector", extreme, 1, "panic"},
                                    {"other", "overig", "sector", minor, 4, ""}};
    const core::Organisation organisation = shipped_organisation();
    EXPECT_EQ(organisation.categories.size(), table.size() + organisation.alarms.size());
    for (const Row& row : table) {
        SCOPED_TRACE(row.category);
        const core::Category& category = organisation.categories.at(CategoryName{row.category});
        EXPECT_EQ(category.label_nl, row.label_nl);
        EXPECT_THAT(category.divisions, ElementsAre(DivisionName{row.division}));
        EXPECT_EQ(category.severity, row.severity);
        EXPECT_EQ(category.priority, row.priority);
        EXPECT_EQ(category.escalate.text, row.escalate);
        EXPECT_EQ(category.joins, row.category != std::string("panic"));
        EXPECT_EQ(category.to_own_division, row.category == std::string("panic"));
        EXPECT_EQ(category.join_metres, 100);
        EXPECT_EQ(category.join_quiet, std::chrono::minutes{30});
        EXPECT_EQ(category.join_age, std::chrono::hours{4});
    }
}

TEST(OrganisationFile, NeedsLittle) {
    const auto reading = read_organisation(small, "organisation.toml");
    EXPECT_THAT(reading.issues, IsEmpty());
    const core::Category& panic = reading.organisation.categories.at(CategoryName{"panic"});
    EXPECT_EQ(panic.label_nl, "panic");
    EXPECT_THAT(panic.divisions, IsEmpty());
    EXPECT_EQ(panic.severity, core::Severity::minor);
    EXPECT_EQ(panic.priority, 4);
}

std::string with_units(std::size_t count) {
    std::string text = small;
    for (std::size_t i = 1; i <= count; ++i) {
        text += "[[account]]\nname = \"radio-" + std::to_string(i) + "\"\nunit = true\nteam = \"north\"\n";
    }
    return text;
}

TEST(OrganisationFile, TakesAFullTeamAndNoMore) {
    EXPECT_THAT(read_organisation(with_units(units_most), "organisation.toml").issues, IsEmpty());
    const auto reading = read_organisation(with_units(units_most + 1), "organisation.toml");
    ASSERT_EQ(reading.issues.size(), 1u);
    EXPECT_EQ(reading.issues[0].code, "too_many");
    EXPECT_EQ(reading.issues[0].message, "team \"north\" has more than 150 accounts; split it");
}

std::vector<std::string> issues(const std::string& text) {
    std::vector<std::string> lines;
    for (const SourceIssue& issue : read_organisation(text, "o").issues) {
        lines.push_back(std::to_string(issue.line) + " " + issue.code);
    }
    return lines;
}

TEST(OrganisationFile, RefusesEmptyNames) {
    EXPECT_THAT(issues("sector = \"\"\npanic = \"\"\n" + small.substr(small.find("[[division]]"))),
                ElementsAre("1 unknown_division", "2 unknown_category"));
    EXPECT_THAT(issues(small + "[[role]]\nname = \"\"\n"), ElementsAre("11 bad_name"));
    EXPECT_THAT(issues(small + "escalate = \"\"\n"), ElementsAre("10 empty"));
}

TEST(OrganisationFile, RefusesCovertWorkThatNobodyAuthorised) {
    const std::string compartment = "[[compartment]]\nname = \"covert\"\nauthorised_by = \"x\"\nground = \"y\"\n";
    EXPECT_THAT(issues(small + compartment + "until = \"2026-12-31T23:00:00Z\"\n"), IsEmpty());
    EXPECT_THAT(issues(small + compartment + "until = \"soon\"\n"), ElementsAre("14 bad_value"));
    EXPECT_THAT(issues(small + compartment), ElementsAre("10 missing_key"));
    EXPECT_THAT(issues(small + "[[compartment]]\nname = \"other\"\nauthorised_by = \"x\"\nground = \"y\"\n"
                               "until = \"2026-12-31T23:00:00Z\"\n"),
                ElementsAre("11 unknown_compartment"));
}

TEST(OrganisationFile, RefusesAccountsThatCannotWork) {
    EXPECT_THAT(issues(small + "[[account]]\nname = \"radio-1\"\nunit = true\n"), ElementsAre("10 missing_key"));
    EXPECT_THAT(issues(small + "[[account]]\nname = \"radio-1\"\nunit = true\ntem = \"north\"\n"),
                ElementsAre("13 unknown_key"));
    EXPECT_THAT(issues(small + "[[account]]\nname = \"hub\"\n"), ElementsAre("11 reserved"));
    EXPECT_THAT(issues(small + "[[account]]\nname = \"hub-hub-1-alerts\"\n"), ElementsAre("11 reserved"));
    EXPECT_THAT(issues(small + "[[account]]\nname = \"desk\"\ncovert = true\n"), ElementsAre("12 not_a_unit"));
    const std::string covert_unit = "[[account]]\nname = \"radio-1\"\nunit = true\nteam = \"north\"\ncovert = true\n";
    EXPECT_THAT(issues(small + covert_unit), IsEmpty());
    EXPECT_THAT(issues(small + "[[role]]\nname = \"lead\"\n" + covert_unit + "roles = [\"lead\"]\n"),
                ElementsAre("17 covert_role"));
}

TEST(OrganisationFile, KnowsTheCoverOfACovertUnit) {
    const std::string unit = "unit = true\nteam = \"north\"\n";
    const std::string resting = "[[account]]\nname = \"radio-2\"\n" + unit;
    const std::string covert = "[[account]]\nname = \"shadow-1\"\n" + unit + "covert = true\ncover = \"radio-2\"\n";
    const auto reading = read_organisation(small + covert + resting, "o");  // in whichever order
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_EQ(reading.organisation.accounts.at(ClientName{"shadow-1"}).cover, ClientName{"radio-2"});
    EXPECT_THAT(issues(small + covert), ElementsAre("15 unknown_account"));
    EXPECT_THAT(issues(small + covert + "[[account]]\nname = \"radio-2\"\n"), ElementsAre("15 no_cover"));
    EXPECT_THAT(issues(small + covert + resting + "covert = true\n"), ElementsAre("15 no_cover"));
    EXPECT_THAT(issues(small + resting + "cover = \"radio-2\"\n"), ElementsAre("14 no_effect"));
    const std::string another = "[[account]]\nname = \"shadow-2\"\n" + unit + "covert = true\ncover = \"radio-2\"\n";
    EXPECT_THAT(issues(small + covert + resting + another), ElementsAre("25 twice"));
}

const std::string dog_handler = "[[account]]\nname = \"radio-1\"\nunit = true\nteam = \"north\"\n";

TEST(OrganisationFile, KnowsWhatUnitsAreGoodAtAndWhatWorkNeeds) {
    const auto reading =
        read_organisation(small + "skills = [\"dog\"]\n" + dog_handler + "skills = [\"first_aid\", \"dog\"]\n", "o");
    EXPECT_THAT(reading.issues, IsEmpty());
    EXPECT_THAT(reading.organisation.accounts.at(ClientName{"radio-1"}).skills, ElementsAre("first_aid", "dog"));
    EXPECT_THAT(reading.organisation.categories.at(CategoryName{"panic"}).skills, ElementsAre("dog"));
}

TEST(OrganisationFile, RefusesWorkThatNoUnitCanDo) {
    EXPECT_THAT(issues(small + "skills = [\"dog\"]\n" + dog_handler), ElementsAre("10 unknown_skill"));
    const auto unknown = read_organisation(small + "skills = [\"dgo\"]\n" + dog_handler + "skills = [\"dog\"]\n", "o");
    ASSERT_EQ(unknown.issues.size(), 1u);
    EXPECT_EQ(unknown.issues[0].message, "no unit has the skill \"dgo\"");
    EXPECT_EQ(unknown.issues[0].suggestion, "did you mean \"dog\"?");
    EXPECT_THAT(issues(small + "skills = [\"dog\"]\n" + dog_handler + "skils = [\"dog\"]\n"),
                ElementsAre("15 unknown_key"));
    EXPECT_THAT(issues(small + dog_handler + "skills = [\"dog\", \"dog\", \"First Aid\"]\n"),
                ElementsAre("14 twice", "14 bad_name"));
}

TEST(OrganisationFile, HoldsAgainstNobodyWhatAMisspeltKeyHides) {
    const std::string from = "[[division]]\nname = \"sector\"\n";
    for (const std::string with : {"[[divisio]]\nname = \"sector\"\n", "[[division]]\nnam = \"sector\"\n"}) {
        std::string text = small;
        text.replace(text.find(from), from.size(), with);
        EXPECT_EQ(issues(text).size(), 1u) << with;
    }
}

TEST(OrganisationFile, WithASyntaxErrorHasThatIssueOnly) {
    const auto reading = read_organisation("[[division]]\nname = \n" + small, "organisation.toml");
    ASSERT_EQ(reading.issues.size(), 1u);
    EXPECT_EQ(reading.issues[0].code, "syntax");
    EXPECT_EQ(reading.issues[0].line, 2);
}

}  // namespace
}  // namespace paraat::app
