#include "hub/app/hub_files.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>

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
    EXPECT_EQ(files.organisation.accounts.size(), 17u);
    for (const auto& [name, category] : files.organisation.categories) {
        const bool is_known = category.escalate.empty() || files.rules.policy(category.escalate) != nullptr;
        EXPECT_TRUE(is_known) << name.text << " escalates to " << category.escalate.text;
    }
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

TEST(HubFiles, TakeTheEnvironmentThatIsMeantForUs) {
    ::setenv("PARAAT_TEST_OF_FILES", "a=b", 1);
    const auto environment = paraat_environment();
    ::unsetenv("PARAAT_TEST_OF_FILES");
    EXPECT_EQ(environment.at("PARAAT_TEST_OF_FILES"), "a=b");
    for (const auto& [name, value] : environment) EXPECT_THAT(name, StartsWith("PARAAT_"));
}

}  // namespace
}  // namespace paraat::app
