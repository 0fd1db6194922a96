#include <gmock/gmock.h>

#include <sstream>

#include "clients/cli/csv.hpp"

namespace paraat::cli {
namespace {

using testing::ElementsAre;

std::vector<std::string> csv_fields(const std::string& text) {
    std::istringstream in(text);
    return CsvReader(in).next().value_or(std::vector<std::string>());
}

TEST(CsvFields, AreSeparatedByCommas) {
    EXPECT_THAT(csv_fields("ID,Date,Primary Type"), ElementsAre("ID", "Date", "Primary Type"));
}

TEST(CsvFields, MayBeEmptyAnywhere) {
    EXPECT_THAT(csv_fields(",a,,b,"), ElementsAre("", "a", "", "b", ""));
    EXPECT_THAT(csv_fields(R"("",a)"), ElementsAre("", "a"));
}

TEST(CsvFields, InQuotesHoldCommas) {
    EXPECT_THAT(csv_fields(R"csv(2001,"(41.90, -87.71)",x)csv"), ElementsAre("2001", "(41.90, -87.71)", "x"));
}

TEST(CsvFields, InQuotesHoldDoubledQuotes) {
    EXPECT_THAT(csv_fields(R"("the ""big"" one",b)"), ElementsAre("the \"big\" one", "b"));
    EXPECT_THAT(csv_fields(R"("""",b)"), ElementsAre("\"", "b"));
}

TEST(CsvFields, InQuotesHoldNewLines) {
    std::istringstream in("a,\"one\ntwo\",b\n\nc\n");
    CsvReader reader(in);
    EXPECT_THAT(reader.next().value(), ElementsAre("a", "one\ntwo", "b"));
    EXPECT_EQ(reader.line(), 1U);
    EXPECT_THAT(reader.next().value(), ElementsAre("c"));
    EXPECT_EQ(reader.line(), 4U);
    EXPECT_FALSE(reader.next());
}

TEST(CsvFields, KeepTheirSpaces) {
    EXPECT_THAT(csv_fields(" a , b"), ElementsAre(" a ", " b"));
}

TEST(CsvFields, LoseTheEndOfTheLine) {
    EXPECT_THAT(csv_fields("a,b\r\n"), ElementsAre("a", "b"));
    EXPECT_THAT(csv_fields("a,\"b\"\r"), ElementsAre("a", "b"));
}

TEST(CsvFields, InQuotesKeepTheEndsOfTheirLines) {
    EXPECT_THAT(csv_fields("1,\"two\r\nlines\",3\r\n"), ElementsAre("1", "two\r\nlines", "3"));
}

TEST(CsvReader, TellsTheLineOnWhichEachRecordBegan) {
    std::istringstream in("a,b\n\n\"1\n2\n3\",x\r\n\r\ny,z");
    CsvReader reader(in);
    std::vector<std::size_t> lines;
    while (reader.next()) lines.push_back(reader.line());
    EXPECT_THAT(lines, ElementsAre(1, 3, 7));
}

TEST(CsvReader, HasNothingToReadInAnEmptyFile) {
    for (const char* text : {"", "\n", "\r\n\n"}) {
        std::istringstream in(text);
        EXPECT_FALSE(CsvReader(in).next());
    }
}

}  // namespace
}  // namespace paraat::cli
