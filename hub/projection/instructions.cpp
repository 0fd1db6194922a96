#include "hub/projection/instructions.hpp"

#include "hub/base/json_size.hpp"
#include "hub/core/clearance.hpp"
#include "hub/projection/alert.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

constexpr Milliseconds told_after_end = std::chrono::hours{12};
// Of an order to very many, so that the largest fits into a message.
constexpr std::size_t answers_most = 150;
constexpr std::size_t names_most = 100;  // of those who said nothing, and of those who left

std::size_t size_of(const core::InstructionLife& life) {
    const core::InstructionView& order = life.order;
    std::size_t size = 600 + order.to.size() + json_size(order.text) + json_size(order.talkgroup);
    if (order.deployment) size += 300 + json_size(order.deployment->area) + json_size(order.deployment->because);
    for (const core::InstructionAnswer& answer : order.answers) size += 120 + json_size(answer.text);
    return size + 40 * (life.silent.size() + life.left.size());
}

class InstructionList {
public:
    InstructionList(const Archive& archive, const core::ClientName& asker) : archive_(archive), asker_(asker) {}

    bool has(const core::Instruction& order) const {
        const bool is_past = order.has_ended() && order.ended_at + told_after_end <= archive_.now;
        return !is_past && core::may_read(archive_.organisation, asker_, order) && !is_kept_back(order) &&
               !names_who_is_covert_now(order);
    }

    core::InstructionLife life_of(const core::Instruction& order) const {
        core::InstructionLife life;
        life.order = view_of(order);
        if (order.has_ended()) life.ended_at = order.ended_at;
        std::erase_if(life.order.answers, [&](const auto& answer) { return !may_know_of(answer.client); });
        if (life.order.answers.size() > answers_most) life.order.answers.resize(answers_most);
        for (const core::ClientName& client : order.addressees) {
            if (!may_know_of(client)) continue;
            ++life.addressees;
            const bool is_gone = order.left.contains(client);
            if (is_gone) add(life.left, client);
            if (!is_gone && !order.answers.contains(client)) add(life.silent, client);
        }
        return life;
    }

private:
    // Of the order about its own panic it reads, as in the timeline, only what is for it.
    bool is_kept_back(const core::Instruction& order) const {
        const core::Incident* incident = order.incident ? archive_.state.incident(*order.incident) : nullptr;
        return incident != nullptr && core::is_kept_from(asker_, *incident) && !order.is_for(asker_);
    }
    // An order to one unit tells what that unit does, though it was given when anybody might know.
    bool names_who_is_covert_now(const core::Instruction& order) const {
        const auto target = core::Target::parse(order.to);
        return target && target->kind == core::Target::Kind::unit && !may_know_of(core::ClientName{target->name});
    }
    bool may_know_of(const core::ClientName& client) const {
        return core::is_cleared_for(archive_.organisation, asker_, archive_.organisation.compartment_of(client));
    }
    static void add(std::vector<core::ClientName>& names, const core::ClientName& client) {
        if (names.size() < names_most) names.push_back(client);
    }

    const Archive& archive_;
    const core::ClientName& asker_;
};

}  // namespace

void answer_instructions(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                         core::QueryResult& result) {
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only people of the organisation may ask that");
    }
    const auto after = Ulid::parse(query.after);
    if (!query.after.empty() && !after) {
        return fail(result, "bad_value", "after", "after is the next of the page before");
    }
    auto& items = result.instructions.emplace();
    const InstructionList list(archive, asker);
    std::size_t bytes = 0;
    const auto& all = archive.state.instructions;
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
        const auto& [id, order] = *at;
        if (!list.has(order)) continue;
        ++result.total;
        const bool is_before = after && !(id.ulid < *after);
        if (is_before || !result.next.empty()) continue;  // counted only
        core::InstructionLife life = list.life_of(order);
        bytes += size_of(life);
        const bool is_full = items.size() == static_cast<std::size_t>(query.limit) || bytes > page_bytes;
        if (is_full && !items.empty()) {
            result.next = items.back().order.instruction.text();
        } else {
            items.push_back(std::move(life));
        }
    }
}

}  // namespace paraat::projection
