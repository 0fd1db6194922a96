#include "hub/codec/cot/write_event.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "hub/codec/cot/read_event.hpp"
#include "tests/unit/codec/cot/made_event.hpp"

namespace paraat::codec::cot {
namespace {

TEST(CotWriter, WritesWhatReadsAsTheSame) {
    const bool is_kept = rc::check("written and read again an event is the same", [] {
        const Event event = *test::any_event();
        const auto read = read_event(write_event(event), Instant{});
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->event == event);
    });
    EXPECT_TRUE(is_kept);
}

// A reader takes no references in it.
TEST(CotWriter, WritesTheNameOfANamespaceAsItCame) {
    for (const char* space : {"\"a>b'\"", "'a>b\"'"}) {
        const auto read = read_event("<event uid='u' type='a' xmlns=" + std::string(space) + "/>", Instant{});
        ASSERT_TRUE(read);
        const auto again = read_event(write_event(read->event), Instant{});
        ASSERT_TRUE(again);
        EXPECT_EQ(again->event, read->event);
    }
}

TEST(CotWriter, WritesOneDocumentAsItGoesOverAStream) {
    Event event;
    event.uid = "unit-1";
    event.type = "a-f-G-U-C";
    event.how = "m-g";
    event.time = event.start = Instant{1'581'513'367'000};
    event.stale = event.time + std::chrono::seconds{45};
    event.point = Point{52.5, 4.9, std::nullopt, 4.9, std::nullopt};
    event.detail.contact = {"A&B", "", "", {}};
    EXPECT_EQ(write_event(event),
              "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
              "<event version=\"2.0\" uid=\"unit-1\" type=\"a-f-G-U-C\" how=\"m-g\" time=\"2020-02-12T13:16:07.000Z\" "
              "start=\"2020-02-12T13:16:07.000Z\" stale=\"2020-02-12T13:16:52.000Z\">"
              "<point lat=\"52.5\" lon=\"4.9\" hae=\"9999999.0\" ce=\"4.9\" le=\"9999999.0\"/>"
              "<detail><contact callsign=\"A&amp;B\"/></detail></event>");
}

}  // namespace
}  // namespace paraat::codec::cot
