#include "hub/base/durable_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/folder.hpp"

namespace paraat {
namespace {

TEST(DurableFile, IsReadByteForByte) {
    const test::Folder folder;
    std::string bytes(200'000, 'x');
    bytes[1] = '\0';
    ASSERT_TRUE(replace_file(folder.path() / "file", bytes));
    EXPECT_EQ(read_file(folder.path() / "file"), bytes);
    EXPECT_EQ(read_file(folder.path() / "file", bytes.size()), bytes);
    ASSERT_TRUE(replace_file(folder.path() / "empty", ""));
    EXPECT_EQ(read_file(folder.path() / "empty", 0), "");
}

TEST(DurableFile, IsNotReadBeyondWhatItMayHold) {
    const test::Folder folder;
    ASSERT_TRUE(replace_file(folder.path() / "file", "12345"));
    EXPECT_FALSE(read_file(folder.path() / "file", 4));
}

TEST(DurableFile, ThatCannotBeReadIsNothingAndHoldsNobodyUp) {
    const test::Folder folder;
    const auto pipe = folder.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_FALSE(read_file(pipe));
    EXPECT_FALSE(read_file(folder.path()));
    EXPECT_FALSE(read_file(folder.path() / "missing"));
    EXPECT_FALSE(read_file("/proc/self/mem")) << "a file whose first read is an I/O error";
}

}  // namespace
}  // namespace paraat
