#include <gmock/gmock.h>

#include <filesystem>

#include "hub/app/config_keys.hpp"
#include "hub/codec/schema.hpp"
#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/parser.hpp"
#include "tests/fuzz/sample.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/folder.hpp"

// What the fuzzer starts from, run through its targets by every build.
namespace paraat::fuzz {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::filesystem::path source_tree = PARAAT_SOURCE_DIR;

void feed(const Target& target, const std::string& input, const std::string& name) {
    try {
        target.take(input);
    } catch (const Broken& broken) {
        ADD_FAILURE() << target.name << " " << name << ": it is not so that " << broken.what();
    } catch (const std::exception& thrown) {
        ADD_FAILURE() << target.name << " " << name << ": " << thrown.what();
    }
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const Target& target : targets()) all.emplace_back(target.name);
    return all;
}

class Seeds : public testing::TestWithParam<std::string> {};

TEST_P(Seeds, KeepThePromisesOf) {
    const Target& target = *target_named(GetParam());
    const auto seeds = seeds_of(target);
    EXPECT_THAT(seeds, Not(IsEmpty()));
    for (const auto& [name, input] : seeds) feed(target, input, name);
    feed(target, "", "nothing");
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Seeds, testing::ValuesIn(names()), [](const auto& instance) { return instance.param; });

TEST(Targets, AreAllToldOf) {
    const std::string page = test::content_of(source_tree / "docs/fuzzing.md");
    const std::string runner = test::content_of(source_tree / "tests/fuzz/run.py");
    for (const std::string& name : names()) {
        EXPECT_THAT(page, HasSubstr("| `" + name + "` |"));
        EXPECT_THAT(runner, HasSubstr("\"" + name + "\": "));
    }
}

TEST(CelSeeds, AreExpressionsUnlessTheirNamesSayTheyAreWrong) {
    for (const auto& entry : std::filesystem::directory_iterator(source_tree / "tests/fuzz/seeds/cel")) {
        std::vector<rules::cel::Fault> faults;
        const bool is_right = rules::cel::parse(test::content_of(entry.path()), faults) != nullptr;
        EXPECT_EQ(is_right, !entry.path().filename().string().starts_with("wrong-"))
            << entry.path() << (faults.empty() ? "" : ": " + faults[0].message);
    }
}

TEST(Dictionary, HasEveryFunctionOfTheLanguage) {
    const std::string words = test::content_of(source_tree / "tests/fuzz/words.dict");
    for (const std::string& name : rules::cel::Library::standard().names()) {
        EXPECT_THAT(words, HasSubstr("\"" + name + "\"")) << name;
    }
}

TEST(Dictionary, HasEveryFieldOfWhatClientsSend) {
    const std::string words = test::content_of(source_tree / "tests/fuzz/json.dict");
    for (const char* identifier : {"PREP", "PSTA", "PBEA", "PINS", "PACK", "PCMD", "PQRY", "PPRE"}) {
        for (const auto* field : codec::fields_of(codec::schema_with(identifier)->root())) {
            EXPECT_THAT(words, HasSubstr(R"(\")" + field->name()->str() + R"(\":)"));
        }
    }
}

TEST(Dictionary, HasEveryKeyOfTheConfiguration) {
    const std::string words = test::content_of(source_tree / "tests/fuzz/toml.dict");
    for (const app::ConfigKey& key : app::config_keys()) {
        EXPECT_THAT(words, HasSubstr("\"" + key.name.substr(key.name.find('.') + 1) + " = \""));
    }
}

}  // namespace
}  // namespace paraat::fuzz
