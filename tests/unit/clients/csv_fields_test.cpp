#include <gmock/gmock.h>

#include "clients/cli/chicago.hpp"

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

}  // namespace
}  // namespace paraat::cli
