#include "hub/app/partner_maps.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

core::Agreement police_agreement(Instant from, core::PartnerFormat format = core::PartnerFormat::geojson) {
    core::Agreement made;
    made.partner = core::ClientName{"police"};
    made.origin = "oov-a";
    made.site = "police";
    made.flows.insert(core::Flow::out);
    made.categories.insert(core::CategoryName{"theft"});
    made.areas.insert(core::any_area);
    made.severities.insert(core::Severity::minor);
    made.given.insert(core::PartnerField::category);
    made.from = from;
    made.until = from + 24h;
    made.format = format;
    return made;
}

TEST(PartnerMaps, ShowWhatStandsOnceASecondAndAreEmptiedAtTheEnd) {
    test::Centre centre;
    const projection::Topics topics("oov");
    PartnerMaps maps(topics);
    centre.agrees({police_agreement(centre.now)});
    centre.receives("radio-7", test::report("theft"));
    maps.follow(centre.journal);
    const auto first = maps.take_due(centre.state, centre.now);
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].topic, "oov/partner/police/out/map");
    EXPECT_THAT(first[0].collection, HasSubstr("\"category\":\"theft\""));
    maps.renew_all(centre.state);
    EXPECT_THAT(maps.take_due(centre.state, centre.now + 999ms), IsEmpty());
    EXPECT_EQ(maps.next_due(), centre.now + 1s);
    EXPECT_EQ(maps.take_due(centre.state, centre.now + 1s), first);
    EXPECT_EQ(maps.next_due(), never);
    const std::size_t before = centre.journal.size();
    centre.agrees({});
    maps.follow({centre.journal.begin() + static_cast<std::ptrdiff_t>(before), centre.journal.end()});
    const auto ended = maps.take_due(centre.state, centre.now + 2s);
    ASSERT_THAT(ended, SizeIs(1));
    EXPECT_EQ(ended[0].collection, "");
}

TEST(PartnerMaps, AreOfPartnersThatReadGeojson) {
    test::Centre centre;
    const projection::Topics topics("oov");
    PartnerMaps maps(topics);
    centre.agrees({police_agreement(centre.now, core::PartnerFormat::cap)});
    centre.receives("radio-7", test::report("theft"));
    maps.renew_all(centre.state);
    EXPECT_EQ(maps.take_due(centre.state, centre.now).at(0).collection, "");
}

}  // namespace
}  // namespace paraat::app
