#include "hub/rules/word_table.hpp"

#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

// Words of every length up to 24, many of them alike but for one letter.
std::vector<std::string> words() {
    std::vector<std::string> all;
    for (std::size_t size = 0; size <= 24; ++size) {
        all.emplace_back(size, 'a');
        for (std::size_t at = 0; at < size; ++at) {
            all.emplace_back(size, 'a');
            all.back()[at] = 'b';
        }
    }
    return all;
}

TEST(WordTable, TellsSubjectsApartAndKnowsLongWords) {
    std::map<Clue, Lookers> lookers;
    std::uint32_t number = 0;
    for (const std::size_t size : {0, 1, 62, 63, 64, 65, 70, 300}) {
        const std::string word(size, 'x');
        lookers[{Subject::report_tags, word}] = {number, std::vector<std::uint32_t>(number % 4, number)};
        ++number;
        lookers[{Subject::report_area, word}] = {number, std::vector<std::uint32_t>(number % 4, number)};
        ++number;
    }
    const WordTable table(lookers);
    for (const auto& [clue, found] : lookers) {
        const auto entry = table.find(clue.subject, clue.word);
        ASSERT_TRUE(entry) << clue.word.size();
        EXPECT_EQ(entry->clue, found.clue) << clue.word.size();
        EXPECT_TRUE(std::equal(found.places.begin(), found.places.end(), entry->places.begin(), entry->places.end()))
            << clue.word.size();
    }
    EXPECT_EQ(table.find(Subject::report_tags, std::string(66, 'x')), std::nullopt);
    EXPECT_EQ(table.find(Subject::report_tags, std::string(300, 'y')), std::nullopt);
}

TEST(WordTable, FindsEachWordAndNoOther) {
    std::map<Clue, Lookers> lookers;
    std::uint32_t number = 0;
    for (const std::string& word : words()) lookers[{Subject::report_tags, word}] = {number++, {number, number + 7}};
    const WordTable table(lookers);
    for (const auto& [clue, found] : lookers) {
        const auto entry = table.find(clue.subject, clue.word);
        ASSERT_TRUE(entry) << clue.word;
        EXPECT_EQ(entry->clue, found.clue) << clue.word;
        EXPECT_TRUE(std::equal(found.places.begin(), found.places.end(), entry->places.begin(), entry->places.end()))
            << clue.word;
        EXPECT_EQ(table.find(Subject::report_area, clue.word), std::nullopt) << clue.word;
        EXPECT_EQ(table.find(clue.subject, clue.word + "c"), std::nullopt) << clue.word;
    }
}

TEST(WordTable, OfNothingFindsNothing) {
    EXPECT_EQ(WordTable().find(Subject::report_tags, "knife"), std::nullopt);
    EXPECT_EQ(WordTable(std::map<Clue, Lookers>{}).find(Subject::report_tags, ""), std::nullopt);
}

}  // namespace
}  // namespace paraat::rules
