#include "hub/app/in_hand.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

class InHandFile : public testing::Test {
protected:
    std::filesystem::path file() const { return folder_.path() / "in-hand"; }
    std::optional<InHand::Message> held() const {
        const auto opened = InHand::open(file());
        EXPECT_TRUE(opened) << opened.error().message;
        return opened->held();
    }
    // A process takes it in hand and dies.
    void dies_with(const std::string& topic, const std::string& payload) const {
        const pid_t child = fork();
        if (child == 0) {
            auto opened = InHand::open(file());
            if (opened) opened->take(topic, payload);
            kill(getpid(), SIGKILL);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status));
    }

    test::Folder folder_;
};

TEST_F(InHandFile, HoldsNothingWhenItIsMade) {
    EXPECT_EQ(held(), std::nullopt);
}

TEST_F(InHandFile, HoldsWhatAProcessHadThatDied) {
    dies_with("oov/up/radio-7/report", "{\"id\":\"t1\"}");
    EXPECT_EQ(held(), (InHand::Message{"oov/up/radio-7/report", "{\"id\":\"t1\"}"}));
}

TEST_F(InHandFile, HoldsAnyBytesAlsoNone) {
    const std::string bytes("\0\n\xff", 3);
    dies_with("a", bytes);
    EXPECT_EQ(held(), (InHand::Message{"a", bytes}));
    dies_with("", "");
    EXPECT_EQ(held(), (InHand::Message{"", ""}));
}

TEST_F(InHandFile, HoldsNothingThatWasLetGoOf) {
    auto opened = InHand::open(file());
    ASSERT_TRUE(opened);
    opened->take("a", "b");
    opened->let_go();
    EXPECT_EQ(opened->held(), std::nullopt);
    EXPECT_EQ(held(), std::nullopt);
}

TEST_F(InHandFile, KeepsNoByteOfWhatWasLetGoOf) {
    auto opened = InHand::open(file());
    ASSERT_TRUE(opened);
    opened->take("oov/up/radio-7/report", "the name of somebody");
    opened->let_go();
    EXPECT_EQ(test::content_of(file()).find("somebody"), std::string::npos);
}

TEST_F(InHandFile, HoldsNothingOfAProcessThatEndedOnPurpose) {
    {
        auto opened = InHand::open(file());
        ASSERT_TRUE(opened);
        opened->take("a", "b");
        opened->spare();
        opened->take("c", "d");
    }
    EXPECT_EQ(held(), std::nullopt);
    dies_with("a", "b");
    EXPECT_EQ(held(), (InHand::Message{"a", "b"}));
}

TEST_F(InHandFile, HoldsTheBeginningOfWhatIsLongerThanAnyMessageMayBe) {
    dies_with(std::string(70'000, 't'), std::string(300'000, 'p'));
    EXPECT_EQ(held(), (InHand::Message{std::string(InHand::topic_most, 't'), std::string(InHand::payload_most, 'p')}));
}

TEST_F(InHandFile, IsMadeAnewWhenItIsShortOrOfSomethingElse) {
    dies_with("a", "b");
    std::filesystem::resize_file(file(), 40);
    EXPECT_EQ(held(), std::nullopt);
    std::ofstream(file()) << std::string(100'000, 'x');
    EXPECT_EQ(held(), std::nullopt);
    dies_with("a", "b");
    EXPECT_EQ(held(), (InHand::Message{"a", "b"}));
}

TEST_F(InHandFile, DoesNotBelieveLengthsThatCannotBe) {
    dies_with("a", "b");
    std::string bytes = test::content_of(file());
    for (std::size_t i = 20; i < 28; ++i) bytes[i] = '\xff';
    std::ofstream(file(), std::ios::binary) << bytes;
    EXPECT_EQ(held(), std::nullopt);
}

TEST_F(InHandFile, IsRefusedWhereNoFileCanBe) {
    const auto opened = InHand::open(folder_.path() / "absent" / "in-hand");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "disk_io");
}

}  // namespace
}  // namespace paraat::app
