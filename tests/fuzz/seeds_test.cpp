#include <gmock/gmock.h>

#include <filesystem>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/parser.hpp"
#include "hub/rules/rule_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"
#include "tests/support/folder.hpp"

// What the fuzzer starts from, run through its targets by every build.
namespace paraat::fuzz {
namespace {

using testing::HasSubstr;

const std::filesystem::path source_tree = PARAAT_SOURCE_DIR;
const std::filesystem::path own_seeds = source_tree / "tests/fuzz/seeds";

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string with_heading(const std::filesystem::path& file) {
    return "--- " + file.filename().string() + "\n" + test::content_of(file);
}

// As tests/fuzz/run.py makes them.
std::map<std::string, std::string> rule_seeds() {
    std::map<std::string, std::string> seeds;
    for (const auto& file : files_in(source_tree / "config/rules")) seeds["config/rules"] += with_heading(file);
    for (const auto& file : files_in(source_tree / "tests/data/wrong-rules")) {
        if (file.extension() != ".txt") seeds[file.string()] = with_heading(file);
    }
    for (const auto& file : files_in(own_seeds / "rules")) seeds[file.string()] = test::content_of(file);
    return seeds;
}

void feed(void (*target)(std::string_view), const std::string& input, const std::string& name) {
    try {
        target(input);
    } catch (const Broken& broken) {
        ADD_FAILURE() << name << ": it is not so that " << broken.what();
    }
}

TEST(Seeds, OfTheParserKeepItsPromises) {
    for (const auto& file : files_in(own_seeds / "cel")) feed(cel_parse, test::content_of(file), file.string());
}

TEST(Seeds, OfTheEvaluatorKeepItsPromises) {
    for (const auto& file : files_in(own_seeds / "cel")) feed(cel_evaluate, test::content_of(file), file.string());
}

TEST(Seeds, OfRuleFilesKeepTheirPromises) {
    for (const auto& [name, input] : rule_seeds()) feed(rule_file, input, name);
}

TEST(Seeds, AreExpressionsUnlessTheirNamesSayTheyAreWrong) {
    for (const auto& file : files_in(own_seeds / "cel")) {
        std::vector<rules::cel::Fault> faults;
        const bool is_right = rules::cel::parse(test::content_of(file), faults) != nullptr;
        EXPECT_EQ(is_right, !file.filename().string().starts_with("wrong-"))
            << file << (faults.empty() ? "" : ": " + faults[0].message);
    }
}

TEST(Dictionary, HasEveryFunctionOfTheLanguage) {
    const std::string words = test::content_of(source_tree / "tests/fuzz/words.dict");
    for (const std::string& name : rules::cel::Library::standard().names()) {
        EXPECT_THAT(words, HasSubstr("\"" + name + "\"")) << name;
    }
}

}  // namespace
}  // namespace paraat::fuzz
