#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/projection/access.hpp"

namespace paraat::projection {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

core::Organisation with_phones() {
    core::Organisation organisation;
    organisation.field_roots = {"owntracks"};
    for (const char* name : {"radio-7", "radio-8"}) {
        core::Account account;
        account.name = core::ClientName{name};
        const std::string own = std::string("owntracks/") + name;
        account.field_topics = {{"owntracks/own", own + "/#", false, true},
                                {"owntracks/own/commands", own + "/+/cmd", true, true}};
        organisation.accounts.put(account);
    }
    return organisation;
}

TEST(DeviceReaders, OfACommandAreThosePhonesWhoseItIs) {
    const auto organisation = with_phones();
    EXPECT_THAT(readers_of(organisation, "owntracks/radio-7/phone/cmd"), ElementsAre(core::ClientName{"radio-7"}));
    EXPECT_THAT(readers_of(organisation, "owntracks/radio-7/phone"), IsEmpty());
    EXPECT_THAT(readers_of(organisation, "owntracks/radio-9/phone/cmd"), IsEmpty());
    EXPECT_THAT(readers_of(organisation, "owntracks/radio-7/cmd"), IsEmpty());
}

TEST(DeviceReaders, AreAskedForOfTheirTopicsAlone) {
    const auto organisation = with_phones();
    EXPECT_TRUE(is_of_devices(organisation, "owntracks/radio-7/phone/cmd"));
    EXPECT_FALSE(is_of_devices(organisation, "owntracks"));
    EXPECT_FALSE(is_of_devices(organisation, "owntracks2/radio-7"));
    EXPECT_FALSE(is_of_devices(organisation, "oov/down/radio-7/receipt"));
}

}  // namespace
}  // namespace paraat::projection
