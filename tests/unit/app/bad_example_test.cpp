#include <gmock/gmock.h>

#include <algorithm>

#include "hub/app/agreements_file.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/app/organisation_file.hpp"
#include "hub/app/privacy_file.hpp"
#include "hub/foreign/devices_file.hpp"
#include "tests/support/folder.hpp"

// Files that are named after their mistake, and beside each what a person is told about it. Rule files have a folder of
// their own: tests/data/wrong-rules.
namespace paraat::app {
namespace {

const std::filesystem::path bad_files = std::filesystem::path(PARAAT_SOURCE_DIR) / "tests/data/bad";

std::vector<std::string> names_of(const std::string& kind) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(bad_files)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kind + ".") && name.ends_with(".toml")) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

// "hub.wrong-type.toml" as a test is named: "wrong_type".
std::string mistake(const testing::TestParamInfo<std::string>& info) {
    const auto begin = info.param.find('.') + 1;
    std::string name = info.param.substr(begin, info.param.rfind('.') - begin);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string expected(const std::string& name) {
    return test::content_of((bad_files / name).replace_extension(".expected"));
}

class BadHubConfig : public testing::TestWithParam<std::string> {};

TEST_P(BadHubConfig, IsExplained) {
    const std::string text = test::content_of(bad_files / GetParam());
    EXPECT_EQ(render(read_config(text, GetParam(), {}, {}).issues, text), expected(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Files, BadHubConfig, testing::ValuesIn(names_of("hub")), mistake);

class BadOrganisation : public testing::TestWithParam<std::string> {};

TEST_P(BadOrganisation, IsExplained) {
    const std::string text = test::content_of(bad_files / GetParam());
    EXPECT_EQ(render(read_organisation(text, GetParam()).issues, text), expected(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Files, BadOrganisation, testing::ValuesIn(names_of("organisation")), mistake);

class BadAgreements : public testing::TestWithParam<std::string> {};

TEST_P(BadAgreements, AreExplained) {
    const auto shipped = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/organisation.toml";
    const auto organisation = read_organisation(test::content_of(shipped), shipped.string()).organisation;
    const std::string text = test::content_of(bad_files / GetParam());
    EXPECT_EQ(render(read_agreements(text, GetParam(), organisation, rules::RuleSet{}).issues, text),
              expected(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Files, BadAgreements, testing::ValuesIn(names_of("partners")), mistake);

class BadPrivacy : public testing::TestWithParam<std::string> {};

TEST_P(BadPrivacy, IsExplained) {
    const auto shipped = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/organisation.toml";
    const auto organisation = read_organisation(test::content_of(shipped), shipped.string()).organisation;
    const std::string text = test::content_of(bad_files / GetParam());
    EXPECT_EQ(render(read_privacy(text, GetParam(), organisation).issues, text), expected(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Files, BadPrivacy, testing::ValuesIn(names_of("privacy")), mistake);

class BadDevices : public testing::TestWithParam<std::string> {};

TEST_P(BadDevices, AreExplained) {
    const auto shipped = std::filesystem::path(PARAAT_SOURCE_DIR) / "config/organisation.toml";
    const auto organisation = read_organisation(test::content_of(shipped), shipped.string()).organisation;
    const std::string text = test::content_of(bad_files / GetParam());
    EXPECT_EQ(render(foreign::read_devices(text, GetParam(), "oov", organisation).issues, text), expected(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Files, BadDevices, testing::ValuesIn(names_of("devices")), mistake);

}  // namespace
}  // namespace paraat::app
