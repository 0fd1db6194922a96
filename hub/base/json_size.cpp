#include "hub/base/json_size.hpp"

#include "hub/base/utf8.hpp"

namespace paraat {
namespace {

std::size_t size_of(char c) {
    if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') return 2;
    return static_cast<unsigned char>(c) < 0x20 ? 6 : 1;
}

}  // namespace

std::size_t json_size(std::string_view text) {
    std::size_t size = 0;
    for (const char c : text) size += size_of(c);
    return size;
}

std::string cut_to_json_size(std::string_view text, std::size_t most) {
    if (json_size(text) <= most) return std::string(text);
    std::size_t size = 3;  // of the dots
    std::size_t kept = 0;
    while (kept < text.size() && size + size_of(text[kept]) <= most) size += size_of(text[kept++]);
    return shortened(text, kept);
}

}  // namespace paraat
