#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/fuzz/targets.hpp"

// What libFuzzer calls. `fuzz TARGET [OPTIONS] [FOLDER|INPUT]...` runs a target; `fuzz TARGET --seeds FOLDER` leaves
// there what its runs start from. The processes that libFuzzer itself starts find the target in their environment.
namespace {

constexpr const char* variable = "PARAAT_FUZZ_TARGET";
const paraat::fuzz::Target* target = nullptr;

int write_seeds(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    for (const auto& [name, bytes] : paraat::fuzz::seeds_of(*target)) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
    }
    return EXIT_SUCCESS;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
    if (*count > 1) target = paraat::fuzz::target_named((*arguments)[1]);
    if (target != nullptr) {
        setenv(variable, target->name, 1);
        for (int i = 1; i < *count; ++i) (*arguments)[i] = (*arguments)[i + 1];
        --*count;
    } else if (const char* inherited = std::getenv(variable)) {
        target = paraat::fuzz::target_named(inherited);
    }
    if (target == nullptr) {
        std::cerr << "fuzz: say a target of docs/fuzzing.md\n";
        std::exit(64);
    }
    if (*count == 3 && std::string_view((*arguments)[1]) == "--seeds") std::exit(write_seeds((*arguments)[2]));
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    target->take({reinterpret_cast<const char*>(data), size});
    return 0;
}
