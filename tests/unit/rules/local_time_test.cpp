#include "hub/rules/local_time.hpp"

#include <gmock/gmock.h>

#include "hub/rules/cel/moment.hpp"

namespace paraat::rules {
namespace {

LocalTime at_moment(const std::string& rfc3339) {
    return local_time(Instant{cel::read_timestamp(rfc3339).value().seconds * 1'000});
}

TEST(LocalTime, FollowsSummerTimeOfAmsterdam) {
    EXPECT_EQ(at_moment("2026-01-15T22:30:00Z").hour, 23);
    EXPECT_EQ(at_moment("2026-07-15T22:30:00Z").hour, 0);
    EXPECT_EQ(at_moment("2026-07-15T22:30:00Z").date, "2026-07-16");
    EXPECT_EQ(at_moment("2026-07-15T22:30:00Z").weekday, "thursday");
    EXPECT_EQ(at_moment("2026-03-29T00:59:00Z").hour, 1);
    EXPECT_EQ(at_moment("2026-03-29T01:00:00Z").hour, 3);
}

// Dates of Rijksoverheid, "Officiële feestdagen", and of the Easter tables.
TEST(LocalTime, KnowsTheHolidays) {
    const std::vector<std::pair<std::string, std::string>> days = {{"2024-03-31", "easter"},
                                                                   {"2025-04-20", "easter"},
                                                                   {"2026-04-05", "easter"},
                                                                   {"2038-04-25", "easter"},
                                                                   {"2026-04-03", "good_friday"},
                                                                   {"2026-04-06", "easter_monday"},
                                                                   {"2025-04-26", "kings_day"},
                                                                   {"2026-04-27", "kings_day"},
                                                                   {"2026-05-05", "liberation_day"},
                                                                   {"2026-05-14", "ascension"},
                                                                   {"2026-05-24", "pentecost"},
                                                                   {"2026-05-25", "whit_monday"},
                                                                   {"2026-12-25", "christmas"},
                                                                   {"2026-12-26", "boxing_day"},
                                                                   {"2026-12-31", "new_years_eve"},
                                                                   {"2027-01-01", "new_years_day"},
                                                                   {"2025-04-27", ""},
                                                                   {"2026-11-25", ""}};
    for (const auto& [date, holiday] : days) EXPECT_EQ(at_moment(date + "T12:00:00Z").holiday, holiday) << date;
}

}  // namespace
}  // namespace paraat::rules
