#include "hub/app/held_pages.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

#include "hub/base/durable_file.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

// A line each: when it arrived in ms, who sent it, its topic, the page's line, parted by tabs. No page has one in it.
std::optional<foreign::HeldLine> held_line(std::string_view text) {
    const auto take = [&] {
        const std::size_t end = std::min(text.find('\t'), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return part;
    };
    foreign::HeldLine held;
    const std::string_view arrived = take();
    const auto [end, fault] = std::from_chars(arrived.data(), arrived.data() + arrived.size(), held.arrived.ms);
    if (fault != std::errc{} || end != arrived.data() + arrived.size()) return std::nullopt;
    held.receiver.text = take();
    held.topic = take();
    held.line = text;
    return held.line.empty() ? std::nullopt : std::optional(std::move(held));
}

}  // namespace

std::vector<foreign::HeldLine> HeldPages::read() const {
    std::error_code ignored;  // what a crash amid a write left beside it; it is nobody's
    std::filesystem::remove(file_.string() + ".new", ignored);
    std::vector<foreign::HeldLine> all;
    std::size_t left = 0;
    const auto found = read_file(file_);
    if (!found) put_aside();
    const std::string text = found ? *found : "";
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (auto held = held_line(rest.substr(0, end))) {
            all.push_back(std::move(*held));
        } else {
            ++left;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (left > 0) {
        log_error("pieces of pages that waited for their rest cannot be read and are lost",
                  {{"pieces", std::to_string(left)}});
    }
    return all;
}

// A file that is there and cannot be read is not to be written over: somebody may yet read it.
void HeldPages::put_aside() const {
    std::error_code none;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file_, none))) return;
    const std::filesystem::path aside = file_.string() + ".unread";
    std::error_code failed;
    std::filesystem::rename(file_, aside, failed);
    log_error("pieces of pages that waited for their rest cannot be read; they are put aside",
              {{"file", failed ? file_.string() : aside.string()}});
}

Result<void> HeldPages::keep(const std::vector<foreign::HeldLine>& held) const {
    if (held.empty()) {
        std::error_code failed;
        const bool was_there = std::filesystem::remove(file_, failed);
        if (failed) return Error{"disk_io", "", "cannot remove " + file_.string() + ": " + failed.message()};
        // Where a power loss brings it back it is said again, and known as a repeat; but people's addresses are in it.
        return was_there ? sync_directory(file_.parent_path()) : Result<void>{};
    }
    std::string text;
    for (const foreign::HeldLine& one : held) {
        text += std::to_string(one.arrived.ms) + "\t" + one.receiver.text + "\t" + one.topic + "\t" + one.line + "\n";
    }
    return replace_file(file_, text);
}

}  // namespace paraat::app
