#include "tests/fuzz/scratch.hpp"

#include <unistd.h>

#include <fstream>

namespace paraat::fuzz {
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("paraat-fuzz-" + std::to_string(::getpid()));
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

}  // namespace

fs::path scratch_folder() {
    static const Folder folder;
    fs::remove_all(folder.path);
    fs::create_directories(folder.path);
    return folder.path;
}

void write_file(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string Damage::on(std::string bytes) const {
    const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(recipe[i])); };
    for (std::size_t i = 0; i + 2 < recipe.size() && !bytes.empty(); i += 3) {
        char& byte = bytes[(at(i) << 8U | at(i + 1)) % bytes.size()];
        byte = static_cast<char>(byte ^ recipe[i + 2]);
    }
    return bytes;
}

}  // namespace paraat::fuzz
