#include "clients/cli/csv.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace paraat::cli {
namespace {

using testing::ElementsAre;

TEST(CsvFields, AreSeparatedByCommas) {
    EXPECT_THAT(csv_fields("ID,Date,Primary Type"), ElementsAre("ID", "Date", "Primary Type"));
}

TEST(CsvFields, MayBeEmptyAnywhere) {
    EXPECT_THAT(csv_fields(",a,,b,"), ElementsAre("", "a", "", "b", ""));
    EXPECT_THAT(csv_fields(""), ElementsAre(""));
    EXPECT_THAT(csv_fields(R"("",a)"), ElementsAre("", "a"));
}

TEST(CsvFields, InQuotesHoldCommas) {
    EXPECT_THAT(csv_fields(R"csv(2001,"(41.90, -87.71)",x)csv"), ElementsAre("2001", "(41.90, -87.71)", "x"));
}

TEST(CsvFields, InQuotesHoldDoubledQuotes) {
    EXPECT_THAT(csv_fields(R"("the ""big"" one",b)"), ElementsAre("the \"big\" one", "b"));
    EXPECT_THAT(csv_fields(R"("""",b)"), ElementsAre("\"", "b"));
}

TEST(CsvFields, KeepTheirSpaces) {
    EXPECT_THAT(csv_fields(" a , b"), ElementsAre(" a ", " b"));
}

TEST(CsvFields, LoseTheEndOfTheLine) {
    EXPECT_THAT(csv_fields("a,b\r\n"), ElementsAre("a", "b"));
    EXPECT_THAT(csv_fields("a,\"b\"\r"), ElementsAre("a", "b"));
}

TEST(CsvFields, InQuotesHoldEndsOfLines) {
    EXPECT_THAT(csv_fields("1,\"two\r\nlines\",3\r\n"), ElementsAre("1", "two\r\nlines", "3"));
}

struct Read {
    std::vector<std::vector<std::string>> records;
    std::vector<std::size_t> lines;
    std::string fault;  // "LINE: what"
};

Read read(const std::string& text) {
    std::istringstream in(text);
    CsvReader reader(in);
    Read read;
    for (;;) {
        auto record = reader.next();
        if (!record) read.fault = std::to_string(reader.line()) + ": " + record.error().message;
        if (!record || !*record) return read;
        read.records.push_back(**record);
        read.lines.push_back(reader.line());
    }
}

TEST(CsvReader, TellsTheLineInWhichARecordBegins) {
    const Read all = read("a,b\n\n\"1\n2\n3\",x\r\n\r\ny,z");
    EXPECT_THAT(all.records, ElementsAre(ElementsAre("a", "b"), ElementsAre("1\n2\n3", "x"), ElementsAre("y", "z")));
    EXPECT_THAT(all.lines, ElementsAre(1, 3, 7));
    EXPECT_EQ(all.fault, "");
}

TEST(CsvReader, LeavesOutTheByteOrderMark) {
    EXPECT_THAT(read("\xef\xbb\xbfID,Date\n").records, ElementsAre(ElementsAre("ID", "Date")));
}

TEST(CsvReader, RefusesALineThatIsNotUtf8) {
    const Read all = read("a\nCaf\xe9\nb\n");
    EXPECT_EQ(all.records.size(), 1);
    EXPECT_THAT(all.fault, testing::StartsWith("2: this line is not UTF-8"));
}

TEST(CsvReader, RefusesAQuoteThatNobodyClosed) {
    EXPECT_THAT(read("a\nb\n\"c\nd\n").fault, testing::StartsWith("3: a quote is opened here"));
    EXPECT_THAT(read("a\n\"" + std::string(CsvReader::record_most, 'x')).fault,
                testing::StartsWith("2: a record has at most"));
}

TEST(CsvReader, HasNothingToReadInAnEmptyFile) {
    EXPECT_TRUE(read("").records.empty());
    EXPECT_TRUE(read("\n\r\n").records.empty());
}

}  // namespace
}  // namespace paraat::cli
