#include <gmock/gmock.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "hub/app/organisation_file.hpp"
#include "hub/rules/issue_codes.hpp"
#include "hub/rules/rule_file.hpp"
#include "tests/support/folder.hpp"

// Rule files that are named after their mistake, and beside each exactly what a person is told about it. After a change
// of what is said: PARAAT_REWRITE=1 renews the expectations, and each changed line is yours to explain.
namespace paraat::app {
namespace {

using testing::IsEmpty;

const std::filesystem::path source_tree = PARAAT_SOURCE_DIR;
const std::filesystem::path wrong_files = source_tree / "tests/data/wrong-rules";

std::set<std::string> names_with(const std::set<std::string>& extensions) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(wrong_files)) {
        if (extensions.contains(entry.path().extension().string())) names.insert(entry.path().stem().string());
    }
    return names;
}

const std::set<std::string> wrong_ones = {".toml", ".geojson"};

// The shipped organisation, without what its categories want of rule files that are not read here.
const core::Organisation& town() {
    static const core::Organisation known = [] {
        const auto file = source_tree / "config/organisation.toml";
        core::Organisation made = read_organisation(test::content_of(file), file.string()).organisation;
        for (auto& [name, category] : made.categories) category.escalate = {};
        return made;
    }();
    return known;
}

struct Told {
    std::string text;
    std::set<std::string> codes;
};

Told told_of(const std::string& name) {
    const std::string file = name + (std::filesystem::exists(wrong_files / (name + ".toml")) ? ".toml" : ".geojson");
    const std::string text = test::content_of(wrong_files / file);
    const rules::RuleReading reading = rules::read_rules({{{file, text}}}, &town());
    Told told{render(reading.issues, text), {}};
    for (const SourceIssue& caution : reading.cautions) told.text += "caution: " + render(caution, text);
    for (const auto* all : {&reading.issues, &reading.cautions}) {
        for (const SourceIssue& issue : *all) told.codes.insert(issue.code);
    }
    return told;
}

std::set<std::string> known_codes() {
    std::set<std::string> codes(rules::fault_codes.begin(), rules::fault_codes.end());
    codes.insert(rules::caution_codes.begin(), rules::caution_codes.end());
    return codes;
}

TEST(WrongRules, AreToldByteForByte) {
    const bool rewrites = std::getenv("PARAAT_REWRITE") != nullptr;
    for (const std::string& name : names_with(wrong_ones)) {
        const std::string told = told_of(name).text;
        if (rewrites) std::ofstream(wrong_files / (name + ".txt"), std::ios::binary) << told;
        EXPECT_EQ(told, test::content_of(wrong_files / (name + ".txt"))) << name;
        EXPECT_NE(told, "") << name << " has no mistake";
    }
    EXPECT_EQ(names_with(wrong_ones), names_with({".txt"}));
}

TEST(WrongRules, ShowEveryCodeThereIs) {
    std::set<std::string> shown;
    for (const std::string& name : names_with(wrong_ones)) shown.merge(told_of(name).codes);
    EXPECT_EQ(shown, known_codes());
}

TEST(WrongRules, HaveEachOfTheirCodesExplained) {
    const std::string page = test::content_of(source_tree / "docs/formats/rules.md");
    for (const std::string& code : known_codes()) {
        EXPECT_THAT(page, testing::HasSubstr("`" + code + "`")) << "not in docs/formats/rules.md";
    }
}

// The arguments of a call whose opening bracket stands before `at`.
std::vector<std::string> arguments_at(const std::string& text, std::size_t at) {
    std::vector<std::string> arguments(1);
    int depth = 0;
    bool is_quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"' && text[at - 1] != '\\' && text[at - 1] != '\'') is_quoted = !is_quoted;
        if (!is_quoted && (c == ')' || c == '}') && depth-- == 0) break;
        if (!is_quoted && (c == '(' || c == '{')) ++depth;
        if (!is_quoted && c == ',' && depth == 0) {
            arguments.emplace_back();
        } else {
            arguments.back() += c;
        }
    }
    return arguments;
}

// The codes that a source file gives to issues, by the calls that make them.
std::set<std::string> codes_in(const std::string& text) {
    const std::vector<std::pair<std::string, std::size_t>> makers = {{"issue(", 1},
                                                                     {"issue_at(", 2},
                                                                     {"findings_.add(", 1},
                                                                     {"findings.add(", 1},
                                                                     {"faults_.push_back({", 0},
                                                                     {"faults.push_back({", 0},
                                                                     {"issues.push_back({", 0},
                                                                     {"missing.push_back({", 0}};
    static const RE2 word(R"re("([a-z]+(?:_[a-z]+)*)")re");
    std::set<std::string> codes;
    for (const auto& [maker, place] : makers) {
        for (auto at = text.find(maker); at != std::string::npos; at = text.find(maker, at + 1)) {
            const auto arguments = arguments_at(text, at + maker.size());
            if (arguments.size() <= place) continue;
            const std::string& code = arguments[place];
            re2::StringPiece rest(code);
            for (std::string found; RE2::FindAndConsume(&rest, word, &found);) codes.insert(found);
        }
    }
    return codes;
}

TEST(WrongRules, AreToldWithCodesOfTheListOnly) {
    std::set<std::string> used;
    std::vector<std::filesystem::path> files = {source_tree / "hub/base/toml_document.cpp",
                                                source_tree / "hub/base/toml_node.cpp"};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_tree / "hub/rules")) {
        if (entry.path().extension() == ".cpp") files.push_back(entry.path());
    }
    for (const auto& file : files) used.merge(codes_in(test::content_of(file)));
    EXPECT_GE(used.size(), 30u) << "the search finds too little to be trusted";
    for (const std::string& code : used) EXPECT_TRUE(known_codes().contains(code)) << code;
}

}  // namespace
}  // namespace paraat::app
