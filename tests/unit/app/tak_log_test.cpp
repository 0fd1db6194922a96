#include "hub/app/tak_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Reason = TakLog::Reason;

const core::ClientName unit{"radio-1"};
constexpr Instant morning{1'764'277'200'000};

class TakLogTest : public testing::Test {
protected:
    void note(int times, Reason reason) {
        for (int i = 0; i < times; ++i) log_.note(centre_.organisation, unit, reason);
    }
    std::vector<TakLog::Line> due(Milliseconds after) { return log_.due(centre_.organisation, morning + after); }

    test::Centre centre_;
    TakLog log_;
};

TEST_F(TakLogTest, SaysOfAnAccountAndReasonOneLineAMinuteWithHowOften) {
    note(1, Reason::replaced);
    EXPECT_THAT(due(0s), ElementsAre(TakLog::Line{unit, Reason::replaced, 1}));
    note(900, Reason::replaced);
    note(2, Reason::refused);
    EXPECT_THAT(due(6s), ElementsAre(TakLog::Line{unit, Reason::refused, 2}));
    EXPECT_THAT(due(59s), IsEmpty());
    EXPECT_THAT(due(60s), ElementsAre(TakLog::Line{unit, Reason::replaced, 900}));
    EXPECT_THAT(due(120s), IsEmpty());
}

TEST_F(TakLogTest, SaysNothingOfWhoWorksCovertly) {
    note(1, Reason::replaced);
    core::Account covert = *centre_.organisation.account(unit);
    covert.compartment = core::covert_compartment;
    centre_.organisation.accounts.put(covert);
    note(1, Reason::refused);
    EXPECT_THAT(due(0s), IsEmpty());
}

}  // namespace
}  // namespace paraat::app
