#include "hub/core/mark_index.hpp"

#include <gtest/gtest.h>

namespace paraat::core {
namespace {

Incident in_area(const std::string& area) {
    Incident incident;
    incident.id = IncidentId{Ulid{Instant{1}, std::array<std::uint8_t, 10>{}}};
    incident.area = area;
    return incident;
}

TEST(MarkIndex, FindsAnIncidentUnderEachNameThatItBears) {
    Incident incident = in_area("market");
    incident.areas = {"centre", "market"};
    incident.opened_by = ClientName{"radio-1"};
    MarkIndex marks;
    marks.follow(incident.id, {}, MarksBorne(incident));
    EXPECT_EQ(marks.find(Mark::area, "market").size(), 1u);
    EXPECT_EQ(marks.find(Mark::area, "centre").size(), 1u);
    EXPECT_EQ(marks.find(Mark::reporter, "radio-1").size(), 1u);
    EXPECT_EQ(marks.find(Mark::contract, "market").size(), 0u);
}

TEST(MarkIndex, ForgetsANameThatAnIncidentBearsNoMore) {
    MarkIndex marks;
    marks.follow(in_area("market").id, {}, MarksBorne(in_area("market")));
    marks.follow(in_area("market").id, MarksBorne(in_area("market")), MarksBorne(in_area("station")));
    EXPECT_EQ(marks.find(Mark::area, "market").size(), 0u);
    EXPECT_EQ(marks.find(Mark::area, "station").size(), 1u);
}

TEST(MarkIndex, KeepsNothingOfAnIncidentThatIsGone) {
    MarkIndex marks;
    marks.follow(in_area("market").id, {}, MarksBorne(in_area("market")));
    marks.follow(in_area("market").id, MarksBorne(in_area("market")), {});
    EXPECT_EQ(marks, MarkIndex{});
}

}  // namespace
}  // namespace paraat::core
