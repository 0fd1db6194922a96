#include "hub/core/telling.hpp"

#include "hub/base/digest.hpp"

namespace paraat::core {

bool tell(Situation& situation, const std::string& key, const Order& order) {
    const Sha256 digest = sha256(key);
    const InstructionId id{Ulid{situation.now, std::span<const std::uint8_t, 10>{digest.data(), 10}}};
    return issue(situation, the_hub, id, order);
}

}  // namespace paraat::core
