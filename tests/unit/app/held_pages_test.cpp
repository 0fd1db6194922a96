#include "hub/app/held_pages.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "hub/base/durable_file.hpp"
#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

const std::string receivers_topic = "oov/partner/contract-1/in/p2000";
const std::string first_piece =
    "FLEX|2026-11-27 10:00:00|1600/2/F/A|12.077|000120161|ALN|P 1 BDH-07 BR woning Dorpsstraat 12 Lei";

void read_pages(Intake& intake) {
    std::vector<SourceIssue> issues;
    const auto words = read_file(std::string(PARAAT_SOURCE_DIR) + "/config/p2000.toml");
    intake.understand_pages(codec::p2000::read_tables(words.value_or(""), "p2000.toml", issues),
                            [](Instant) { return Milliseconds{0}; });
}

TEST(HeldPages, AreReadAsTheyWereKept) {
    test::Folder folder;
    const HeldPages pages(folder.path());
    const std::vector<foreign::HeldLine> held = {
        {core::ClientName{"pager"}, "oov/partner/pager/in/p2000", Instant{1'795'000'000'000}, first_piece},
        {core::ClientName{"other"}, "t", Instant{-1}, "FLEX|x"}};
    EXPECT_THAT(pages.read(), IsEmpty());
    ASSERT_TRUE(pages.keep(held));
    EXPECT_EQ(pages.read(), held);
    ASSERT_TRUE(pages.keep({}));
    EXPECT_THAT(pages.read(), IsEmpty());
    EXPECT_TRUE(pages.keep({})) << "of nothing there is nothing to remove";
}

TEST(HeldPages, ThatCannotBeKeptSaySoAndLeaveNothing) {
    test::Folder folder;
    const HeldPages pages(folder.path());
    std::filesystem::create_directories(folder.path() / "held-pages" / "in-the-way");
    const std::vector<foreign::HeldLine> held = {{core::ClientName{"pager"}, "t", Instant{12}, "FLEX|x"}};
    const auto kept = pages.keep(held);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, "disk_io");
    EXPECT_FALSE(pages.keep({}));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "held-pages.new"));
}

TEST(HeldPages, LeaveNoHalfWrittenFileOfACrash) {
    test::Folder folder;
    std::ofstream(folder.path() / "held-pages.new") << "12\tpager\tt\tFL";
    EXPECT_THAT(HeldPages(folder.path()).read(), IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "held-pages.new"));
}

TEST(HeldPages, AreReadAroundALineThatNobodyCanRead) {
    test::Folder folder;
    std::ofstream(folder.path() / "held-pages") << "soon\tpager\tt\tFLEX|x\n12\n\n12\tpager\tt\tFLEX|x";
    const foreign::HeldLine whole{core::ClientName{"pager"}, "t", Instant{12}, "FLEX|x"};
    EXPECT_THAT(HeldPages(folder.path()).read(), ElementsAre(whole));
}

TEST(HeldPages, ThatCannotBeReadArePutAsideAndNotWrittenOver) {
    test::Folder folder;
    std::filesystem::create_directory(folder.path() / "held-pages");
    const HeldPages pages(folder.path());
    EXPECT_THAT(pages.read(), IsEmpty());
    EXPECT_TRUE(std::filesystem::is_directory(folder.path() / "held-pages.unread"));
    const std::vector<foreign::HeldLine> held = {{core::ClientName{"pager"}, "t", Instant{12}, "FLEX|x"}};
    ASSERT_TRUE(pages.keep(held));
    EXPECT_EQ(pages.read(), held);
}

TEST(HeldPages, AreToBeKeptWithTheBatchThatBringsThem) {
    Desk desk;
    read_pages(desk.intake());
    const Batch batch = desk.takes_from(receivers_topic, first_piece);
    ASSERT_TRUE(batch.held_pages);
    EXPECT_THAT(*batch.held_pages, SizeIs(1));
    EXPECT_FALSE(desk.takes_from(receivers_topic, first_piece).held_pages) << "nothing else waits than did";
}

TEST(HeldPages, AreToldWhenTheHubEnds) {
    Desk desk;
    read_pages(desk.intake());
    static_cast<void>(desk.takes_from(receivers_topic, first_piece));
    Batch full;
    ASSERT_TRUE(desk.intake().take_held(desk.now, false, full));
    EXPECT_TRUE(full.is_empty()) << "on a full disk they are left to the next hub";
    Batch last;
    ASSERT_TRUE(desk.intake().take_held(desk.now, true, last));
    ASSERT_THAT(last.heard, SizeIs(1));
    EXPECT_EQ(last.heard[0].topic, receivers_topic);
    EXPECT_THAT(last.receipts, SizeIs(1));
    ASSERT_TRUE(last.held_pages);
    EXPECT_THAT(*last.held_pages, IsEmpty());
}

TEST(HeldPages, WaitForTheirRestAlsoInTheNextHub) {
    Desk desk;
    read_pages(desk.intake());
    const Batch first = desk.takes_from(receivers_topic, first_piece);
    desk.restarts();
    read_pages(desk.intake());
    desk.intake().hold_again(first.held_pages.value());
    Batch soon;
    ASSERT_TRUE(desk.intake().take_late(desk.now + 30s, true, soon));
    EXPECT_TRUE(soon.is_empty());
    Batch late;
    ASSERT_TRUE(desk.intake().take_late(desk.now + 31s, true, late));
    EXPECT_THAT(late.heard, SizeIs(1));
    EXPECT_THAT(late.held_pages.value(), IsEmpty());
}

}  // namespace
}  // namespace paraat::app
