#include "clients/cli/chicago.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

const std::vector<std::string> columns = {"ID", "Date", "Primary Type", "Description", "Latitude", "Longitude"};

Json report(const std::string& type, const std::string& description = "AS IT WAS") {
    const auto made = chicago_report(columns, {"42", "07/04/2024 12:30:00 AM", type, description, "41.9", "-87.7"});
    return made.value_or(Json());
}

struct Row {
    const char* type;
    const char* category;
};

class ChicagoMapping : public testing::TestWithParam<Row> {};

TEST_P(ChicagoMapping, GivesThePrimaryTypeItsCategory) {
    EXPECT_EQ(report(GetParam().type)["category"], GetParam().category);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChicagoMapping,
    testing::Values(Row{"THEFT", "theft"}, Row{"MOTOR VEHICLE THEFT", "theft"}, Row{"BURGLARY", "burglary"},
                    Row{"ROBBERY", "robbery"}, Row{"BATTERY", "assault"}, Row{"ASSAULT", "assault"},
                    Row{"HOMICIDE", "armed_violence"}, Row{"CRIMINAL DAMAGE", "vandalism"},
                    Row{"NARCOTICS", "drug_nuisance"}, Row{"PUBLIC PEACE VIOLATION", "loitering"},
                    Row{"LIQUOR LAW VIOLATION", "alcohol_nuisance"}, Row{"STALKING", "street_intimidation"},
                    Row{"INTIMIDATION", "street_intimidation"}, Row{"CRIMINAL TRESPASS", "suspicious_situation"},
                    Row{"WEAPONS VIOLATION", "suspicious_situation"}, Row{"ARSON", "other"},
                    Row{"DECEPTIVE PRACTICE", "other"}, Row{"theft", "other"}, Row{"", "other"}));

TEST(ChicagoReport, OfNarcoticsIsDealingWhereTheDescriptionBeginsSo) {
    EXPECT_EQ(report("NARCOTICS", "MANU/DEL:CANNABIS OVER 10 GMS")["category"], "drug_dealing");
    EXPECT_EQ(report("NARCOTICS", "POSS: MANU/DEL")["category"], "drug_nuisance");
}

TEST(ChicagoReport, OfAWeaponsViolationIsTaggedAndNoOtherIs) {
    EXPECT_EQ(report("WEAPONS VIOLATION")["tags"], Json::array({"firearm"}));
    EXPECT_FALSE(report("ROBBERY").contains("tags"));
}

TEST(ChicagoReport, CarriesIdTimeTextAndPosition) {
    EXPECT_EQ(report("THEFT", "FROM BUILDING").dump(),
              R"({"id":"chicago-42","occurred_at":1720071000000,"category":"theft","text":"THEFT: FROM BUILDING",)"
              R"("lat":41.9,"lon":-87.7})");
}

TEST(ChicagoReport, FindsItsFieldsByTheNamesOfTheColumns) {
    const auto made =
        chicago_report({"Primary Type", "Ward", "Date", "ID"}, {"ROBBERY", "17", "07/04/2024 12:30:00 AM", "7"});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->dump(),
              R"({"id":"chicago-7","occurred_at":1720071000000,"category":"robbery","text":"ROBBERY: "})");
}

TEST(ChicagoReport, HasNoPositionWhenHalfOfItIsMissing) {
    const auto made = chicago_report(columns, {"42", "07/04/2024 12:30:00 AM", "THEFT", "", "41.9", ""});
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->contains("lat"));
    EXPECT_FALSE(made->contains("lon"));
}

std::string refused(const std::vector<std::string>& fields) {
    const auto made = chicago_report(columns, fields);
    return made ? "" : made.error().field;
}

TEST(ChicagoReport, NeedsAnIdAndAMoment) {
    EXPECT_EQ(refused({"", "07/04/2024 12:30:00 AM", "THEFT", "", "", ""}), "ID");
    EXPECT_EQ(refused({"42", "yesterday", "THEFT", "", "", ""}), "Date");
    EXPECT_EQ(refused({"42"}), "Date");
}

TEST(ChicagoReport, NeedsAPositionOfThisEarth) {
    for (const char* lat : {"north", "91", "41.9x", "nan", "inf"}) {
        EXPECT_EQ(refused({"42", "07/04/2024 12:30:00 AM", "THEFT", "", lat, "-87.7"}), "Latitude") << lat;
    }
    EXPECT_EQ(refused({"42", "07/04/2024 12:30:00 AM", "THEFT", "", "41.9", "-187.7"}), "Longitude");
}

TEST(ChicagoColumns, AreNamedWhenTheyAreMissing) {
    EXPECT_EQ(missing_columns(columns), std::nullopt);
    const auto missing = missing_columns({"ID", "Date", "Type", "Description", "Latitude", "Lon"});
    ASSERT_TRUE(missing);
    EXPECT_THAT(missing->message, testing::HasSubstr("no column Primary Type, Longitude;"));
}

TEST(ChicagoTime, IsSixHoursBehindInWinter) {
    EXPECT_EQ(chicago_time("01/15/2024 12:00:00 PM"), 1'705'341'600'000);
    EXPECT_EQ(chicago_time("02/29/2024 11:59:59 PM"), 1'709'272'799'000);
}

TEST(ChicagoTime, IsFiveHoursBehindInSummer) {
    EXPECT_EQ(chicago_time("07/04/2024 12:30:00 AM"), 1'720'071'000'000);
    EXPECT_EQ(chicago_time("04/02/2001 02:05:00 PM"), 986'238'300'000);
}

TEST(ChicagoTime, SkipsAnHourWhenSummerBegins) {
    EXPECT_EQ(chicago_time("03/10/2024 01:59:59 AM"), 1'710'057'599'000);
    EXPECT_EQ(chicago_time("03/10/2024 03:00:00 AM"), 1'710'057'600'000);
}

TEST(ChicagoTime, CountsAnHourTwiceWhenSummerEnds) {
    EXPECT_EQ(chicago_time("11/03/2024 12:59:59 AM"), 1'730'613'599'000);
    EXPECT_EQ(chicago_time("11/03/2024 02:00:00 AM"), 1'730'620'800'000);
}

TEST(ChicagoTime, IsNoneForWhatIsNoSuchMoment) {
    for (const char* text : {"", "2024-01-15T12:00:00", "13/01/2024 12:00:00 PM", "02/30/2024 12:00:00 PM",
                             "01/15/2024 13:00:00 PM", "01/15/2024 12:00:00", "01/15/2024 12:00:00 PM or so"}) {
        EXPECT_EQ(chicago_time(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace paraat::cli
