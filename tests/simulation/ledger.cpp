#include "tests/simulation/ledger.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "hub/base/digest.hpp"

namespace paraat::simulation {
namespace {

std::string hash_of(const std::filesystem::path& program) {
    std::ifstream in(program, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return hex(sha256(bytes));
}

Error unreadable(const std::filesystem::path& file, const std::string& why) {
    return {"ledger", file.string(), file.string() + " " + why + "; take another file, or delete it to begin anew"};
}

}  // namespace

Result<Ledger> Ledger::open(const std::filesystem::path& file, const std::filesystem::path& program) {
    Ledger ledger;
    ledger.file_ = file;
    if (file.empty()) return ledger;
    const std::string heading = "program " + hash_of(program);
    std::ifstream in(file);
    std::string line;
    if (!in.is_open()) {
        std::ofstream out(file);
        out << heading << "\n";
        if (!out.flush()) return unreadable(file, "cannot be written");
        return ledger;
    }
    if (!std::getline(in, line) || line != heading) return unreadable(file, "is of another build");
    while (std::getline(in, line)) {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        const std::size_t json = line.find('{');
        // A line that was cut short is played again.
        if (json == std::string::npos || std::sscanf(line.c_str(), "%lu-%lu ", &first, &last) != 2) continue;
        try {
            ledger.blocks_[{first, last}] = figures_of(line.substr(json));
        } catch (const nlohmann::json::exception&) {
            continue;
        }
    }
    return ledger;
}

Result<void> Ledger::add(const Block& block, const Figures& figures) {
    blocks_[block] = figures;
    if (file_.empty()) return {};
    std::ofstream out(file_, std::ios::app);
    out << block.first << "-" << block.second << " " << to_line(figures) << "\n";
    if (!out.flush()) return unreadable(file_, "cannot be written");
    return {};
}

}  // namespace paraat::simulation
