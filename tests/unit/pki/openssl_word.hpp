#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include "hub/base/durable_file.hpp"
#include "tests/support/folder.hpp"

// What the openssl of the system says: a judge that is not ours.
namespace paraat::test {

struct Word {
    int code = -1;
    std::string said;
};

inline Word openssl(const std::string& arguments) {
    Word word;
    FILE* pipe = popen(("openssl " + arguments + " 2>&1").c_str(), "r");
    std::array<char, 4096> part{};
    while (fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) word.said += part.data();
    word.code = pclose(pipe);
    return word;
}

// The text as a file of the folder, for its command line.
inline std::string file_of(const Folder& folder, const std::string& name, const std::string& text) {
    const std::filesystem::path file = folder.path() / name;
    EXPECT_TRUE(replace_file(file, text));
    return file.string();
}

}  // namespace paraat::test
