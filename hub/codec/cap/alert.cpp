#include "hub/codec/cap/alert.hpp"

#include <string_view>

namespace paraat::codec::cap {
namespace {

bool is_in(const AlertBlock& block, std::string_view language) {
    const std::string_view said = block.language.empty() ? "en-US" : std::string_view(block.language);
    if (said.size() < language.size()) return false;
    for (std::size_t i = 0; i < language.size(); ++i) {
        if ((said[i] | 0x20) != language[i]) return false;
    }
    return said.size() == language.size() || said[language.size()] == '-' || said[language.size()] == '_';
}

}  // namespace

const AlertBlock* block_to_show(const Alert& alert) {
    for (const std::string_view language : {"nl", "en"}) {
        for (const auto& block : alert.blocks) {
            if (is_in(block, language)) return &block;
        }
    }
    return alert.blocks.empty() ? nullptr : &alert.blocks.front();
}

}  // namespace paraat::codec::cap
