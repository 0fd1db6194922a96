#pragma once

#include <filesystem>
#include <map>
#include <utility>

#include "hub/base/result.hpp"
#include "tests/simulation/figures.hpp"

namespace paraat::simulation {

// Which blocks of nights were played whole, and what they came to: a file of one line each, so that a long range can be
// stopped and gone on with. Its first line is the hash of the program: other code, other nights.
class Ledger {
public:
    using Block = std::pair<std::uint64_t, std::uint64_t>;  // first and last seed

    // An empty path is a ledger that is kept nowhere.
    static Result<Ledger> open(const std::filesystem::path& file, const std::filesystem::path& program);

    const std::map<Block, Figures>& blocks() const { return blocks_; }
    Result<void> add(const Block& block, const Figures& figures);

private:
    std::filesystem::path file_;
    std::map<Block, Figures> blocks_;
};

}  // namespace paraat::simulation
