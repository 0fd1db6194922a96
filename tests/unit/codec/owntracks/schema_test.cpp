#include "hub/codec/owntracks/schema.hpp"

#include <gmock/gmock.h>

#include "hub/codec/owntracks/reader.hpp"
#include "tests/unit/codec/foreign_table.hpp"

namespace paraat::codec::owntracks {
namespace {

TEST(OwntracksSchema, IsAsStrictAsTheProjectsOwn) {
    EXPECT_EQ(schema_fault(R"({"_type":"location","lat":"1","lon":2,"tst":3})", Schema::message)->field, "lat");
    EXPECT_EQ(schema_fault(R"({"_type":"location","lat":1,"lon":2,"tst":3.5})", Schema::message)->field, "tst");
    EXPECT_EQ(schema_fault(R"({"_type":"location","lat":1,"lon":2,"tst":3.0,"acc":"x"})", Schema::message),
              std::nullopt);
    EXPECT_EQ(schema_fault(R"({"_type":"request","request":"untour"})", Schema::message)->field, "uuid");
    EXPECT_EQ(schema_fault(R"({"_type":"lwt","tst":1,"response":1})", Schema::message)->field, "request");
    EXPECT_EQ(schema_fault(R"({"_type":"cmd","action":"dump","response":1})", Schema::message), std::nullopt);
    EXPECT_EQ(schema_fault(R"({"_type":"cmd","action":"response","ntours":-1})", Schema::message)->field, "ntours");
    EXPECT_EQ(schema_fault(R"({"_type":"encrypted","data":"YWJj"})", Schema::message)->field, "_type");
    EXPECT_EQ(schema_fault(R"({"_type":"encrypted","data":"YWJj"})", Schema::encryption), std::nullopt);
    EXPECT_EQ(schema_fault("[]", Schema::message)->code, "bad_value");
    EXPECT_EQ(schema_fault("[]", Schema::messages), std::nullopt);
}

Schema schema_named(const std::string& name) {
    if (name == "messages") return Schema::messages;
    return name == "encryption" ? Schema::encryption : Schema::message;
}

TEST(OwntracksSchema, JudgesItsOwnTestsAsTheyState) {
    const auto folder = foreign_data("owntracks") / "schema-tests";
    auto rows = lines_of(whole_file(folder / "EXPECTED.tsv"));
    if (rows.empty()) GTEST_SKIP() << "no samples in " << folder << ": set PARAAT_TEST_DATA";
    for (std::size_t i = 1; i < rows.size(); ++i) {
        std::istringstream row(rows[i]);
        std::string file;
        std::string schema;
        std::string expected;
        row >> file >> schema >> expected;
        const std::string payload = whole_file(folder / (file + ".json"));
        const auto fault = schema_fault(payload, schema_named(schema));
        EXPECT_EQ(fault ? "invalid" : "valid", expected) << file << ": " << (fault ? fault->message : "");
    }
}

// What the schema faults is refused or remarked on, and never passes without a word.
TEST(OwntracksSchema, FaultsNothingThatTheReaderTakesWithoutARemark) {
    for (const char* payload :
         {R"({"_type":"location","lat":1,"lon":2,"tst":3,"uuid":7})", R"({"_type":"lwt","tst":3,"action":"x"})",
          R"({"_type":"card","name":7})", R"({"_type":"steps","tst":1,"from":"1","to":2,"steps":3})"}) {
        EXPECT_TRUE(schema_fault(payload, Schema::message)) << payload;
        EXPECT_FALSE(read(payload).at(0).value().degraded.empty()) << payload;
    }
}

}  // namespace
}  // namespace paraat::codec::owntracks
