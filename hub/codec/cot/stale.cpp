#include "hub/codec/cot/stale.hpp"

#include <array>

#include "hub/codec/cot/type.hpp"

namespace paraat::codec::cot {
namespace {

struct Rule {
    std::string_view kind;
    Milliseconds counts;
};

using namespace std::chrono_literals;

// The first that fits.
constexpr std::array rules = {
    Rule{"a-.-A-M-H-Q", 10s},  // a drone moves fast, and says where it is each second
    Rule{"a-.-X-i", 24h},      // an incident stands until it is deleted; a client that lost us greys it after a day
    Rule{"a", 120s},           // what iTAK gives its own position: two reports may be lost before it turns grey
    Rule{"b-a", 24h},          // an emergency ends by a person, so no client may drop it by itself
    Rule{"b-l", 24h},          // likewise an incident
    Rule{"b-t-f", 24h},        // chat and its receipts, as ATAK has it
    Rule{"t-x-c-t", 20s},      // a ping is of the moment
    Rule{"t-x-takp", 60s},     // a client waits a minute for the answer
};
constexpr Milliseconds others = 24h;

}  // namespace

Milliseconds usual_stale(std::string_view type) {
    for (const Rule& rule : rules) {
        if (is_of_kind(type, rule.kind)) return rule.counts;
    }
    return others;
}

}  // namespace paraat::codec::cot
