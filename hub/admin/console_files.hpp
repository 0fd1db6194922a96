#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"

namespace paraat::admin {

// A file of the console, as it goes out.
struct ConsoleFile {
    std::string type;  // of the content
    std::string bytes;
    std::string packed;        // the same by gzip, where the build left that beside it; empty = it did not
    std::string tag;           // another one for other bytes
    bool is_for_ever = false;  // its name changes with its bytes
};

// The console as it was built, read whole at the start: a path that is asked for later is only looked up here, so none
// leads out of the folder, and no page mixes the files of two builds. Copies share what was read.
class ConsoleFiles {
public:
    static constexpr std::size_t files_most = 4'096;
    static constexpr std::size_t bytes_most = 64UL << 20;  // of all of them; a street map is not among them

    // Empty where the folder is not there, or has no index.html: nobody built it. Links and hidden files are left out.
    // Refused: `not_a_folder`, `too_large` and `unreadable`.
    static Result<ConsoleFiles> read(const std::filesystem::path& folder);

    bool is_empty() const { return files_ == nullptr; }
    const ConsoleFile* find(std::string_view path) const;  // "/assets/map.js", or "/" for the page itself

private:
    using Files = std::map<std::string, ConsoleFile, std::less<>>;

    std::shared_ptr<const Files> files_;
};

}  // namespace paraat::admin
