#include "tests/simulation/leaks.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "hub/core/words.hpp"
#include "tests/simulation/world_words.hpp"

namespace paraat::simulation {
namespace {

using Json = nlohmann::ordered_json;

std::string with_covert_counts(const transport::Outbound& message, const core::State& state) {
    const bool is_summary = message.topic.starts_with("oov/json/") && message.topic.ends_with("/board/full");
    Json board = is_summary ? Json::parse(message.payload, nullptr, false) : Json{};
    if (!board.is_object()) return message.payload;
    const core::DivisionName division{board.value("division", "")};
    board["open"] = board.value("open", 0) + state.tally.of(core::CompartmentName{"covert"}, division).open;
    return board.dump();
}

std::string with_covert_status(const transport::Outbound& message, const core::State& state) {
    const bool is_board = message.topic.starts_with("oov/json/dvo/board/full/");
    Json board = is_board ? Json::parse(message.payload, nullptr, false) : Json{};
    if (!board.is_object()) return message.payload;
    const core::Unit* real = state.unit(core::ClientName{covert_units[0]});
    for (Json& unit : board["units"]) {
        if (real != nullptr && real->status && unit["unit"] == resting_unit) unit["status"] = core::word(*real->status);
    }
    return board.dump();
}

std::string with_commits(const transport::Outbound& message, std::int64_t commits) {
    std::string payload = message.payload;
    const bool is_receipt = message.topic.starts_with("oov/partner/") && message.topic.ends_with("/receipt");
    if (is_receipt) payload.insert(payload.size() - 1, fmt::format(",\"of\":{}", commits));
    return payload;
}

}  // namespace

std::string with_leak(Canary canary, const transport::Outbound& message, const core::State& state,
                      std::int64_t commits) {
    if (canary == Canary::count_of_all) return with_covert_counts(message, state);
    if (canary == Canary::cover_moves) return with_covert_status(message, state);
    if (canary == Canary::partner_receipt_of_all) return with_commits(message, commits);
    return message.payload;
}

}  // namespace paraat::simulation
