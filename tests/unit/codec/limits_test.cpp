#include <gmock/gmock.h>

#include "tests/unit/codec/sample.hpp"

namespace paraat::codec {
namespace {

using core::InputKind;
using testing::SizeIs;

std::string theft_with(const std::string& members) {
    return R"({"id":"t1","category":"theft",)" + members + "}";
}

std::string text_of(std::size_t bytes) {
    return std::string(bytes, 'x');
}

// A list of `count` times the element.
std::string list_of(std::size_t count, const std::string& element) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + element;
    return "[" + list + "]";
}

std::string attributes_of(std::size_t count) {
    std::string entries;
    for (std::size_t i = 0; i < count; ++i) {
        entries += (i == 0 ? "" : ",") + ("\"k" + std::to_string(i)) + R"(":"v")";
    }
    return R"("attributes":{)" + entries + "}";
}

struct TextLimit {
    const char* name;
    InputKind kind;
    std::string before;  // the JSON up to the text, and after it
    std::string after;
    std::string field;
    std::size_t most;
};

class TextLimits : public testing::TestWithParam<TextLimit> {};

TEST_P(TextLimits, HoldAtTheLimitAndNotOneOver) {
    const TextLimit& limit = GetParam();
    const auto at_limit = read_input(limit.kind, limit.before + text_of(limit.most) + limit.after);
    ASSERT_TRUE(at_limit) << at_limit.error().error.message;
    const auto over = refused(limit.kind, limit.before + text_of(limit.most + 1) + limit.after);
    // The codes of a result are fewer than those of a receipt.
    const std::string code = limit.kind == InputKind::query ? "bad_value" : "too_long";
    EXPECT_EQ(over.error,
              (Error{code, limit.field, limit.field + " has at most " + std::to_string(limit.most) + " bytes"}));
    EXPECT_EQ(over.id, "x1");
}

TextLimit of_report(const char* name, const std::string& before, const std::string& after, const std::string& field,
                    std::size_t most) {
    return {name, InputKind::report, R"({"id":"x1","category":"theft",)" + before, after + "}", field, most};
}

INSTANTIATE_TEST_SUITE_P(
    OfReports, TextLimits,
    testing::Values(of_report("Text", R"("text":")", "\"", "text", 4000),
                    of_report("Area", R"("area":")", "\"", "area", 64),
                    of_report("Contract", R"("contract":")", "\"", "contract", 64),
                    of_report("Lmc", R"("lmc":")", "\"", "lmc", 64),
                    of_report("Tag", R"("tags":[")", "\"]", "tags", 32),
                    of_report("AttributeKey", R"("attributes":{")", R"(":"v"})", "attributes", 64),
                    of_report("AttributeValue", R"("attributes":{"k":")", "\"}", "attributes", 256),
                    of_report("Street", R"("address":{"street":")", "\"}", "address.street", 256),
                    of_report("AddressNote", R"("address":{"note":")", "\"}", "address.note", 1000),
                    of_report("ReporterName", R"("reporter":{"name":")", "\"}", "reporter.name", 256),
                    of_report("ReporterPhone", R"("reporter":{"phone":")", "\"}", "reporter.phone", 64),
                    of_report("ReferenceId", R"("references":[{"id":")", "\"}]", "references.id", 256),
                    of_report("AttachmentUri", R"("attachments":[{"uri":")", "\"}]", "attachments.uri", 1000),
                    TextLimit{"Category", InputKind::report, R"({"id":"x1","category":")", "\"}", "category", 64}),
    [](const auto& instance) { return instance.param.name; });

const std::string ack_start = R"({"id":"x1","incident":"01jd8000000000000000000001","answer":"done","text":")";

INSTANTIATE_TEST_SUITE_P(
    OfOthers, TextLimits,
    testing::Values(TextLimit{"Instruct", InputKind::instruct, R"({"id":"x1","text":")", "\"}", "text", 4000},
                    TextLimit{"InstructTo", InputKind::instruct, R"({"id":"x1","to":")", "\"}", "to", 64},
                    TextLimit{"Ack", InputKind::ack, ack_start, "\"}", "text", 4000},
                    TextLimit{"Command", InputKind::command, R"({"id":"x1","do":"note","text":")", "\"}", "text", 4000},
                    TextLimit{"CommandUnit", InputKind::command, R"({"id":"x1","do":"assign","unit":")", "\"}", "unit",
                              64},
                    TextLimit{"CommandReport", InputKind::command, R"({"id":"x1","do":"split","reports":[")", "\"]}",
                              "reports", 97},
                    TextLimit{"QueryAsk", InputKind::query, R"({"id":"x1","ask":")", "\"}", "ask", 64}),
    [](const auto& instance) { return instance.param.name; });

TEST(Limits, CountBytesAndNotCharacters) {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "é";
    EXPECT_TRUE(read_input(InputKind::report, theft_with(R"("text":")" + text + "\"")));
    EXPECT_EQ(refused(InputKind::report, theft_with(R"("text":")" + text + "a\"")).error.code, "too_long");
}

TEST(Limits, AllowSixteenTags) {
    EXPECT_THAT(taken<core::Report>(InputKind::report, theft_with(R"("tags":[" FireArm ","é B"," "])")).tags,
                testing::ElementsAre("firearm", "é b", ""));  // compared by rules, so written in one way
    EXPECT_THAT(taken<core::Report>(InputKind::report, theft_with(R"("tags":)" + list_of(16, R"("a")"))).tags,
                SizeIs(16));
    EXPECT_EQ(refused(InputKind::report, theft_with(R"("tags":)" + list_of(17, R"("a")"))).error,
              (Error{"too_long", "tags", "tags has at most 16 tags"}));
}

TEST(Limits, AllowThirtyTwoAttributes) {
    EXPECT_THAT(taken<core::Report>(InputKind::report, theft_with(attributes_of(32))).attributes, SizeIs(32));
    EXPECT_EQ(refused(InputKind::report, theft_with(attributes_of(33))).error,
              (Error{"too_long", "attributes", "attributes has at most 32 entries"}));
}

TEST(Limits, AreToldFarBeyondThemToo) {
    for (const std::string& members :
         {attributes_of(1000), R"("references":)" + list_of(3000, "{}"), R"("attachments":)" + list_of(3000, "{}"),
          R"("tags":)" + list_of(9000, "\"\"")}) {
        const auto over = refused(InputKind::report, theft_with(members));
        EXPECT_EQ(over.error.code, "too_long") << over.error.message;
        EXPECT_EQ(over.id, "t1");
    }
}

TEST(Limits, AllowAThousandAndTwentyFourKeys) {
    EXPECT_EQ(refused(InputKind::report, theft_with(attributes_of(1021))).error.field, "attributes");
    EXPECT_EQ(refused(InputKind::report, theft_with(attributes_of(1022))).error,
              (Error{"too_long", "", "a message has at most 1,024 keys"}));
}

TEST(Limits, AllowTwoHundredReportsToSplit) {
    const auto split = [](std::size_t count) {
        return R"({"id":"c1","do":"split","reports":)" + list_of(count, R"("t")") + "}";
    };
    EXPECT_THAT(taken<core::Command>(InputKind::command, split(200)).reports, SizeIs(200));
    EXPECT_EQ(refused(InputKind::command, split(201)).error.code, "too_long");
}

TEST(Limits, AllowAPayloadOfSixtyFourKibibytesAndAQueryOfFour) {
    const auto report_of = [](std::size_t bytes) {
        const std::string start = R"({"id":"t1","category":"theft","unknown":")";
        return start + text_of(bytes - start.size() - 2) + "\"}";
    };
    const auto query_of = [](std::size_t bytes) {
        const std::string start = R"({"id":"q1","ask":"units","unknown":")";
        return start + text_of(bytes - start.size() - 2) + "\"}";
    };
    EXPECT_TRUE(read_input(InputKind::report, report_of(65'536)));
    EXPECT_EQ(refused(InputKind::report, report_of(65'537)).error,
              (Error{"too_long", "", "a report has at most 65536 bytes"}));
    EXPECT_TRUE(read_input(InputKind::query, query_of(4'096)));
    EXPECT_EQ(refused(InputKind::query, query_of(4'097)).error,
              (Error{"unreadable", "", "a query has at most 4,096 bytes"}));
}

}  // namespace
}  // namespace paraat::codec
