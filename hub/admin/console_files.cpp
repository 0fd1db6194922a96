#include "hub/admin/console_files.hpp"

#include <array>
#include <utility>

#include "hub/base/digest.hpp"
#include "hub/base/durable_file.hpp"

namespace paraat::admin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view index_path = "/index.html";
constexpr std::string_view for_ever = "/assets/";  // the build puts a digest into these names
constexpr std::string_view packed_ending = ".gz";
constexpr std::size_t tag_length = 32;  // half of a digest tells builds apart

constexpr std::array<std::pair<std::string_view, std::string_view>, 18> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/geo+json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".wav", "audio/wav"},
    {".mp3", "audio/mpeg"},
    {".ogg", "audio/ogg"},
}};

std::string type_of(const fs::path& file) {
    const std::string ending = file.extension().string();
    for (const auto& [known, type] : types) {
        if (ending == known) return std::string(type);
    }
    return "application/octet-stream";
}

Error unreadable(const fs::path& path) {
    return Error{"unreadable", "console.directory", path.string() + ": cannot read this part of the console"};
}

// The bytes of all files by what they are asked for as.
class FolderReading {
public:
    explicit FolderReading(const fs::path& folder) : folder_(folder) {}

    Result<std::map<std::string, std::string>> read() {
        std::error_code failed;
        fs::recursive_directory_iterator entry(folder_, failed);
        for (const fs::recursive_directory_iterator end; !failed && entry != end; entry.increment(failed)) {
            const bool is_hidden = entry->path().filename().string().starts_with('.');
            const fs::file_type kind = entry->symlink_status(failed).type();
            if (is_hidden && kind == fs::file_type::directory) entry.disable_recursion_pending();
            if (is_hidden || kind != fs::file_type::regular) continue;
            if (auto taken = take(entry->path()); !taken) return taken.error();
        }
        if (failed) return unreadable(folder_);
        return std::move(found_);
    }

private:
    Result<void> take(const fs::path& file) {
        std::error_code failed;
        const auto size = fs::file_size(file, failed);
        if (failed) return unreadable(file);
        bytes_ += size;
        if (bytes_ > ConsoleFiles::bytes_most || found_.size() == ConsoleFiles::files_most) {
            return Error{"too_large", "console.directory",
                         folder_.string() + ": more than " + std::to_string(ConsoleFiles::files_most) + " files or " +
                             std::to_string(ConsoleFiles::bytes_most >> 20) +
                             " MiB, so it is no console; a street map is named by console.street_map"};
        }
        auto content = read_file(file, size);
        if (!content) return unreadable(file);
        found_.emplace("/" + file.lexically_relative(folder_).generic_string(), std::move(*content));
        return {};
    }

    const fs::path& folder_;
    std::map<std::string, std::string> found_;
    std::size_t bytes_ = 0;
};

}  // namespace

Result<ConsoleFiles> ConsoleFiles::read(const fs::path& folder) {
    std::error_code failed;
    const fs::file_status status = fs::status(folder, failed);
    if (!fs::exists(status)) return ConsoleFiles{};
    if (!fs::is_directory(status)) {
        return Error{"not_a_folder", "console.directory",
                     folder.string() + ": console.directory is the folder of the console, and this is a file"};
    }
    auto found = FolderReading(folder).read();
    if (!found) return found.error();
    if (!found->contains(std::string(index_path))) return ConsoleFiles{};
    Files files;
    for (auto& [path, bytes] : *found) {
        const bool is_packed = path.ends_with(packed_ending);
        if (is_packed && found->contains(path.substr(0, path.size() - packed_ending.size()))) continue;
        const auto packed = found->find(path + std::string(packed_ending));
        const std::string tag = hex(sha256(bytes)).substr(0, tag_length);
        files[path] = {type_of(path), bytes, packed == found->end() ? std::string() : packed->second, tag,
                       path.starts_with(for_ever)};
    }
    ConsoleFiles read;
    read.files_ = std::make_shared<const Files>(std::move(files));
    return read;
}

const ConsoleFile* ConsoleFiles::find(std::string_view path) const {
    if (files_ == nullptr) return nullptr;
    const auto found = files_->find(path == "/" ? index_path : path);
    return found == files_->end() ? nullptr : &found->second;
}

}  // namespace paraat::admin
