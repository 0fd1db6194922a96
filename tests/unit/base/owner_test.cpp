#include "hub/base/owner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/support/folder.hpp"

namespace paraat {
namespace {

TEST(Owner, IsWhoeverMadeTheFolder) {
    const test::Folder folder;
    EXPECT_TRUE(check_owner(folder.path()));
    EXPECT_TRUE(check_owner(folder.path() / "none"));
}

TEST(Owner, FolderOfAnotherIsToldWithItsOwner) {
    const test::Folder folder;
    // Who is not root cannot give a folder away, and finds one of root.
    const bool is_given = ::chown(folder.path().c_str(), 65'534, static_cast<gid_t>(-1)) == 0;
    const auto checked = check_owner(is_given ? folder.path() : std::filesystem::path("/"));
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, "not_owner");
    EXPECT_THAT(checked.error().message, testing::HasSubstr(is_given ? "sudo -u nobody" : "sudo -u root"));
}

}  // namespace
}  // namespace paraat
