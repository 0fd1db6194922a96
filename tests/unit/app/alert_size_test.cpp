#include <gtest/gtest.h>

#include "hub/codec/write_message.hpp"
#include "hub/projection/alert.hpp"
#include "hub/projection/answers.hpp"
#include "tests/support/centre.hpp"

// Whatever people write into it, an alert is a message that the broker takes: alone, and in an answer.
namespace paraat::test {
namespace {

const std::string dear(4'000, '\x01');  // six bytes each in JSON
const core::DivisionName dvo{"dvo"};

core::Incident full_incident() {
    core::Incident incident;
    incident.text = dear;
    incident.score_because = dear;
    incident.title = std::string(120, '\x01');
    incident.area = incident.contract = incident.group = std::string(64, '\x01');
    incident.passed_to = incident.group;
    incident.divisions = {dvo, core::DivisionName{"dvl"}, core::DivisionName{"sector"}};
    for (const core::PauseKind kind : {core::PauseKind::silenced, core::PauseKind::shelved}) {
        incident.pauses[kind] = {core::ClientName{"console-1"}, Instant{1}, dear, never, Instant{1}};
    }
    for (int i = 0; i < 300; ++i) {
        const core::ClientName unit{std::string(28, 'x') + std::to_string(1'000 + i)};
        incident.units[unit] = {core::UnitState::en_route, Instant{1'763'940'000'000}};
    }
    for (int i = 0; i < 8; ++i) {
        core::Escalation call;
        call.policy = policy("policy-" + std::to_string(i), {step("role/opco", {})});
        core::Because because{dear, {}, {}};
        for (int n = 0; n < 8; ++n) because.args.emplace_back("report.text", std::string(240, '\x01'));
        call.because = because;
        incident.escalations.push_back(call);
    }
    return incident;
}

std::size_t size_of_twin(const std::string& bytes) {
    return codec::json_twin(bytes).size();
}

TEST(AlertSize, FitsIntoAMessageWhateverIsInIt) {
    const core::Alert alert = projection::alert_of(full_incident(), dvo);
    EXPECT_EQ(alert.escalations.size(), 8U);
    EXPECT_EQ(alert.units.size(), 150U);
    EXPECT_LE(codec::write(alert).size(), 65'536U);
    EXPECT_LE(size_of_twin(codec::write(alert)), projection::size_of(alert));
    EXPECT_LE(projection::size_of(alert), 56'000U);  // so that an entry of a timeline fits beside it
}

TEST(AlertSize, CutsNoTextThatHasNoControlCharacters) {
    core::Incident incident = full_incident();
    incident.text = std::string(4'000, '"');
    EXPECT_EQ(projection::alert_of(incident, dvo).text, incident.text);
    incident.pauses[core::PauseKind::shelved].text = std::string(4'000, 'x');
    EXPECT_EQ(projection::alert_of(incident, dvo).shelved->text, std::string(4'000, 'x'));
}

TEST(InstructionSize, FitsIntoAMessageWhateverIsInIt) {
    core::Instruction order;
    order.text = dear;
    order.deployment = core::Deployment{};
    order.deployment->because = dear;
    for (int i = 0; i < 150; ++i) {
        const core::ClientName client{std::string(28, 'x') + std::to_string(1'000 + i)};
        order.answers[client] = {client, core::Answer::accepted, Instant{1'763'940'000'000}, dear};
    }
    const std::string bytes = codec::write(projection::view_of(order));
    EXPECT_LE(bytes.size(), 65'536U);
    EXPECT_LE(size_of_twin(bytes), 65'536U);
}

// Of an order to very many: those who answered, those who said nothing, and those who left.
TEST(InstructionSize, FitsIntoAnAnswerWhateverIsInIt) {
    Centre centre;
    core::Instruct to_a_team;
    to_a_team.to = "team/it-overlast";
    to_a_team.text = dear;
    const auto id = centre.receives("console-1", to_a_team).instruction.value();
    core::Instruction& order = centre.state.instructions.at(id);
    order.talkgroup = std::string(64, '\x01');
    order.deployment = core::Deployment{};
    order.deployment->because = dear;
    for (int i = 0; i < 600; ++i) {
        const core::ClientName client{std::string(28, 'x') + std::to_string(1'000 + i)};
        order.addressees.push_back(client);
        if (i < 200) order.answers[client] = {client, core::Answer::accepted, Instant{1'763'940'000'000}, dear};
        if (i >= 400) order.left.insert(client);
    }
    const projection::Archive archive{centre.organisation, centre.state, centre.observed, {}, centre.now, 981};
    core::Query query;
    query.ask = "instructions";
    const auto result = projection::answer(archive, core::ClientName{"console-1"}, "q1", query);
    ASSERT_EQ(result.instructions->size(), 1U);
    const std::string bytes = codec::write(result);
    EXPECT_LE(bytes.size(), 65'536U);
    EXPECT_LE(size_of_twin(bytes), 65'536U);
}

}  // namespace
}  // namespace paraat::test
