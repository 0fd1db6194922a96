#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/scenario/play.hpp"
#include "tests/support/folder.hpp"

// Each scenario beside this file is a test of its name; those of the language itself are in language_test.cpp.
namespace paraat::scenario {
namespace {

class ScenarioTest : public testing::Test {
public:
    explicit ScenarioTest(std::filesystem::path path) : path_(std::move(path)) {}

    void TestBody() override {
        const ScenarioFile file = read_scenario(test::content_of(path_), path_.string());
        for (const Failure& failure : play(file)) ADD_FAILURE_AT(path_.c_str(), failure.line) << failure.told;
    }

private:
    const std::filesystem::path path_;
};

void register_scenarios() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(PARAAT_SOURCE_DIR "/tests/scenario")) {
        if (entry.path().extension() == ".txt" && entry.path().stem() != "CMakeLists") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        testing::RegisterTest("Scenario", path.stem().c_str(), nullptr, nullptr, path.c_str(), 1,
                              [path]() -> ScenarioTest* { return new ScenarioTest(path); });
    }
}

}  // namespace
}  // namespace paraat::scenario

int main(int argc, char** argv) {
    paraat::scenario::register_scenarios();
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
