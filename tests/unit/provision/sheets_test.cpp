#include "hub/provision/sheets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraat::provision {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Sheets, HaveACardWithACodeForEachDevice) {
    const auto page = sheets_page({{"radio-7", "Van <3>", "https://hub.example/p/a", "2027-01-15 09:00"},
                                   {"radio-8", "", "https://hub.example/p/b", "2027-01-15 09:00"}});
    ASSERT_TRUE(page);
    EXPECT_THAT(*page, AllOf(HasSubstr("Van &lt;3&gt;"), HasSubstr("<h2>radio-8</h2>"), HasSubstr("/p/a<"),
                             HasSubstr("/p/b<"), HasSubstr("size:A4"), Not(HasSubstr("src=")), Not(HasSubstr("<3>"))));
    std::size_t codes = 0;
    for (std::size_t at = page->find("<svg"); at != std::string::npos; at = page->find("<svg", at + 1)) ++codes;
    EXPECT_EQ(codes, 2U);
}

TEST(Sheets, LinkThatNoCodeHoldsIsTold) {
    EXPECT_EQ(sheets_page({{"radio-7", "", std::string(4'000, 'x'), ""}}).error().code, "bad_value");
}

}  // namespace
}  // namespace paraat::provision
