#pragma once

#include <stdexcept>
#include <string_view>

// Readers of what people write, fed with anything. Each target takes one input and throws Broken where our code does
// not keep a promise; that it neither crashes nor hangs is for its caller to see. One thread.
namespace paraat::fuzz {

struct Broken : std::logic_error {
    using std::logic_error::logic_error;
};

inline void promise(bool is_kept, const char* what) {
    if (!is_kept) throw Broken(what);
}

// One expression, to tokens and to a tree.
void cel_parse(std::string_view input);
// One expression, up to what it comes to in a case, and how that is told.
void cel_evaluate(std::string_view input);
// A folder of rules. A line "--- x.toml" or "--- x.geojson" begins a file of that kind, the first is TOML without one.
void rule_file(std::string_view input);

}  // namespace paraat::fuzz
