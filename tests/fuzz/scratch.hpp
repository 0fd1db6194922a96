#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace paraat::fuzz {

// A folder of this process alone, emptied by each call and gone with the process.
std::filesystem::path scratch_folder();

void write_file(const std::filesystem::path& file, std::string_view bytes);

// What is damaged as the first bytes of an input say: three times an offset of two bytes, and what is flipped there.
struct Damage {
    static constexpr std::size_t size = 9;
    explicit Damage(std::string_view input) : recipe(input.substr(0, size)) {}
    std::string on(std::string bytes) const;

    std::string recipe;
};

}  // namespace paraat::fuzz
