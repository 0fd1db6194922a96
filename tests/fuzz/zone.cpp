#include "hub/rules/cel/zone_file.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

using rules::cel::YearlyRule;
using rules::cel::ZoneFile;

// The first and the last moment of the language, and some of ours.
constexpr std::int64_t moments[] = {-62'135'596'800, -1, 0, 1'763'940'000, 1'774'746'000, 253'402'300'799};

}  // namespace

void zone(std::string_view input) {
    const auto file = ZoneFile::parse(input);
    const auto same = ZoneFile::parse(std::string(input));
    promise((file == nullptr) == (same == nullptr), "the same is read twice alike");
    for (const std::int64_t at : moments) {
        promise(!file || file->offset_at(at) == same->offset_at(at), "a clock shows one time");
    }
    const auto rule = YearlyRule::read(input);
    if (!rule) return;
    for (const std::int64_t at : moments) {
        const std::int64_t offset = rule->offset_at(at);
        promise(offset == rule->standard || offset == rule->summer, "a clock shows one of the two times of its rule");
    }
}

}  // namespace paraat::fuzz
