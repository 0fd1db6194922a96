#include "hub/app/secrecy.hpp"

#include <gtest/gtest.h>

#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"

namespace paraat::app {
namespace {

TEST(Secrecy, NamesWhoIsKnownNotToWorkCovertly) {
    core::Organisation organisation = test::small_organisation();
    test::make_covert(organisation, "radio-1");
    EXPECT_FALSE(may_be_named(organisation, core::ClientName{"radio-1"}));
    EXPECT_TRUE(may_be_named(organisation, core::ClientName{"radio-2"}));
    // Cleared for covert work is not at it.
    EXPECT_TRUE(may_be_named(organisation, core::ClientName{"opco-1"}));
    // Who left may have been covert.
    EXPECT_FALSE(may_be_named(organisation, core::ClientName{"radio-99"}));
}

}  // namespace
}  // namespace paraat::app
