#include <gmock/gmock.h>

#include <array>

#include "hub/codec/write_message.hpp"
#include "hub/core/briefing_lines.hpp"
#include "tests/support/centre.hpp"

// However much happened, a briefing is a message that the broker takes.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::BriefingKind;

constexpr int incidents = 5'000;

class BriefingSize : public testing::Test {
protected:
    const Instant from{1'763'935'200'000};

    void has_categories(int count, const std::string& label) {
        for (int i = 0; i < count; ++i) {
            core::Category category = *centre.organisation.category(core::CategoryName{"theft"});
            category.name = core::CategoryName{"category_with_a_long_name_" + std::to_string(1'000 + i)};
            category.label_nl = label;
            centre.organisation.categories[category.name] = category;
            categories.push_back(category.name);
        }
    }
    void happen(const std::string& contract, int contracts) {
        for (int i = 0; i < incidents; ++i) {
            core::Incident incident;
            const std::array<std::uint8_t, 10> chance{static_cast<std::uint8_t>(i % 256)};
            incident.opened_at = from + std::chrono::seconds{i};
            incident.id = core::IncidentId{Ulid{incident.opened_at, chance}};
            incident.category = categories[static_cast<std::size_t>(i) % categories.size()];
            incident.priority = 1 + i % 5;
            incident.status = static_cast<core::IncidentStatus>(i % 6);
            incident.divisions = {core::DivisionName{"dvo"}};
            incident.first_acked_at = incident.opened_at + std::chrono::seconds{i % 600};
            incident.first_on_scene_at = *incident.first_acked_at;
            incident.claimed_by = core::ClientName{std::string(32, 'x')};
            incident.contract = contract + std::to_string(i % contracts);
            centre.state.incidents[incident.id] = incident;
        }
    }
    core::Briefing made() {
        core::Briefing briefing;
        briefing.name = {"2025-11-24", {}, core::DivisionName{"dvo"}};
        briefing.from = from;
        briefing.until = from + 9h;
        briefing.at = from + 12h;
        core::Outcome outcome;
        const core::Situation situation{centre.organisation, centre.rules, centre.state,
                                        centre.observed,     from + 12h,   outcome};
        briefing.lines = core::briefing_lines(situation, briefing);
        centre.state.incidents.clear();
        return briefing;
    }
    static std::size_t size_of(const core::Briefing& briefing) {
        const std::string bytes = codec::write(briefing);
        return std::max(bytes.size(), codec::json_twin(bytes).size());
    }

    Centre centre;
    std::vector<core::CategoryName> categories;
};

TEST_F(BriefingSize, HoldsSeveralCitesOfEachLineOfABusyNight) {
    has_categories(20, "beroving, overval");
    happen("wpz-", 5);
    const core::Briefing briefing = made();
    EXPECT_LE(size_of(briefing), core::briefing_most);
    for (const core::BriefingLine& line : briefing.lines) {
        EXPECT_TRUE(line.more == 0 || line.cites.size() >= 4) << line.text;
    }
}

TEST_F(BriefingSize, IsBoundedWhateverContractsAreCalled) {
    has_categories(20, "beroving");
    happen(std::string(60, '\x01'), 40);
    EXPECT_LE(size_of(made()), core::briefing_most);
}

TEST_F(BriefingSize, IsBoundedWhateverIsInIt) {
    has_categories(60, std::string(80, '"'));
    happen(std::string(60, '"'), 40);
    const core::Briefing briefing = made();
    EXPECT_LE(size_of(briefing), core::briefing_most);
    std::size_t rests = 0;
    for (const core::BriefingLine& line : briefing.lines) {
        rests += line.kind == BriefingKind::rest ? 1 : 0;
        const bool counts_openings = line.kind == BriefingKind::came_in || line.kind == BriefingKind::open;
        const auto cited = static_cast<std::int64_t>(line.cites.size()) + line.more;
        EXPECT_TRUE(!counts_openings || line.count == cited) << line.text;
    }
    EXPECT_EQ(rests, 3) << "of categories, of named incidents, of contracts";
}

}  // namespace
}  // namespace paraat::test
