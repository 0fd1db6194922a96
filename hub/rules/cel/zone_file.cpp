#include "hub/rules/cel/zone_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace paraat::rules::cel {
namespace {

constexpr const char* folder = "/usr/share/zoneinfo/";
constexpr std::size_t name_most = 64;          // bytes
constexpr std::size_t file_most = 256 * 1024;  // bytes
constexpr std::size_t header_size = 44;

// Letters, digits and a few signs between slashes: no name leads out of the folder.
// Files beside the zones that are none: what this machine has, and the zones again, with leap seconds or without.
bool is_of_the_machine(std::string_view name) {
    return name == "localtime" || name == "posixrules" || name == "Factory" || name.starts_with("right/") ||
           name.starts_with("posix/");
}

bool is_name(std::string_view name) {
    const auto is_fine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
               c == '-' || c == '+';
    };
    return !name.empty() && name.size() <= name_most && name.front() != '/' && name.back() != '/' &&
           name.find("//") == std::string_view::npos && std::all_of(name.begin(), name.end(), is_fine) &&
           !is_of_the_machine(name);
}

std::int64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = (static_cast<unsigned char>(bytes[at]) & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return static_cast<std::int64_t>(value);
}

// The counts of a header (RFC 8536, section 3.1).
struct Counts {
    std::size_t utc = 0, standard = 0, leaps = 0, times = 0, types = 0, letters = 0;

    static std::optional<Counts> at(std::string_view bytes, std::size_t begin) {
        if (bytes.size() < begin + header_size || bytes.substr(begin, 4) != "TZif") return std::nullopt;
        const auto count = [&](std::size_t nth) {
            return static_cast<std::size_t>(big_endian(bytes, begin + 20 + 4 * nth, 4)) & 0xffffff;
        };
        return Counts{count(0), count(1), count(2), count(3), count(4), count(5)};
    }
    std::size_t size(std::size_t width) const {
        return times * (width + 1) + types * 6 + letters + leaps * (width + 4) + standard + utc;
    }
};

}  // namespace

std::shared_ptr<const ZoneFile> ZoneFile::read(const std::string& name) {
    if (!is_name(name)) return nullptr;
    std::ifstream file(folder + name, std::ios::binary);
    std::string bytes(file_most, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return parse(bytes);
}

// The first block counts in 32 bits and is passed over; the second is the same in 64, a rule in text ends it.
std::shared_ptr<const ZoneFile> ZoneFile::parse(std::string_view bytes) {
    const auto first = Counts::at(bytes, 0);
    if (!first || bytes[4] < '2') return nullptr;
    const std::size_t header = header_size + first->size(4);
    const auto counts = Counts::at(bytes, header);
    if (!counts || counts->types == 0) return nullptr;
    const std::size_t times = header + header_size;
    const std::size_t kinds = times + 8 * counts->times;
    const std::size_t types = kinds + counts->times;
    const std::size_t footer = times + counts->size(8);
    if (bytes.size() < footer) return nullptr;
    auto made = std::make_shared<ZoneFile>();
    made->before_ = big_endian(bytes, types, 4);
    for (std::size_t i = 0; i < counts->times; ++i) {
        const std::size_t kind = static_cast<unsigned char>(bytes[kinds + i]);
        if (kind >= counts->types) return nullptr;
        made->changes_.push_back({big_endian(bytes, times + 8 * i, 8), big_endian(bytes, types + 6 * kind, 4)});
    }
    std::string_view rule = bytes.substr(footer);
    if (rule.size() > 2) made->after_ = YearlyRule::read(rule.substr(1, rule.find('\n', 1) - 1));
    return made;
}

std::int64_t ZoneFile::offset_at(std::int64_t seconds) const {
    const auto next = std::upper_bound(changes_.begin(), changes_.end(), seconds,
                                       [](std::int64_t at, const Change& change) { return at < change.at; });
    if (next == changes_.end() && after_) return after_->offset_at(seconds);
    return next == changes_.begin() ? before_ : std::prev(next)->offset;
}

}  // namespace paraat::rules::cel
