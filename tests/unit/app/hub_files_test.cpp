#include "hub/app/hub_files.hpp"

#include <gmock/gmock.h>
#include <re2/re2.h>
#include <stdlib.h>

#include <algorithm>

#include "hub/rules/test_run.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const std::filesystem::path shipped = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/hub.toml";

TEST(HubFiles, AsShippedAreWhole) {
    const HubFiles files = read_hub_files(shipped, {}, {});
    EXPECT_THAT(files.issues, IsEmpty());
    EXPECT_THAT(files.cautions, IsEmpty());
    EXPECT_EQ(files.organisation.accounts.size(), 20u);
    for (const auto& [name, category] : files.organisation.categories) {
        const bool is_known = category.escalate.empty() || files.rules.policy(category.escalate) != nullptr;
        EXPECT_TRUE(is_known) << name.text << " escalates to " << category.escalate.text;
    }
}

// An example whose tests leave something out would be copied as it is.
TEST(HubFiles, AsShippedAreTestedWhole) {
    const HubFiles files = read_hub_files(shipped, {}, {});
    rules::Coverage coverage;
    for (const rules::TestOutcome& outcome : rules::run_tests(files.rules, files.organisation, &coverage)) {
        for (const rules::TestFault& fault : outcome.faults) {
            ADD_FAILURE() << outcome.file << ":" << fault.line << ": " << fault.said;
        }
    }
    const auto summary = coverage.summary(files.rules.content());
    EXPECT_EQ(summary.percent(), 100);
    for (const rules::Untested& one : summary.untested) {
        ADD_FAILURE() << one.file << ":" << one.place.line << ":" << one.place.column << ": " << one.said();
    }
}

TEST(HubFiles, TellACautionAndRunAllTheSame) {
    const test::Folder folder;
    for (const char* file : {"hub.toml", "organisation.toml", "privacy.toml", "devices.toml", "p2000.toml"}) {
        std::filesystem::copy_file(shipped.parent_path() / file, folder.path() / file);
    }
    std::filesystem::copy(shipped.parent_path() / "rules", folder.path() / "rules");
    std::ofstream(folder.path() / "rules/90-more.toml")
        << "[[rule]]\nname = \"more\"\nwhen = 'true'\nthen = { division = \"dvo\" }\n";
    const HubFiles files = read_hub_files(folder.path() / "hub.toml", {}, {});
    EXPECT_THAT(files.issues, IsEmpty());
    EXPECT_EQ(files.rules.content().rules.size(), 13u);
    EXPECT_THAT(files.cautions, ElementsAre(testing::AllOf(HasSubstr("90-more.toml:3:9: this always holds"),
                                                           HasSubstr("\n  when = 'true'\n"))));
}

TEST(HubFiles, ThatAreMissingAreNamed) {
    EXPECT_THAT(read_hub_files("/absent/hub.toml", {}, {}).issues,
                ElementsAre("/absent/hub.toml: cannot read this file, which is the configuration (--config)"));
    EXPECT_THAT(read_hub_files(shipped, {}, {{"hub.organisation", "/absent/organisation.toml"}}).issues,
                ElementsAre("/absent/organisation.toml: cannot read this file, which is the organisation "
                            "(hub.organisation)"));
    EXPECT_THAT(read_hub_files(shipped, {{"PARAAT_RULES_DIRECTORY", "/absent/rules"}}, {}).issues,
                ElementsAre("/absent/rules: cannot read this folder of rules (rules.directory)"));
}

TEST(HubFiles, TellTheMistakesOfAllFilesAtOnce) {
    const test::Folder folder;
    const auto config = folder.path() / "hub.toml";
    std::ofstream(config) << "[broker]\nprot = 1884\n";
    std::filesystem::copy_file(shipped.parent_path() / "organisation.toml", folder.path() / "organisation.toml");
    std::ofstream(folder.path() / "organisation.toml", std::ios::app) << "colour = \"red\"\n";
    const HubFiles files = read_hub_files(config, {}, {{"rules.directory", (folder.path() / "absent").string()}});
    ASSERT_EQ(files.issues.size(), 3u);
    EXPECT_THAT(files.issues[0], StartsWith(config.string() + ":2:1: unknown key \"prot\" [unknown_key]"));
    EXPECT_THAT(files.issues[1], HasSubstr("unknown key \"colour\""));
    EXPECT_THAT(files.issues[2], HasSubstr("cannot read this folder of rules"));
}

// A copy of what is shipped, to be changed.
class CopiedFiles : public testing::Test {
protected:
    CopiedFiles() {
        std::filesystem::copy(shipped.parent_path(), folder.path(), std::filesystem::copy_options::recursive);
    }

    HubFiles read(const std::map<std::string, std::string>& flags = {}) const {
        return read_hub_files(folder.path() / "hub.toml", {}, flags);
    }

    test::Folder folder;
    const std::filesystem::path rules = folder.path() / "rules";
};

TEST_F(CopiedFiles, HaveTheConsoleThatWasBuilt) {
    EXPECT_TRUE(read({{"console.directory", (folder.path() / "absent").string()}}).console.is_empty());
    std::filesystem::create_directory(folder.path() / "console");
    std::ofstream(folder.path() / "console/index.html") << "<!doctype html>";
    const HubFiles files = read({{"console.directory", (folder.path() / "console").string()}});
    EXPECT_THAT(files.issues, IsEmpty());
    ASSERT_FALSE(files.console.is_empty());
    EXPECT_EQ(files.console.find("/")->bytes, "<!doctype html>");
}

TEST_F(CopiedFiles, HaveNoConsoleThatIsAFileAndRunWithoutStreets) {
    const std::string file = (folder.path() / "hub.toml").string();
    EXPECT_THAT(read({{"console.directory", file}}).issues,
                ElementsAre(file + ": console.directory is the folder of the console, and this is a file"));
    const HubFiles files = read({{"console.street_map", file}});
    EXPECT_THAT(files.issues, IsEmpty());
    EXPECT_THAT(files.cautions, ElementsAre(HasSubstr("the console's map has no streets (console.street_map)")));
}

TEST_F(CopiedFiles, NameARuleFileThatCannotBeRead) {
    std::filesystem::create_symlink("/absent/rules.toml", rules / "50-gone.toml");
    std::filesystem::create_directory(rules / "60-folder.toml");
    EXPECT_THAT(read().issues, ElementsAre((rules / "50-gone.toml").string() + ": cannot read this file of rules",
                                           (rules / "60-folder.toml").string() + ": cannot read this file of rules"));
}

TEST_F(CopiedFiles, HoldNothingAgainstRulesThatMayNeedAFileWhichCannotBeRead) {
    std::filesystem::remove(rules / "10-escalations.toml");
    std::filesystem::create_symlink("/absent/rules.toml", rules / "10-escalations.toml");
    EXPECT_EQ(read().issues.size(), 1u);
}

TEST_F(CopiedFiles, NameWhatDoesNotBelongToTheRules) {
    std::ofstream(rules / "40-more.tml") << "";
    std::ofstream(rules / ".hidden") << "";
    EXPECT_THAT(read().issues, ElementsAre((rules / "40-more.tml").string() +
                                           ": this is neither a rule file (*.toml) nor an area file (*.geojson), "
                                           "and nothing else belongs here"));
}

TEST_F(CopiedFiles, SayOnceThatThereAreNoRules) {
    std::filesystem::remove_all(rules);
    std::filesystem::create_directory(rules);
    EXPECT_THAT(read().issues,
                ElementsAre(rules.string() + ": no rule file (*.toml) is in this folder (rules.directory)"));
}

TEST_F(CopiedFiles, AreNotHeldAgainstAnOrganisationThatIsAtFault) {
    std::ofstream(folder.path() / "organisation.toml") << "sector = \"sector\"\n[[division]]\nnam = \"sector\"\n";
    const auto issues = read().issues;
    for (const std::string& issue : issues) EXPECT_THAT(issue, HasSubstr("organisation.toml"));
    EXPECT_EQ(issues.size(), 2u);  // the key, and that there is no panic
}

TEST_F(CopiedFiles, NameEachEscalationWhoseRoleLostItsHolders) {
    const auto file = folder.path() / "organisation.toml";
    std::string text = test::content_of(file);
    text.replace(text.find("roles = [\"opco\"]"), 16, "roles = []");
    std::ofstream(file) << text;
    const auto issues = read().issues;
    EXPECT_EQ(issues.size(), 6u);
    for (const std::string& issue : issues) EXPECT_THAT(issue, HasSubstr("behind \"role/opco\" [reaches_nobody]"));
}

TEST_F(CopiedFiles, CautionWhereCovertUnitsStandOnAnOpenBroker) {
    const auto file = folder.path() / "organisation.toml";
    EXPECT_THAT(read().cautions, IsEmpty());
    const std::string text = test::content_of(file);
    std::ofstream(file) << text
                        << "\n[[account]]\nname = \"radio-99\"\nunit = true\nteam = \"it-overlast\"\ncovert = true\n";
    EXPECT_THAT(read().cautions, IsEmpty()) << "with accounts it is the broker's business";
    const HubFiles files = read({{"broker.access", "open"}});
    EXPECT_THAT(files.issues, IsEmpty());
    EXPECT_THAT(files.cautions, ElementsAre(HasSubstr("oov/covert")));
}

// Where each key of a TOML file stands, by its last letter.
std::vector<std::size_t> ends_of_keys(const std::string& text) {
    static const RE2 key(R"((?m)(?:^|[{,])[ \t]*([a-z_]+) = |^\[\[?([a-z_]+)\]\]?)");
    std::vector<std::size_t> ends;
    re2::StringPiece rest(text);
    re2::StringPiece member;
    re2::StringPiece table;
    while (RE2::FindAndConsume(&rest, key, &member, &table)) {
        const re2::StringPiece& found = member.empty() ? table : member;
        // Which answers a question has, the organisation says itself.
        if (found == "yes" || found == "no" || found == "unknown") continue;
        ends.push_back(static_cast<std::size_t>(found.data() + found.size() - text.data()) - 1);
    }
    return ends;
}

TEST_F(CopiedFiles, WithAnyMisspeltKeyGiveOneMessageAndASuggestion) {
    std::vector<std::filesystem::path> files = {folder.path() / "hub.toml", folder.path() / "organisation.toml",
                                                folder.path() / "partners.toml", folder.path() / "privacy.toml",
                                                folder.path() / "devices.toml"};
    for (const auto& entry : std::filesystem::directory_iterator(rules)) files.push_back(entry.path());
    std::size_t changes = 0;
    for (const auto& file : files) {
        const std::string text = test::content_of(file);
        for (const std::size_t at : ends_of_keys(text)) {
            std::string changed = text;
            changed[at] = 'x';
            std::ofstream(file) << changed;
            const auto issues = read().issues;
            const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
            ASSERT_EQ(issues.size(), 1u) << file << ":" << line << "\n" << testing::PrintToString(issues);
            EXPECT_THAT(issues[0], StartsWith(file.string() + ":" + std::to_string(line) + ":"));
            EXPECT_THAT(issues[0], HasSubstr("did you mean"));
            ++changes;
        }
        std::ofstream(file) << text;
    }
    EXPECT_GT(changes, 300u);
}

TEST_F(CopiedFiles, ThatAreNamedForTheTermsOfRecordsAreThere) {
    std::filesystem::remove(folder.path() / "privacy.toml");
    const auto issues = read().issues;
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_THAT(issues[0], StartsWith((folder.path() / "hub.toml").string() + ":"));
    EXPECT_THAT(issues[0], HasSubstr("hub.privacy"));
}

TEST(HubFiles, TakeTheEnvironmentThatIsMeantForUs) {
    ::setenv("PARAAT_TEST_OF_FILES", "a=b", 1);
    const auto environment = paraat_environment();
    ::unsetenv("PARAAT_TEST_OF_FILES");
    EXPECT_EQ(environment.at("PARAAT_TEST_OF_FILES"), "a=b");
    for (const auto& [name, value] : environment) EXPECT_THAT(name, StartsWith("PARAAT_"));
}

}  // namespace
}  // namespace paraat::app
