#include "hub/provision/zip_file.hpp"

#include <cstdint>
#include <string_view>

namespace paraat::provision {
namespace {

constexpr std::uint32_t file_mark = 0x04034b50;
constexpr std::uint32_t entry_mark = 0x02014b50;
constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint16_t version = 20;           // of ZIP: folders
constexpr std::uint16_t day = (1U << 5U) | 1U;  // 1 January 1980
constexpr std::uint16_t is_utf8 = 1U << 11U;    // the name

// ISO 3309, bit by bit: the files are a few KiB.
std::uint32_t crc32(std::string_view bytes) {
    constexpr std::uint32_t polynomial = 0xEDB88320;
    std::uint32_t sum = 0xFFFFFFFF;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? polynomial : 0);
    }
    return ~sum;
}

void add16(std::string& out, std::size_t value) {
    out += static_cast<char>(value & 0xFFU);
    out += static_cast<char>((value >> 8U) & 0xFFU);
}

void add32(std::string& out, std::size_t value) {
    add16(out, value & 0xFFFFU);
    add16(out, value >> 16U);
}

// What stands of a file both before it and in the list at the end.
void add_facts(std::string& out, const ZipEntry& entry) {
    add16(out, version);
    add16(out, is_utf8);
    add16(out, 0);  // stored
    add16(out, 0);  // midnight
    add16(out, day);
    add32(out, crc32(entry.bytes));
    add32(out, entry.bytes.size());
    add32(out, entry.bytes.size());
    add16(out, entry.name.size());
    add16(out, 0);  // nothing extra
}

}  // namespace

std::string zip_file(const std::vector<ZipEntry>& entries) {
    std::string out;
    std::string list;
    for (const ZipEntry& entry : entries) {
        add32(list, entry_mark);
        add16(list, version);
        add_facts(list, entry);
        add16(list, 0);  // no comment
        add16(list, 0);  // first disk
        add16(list, 0);  // no attributes
        add32(list, 0);
        add32(list, out.size());
        list += entry.name;
        add32(out, file_mark);
        add_facts(out, entry);
        out += entry.name + entry.bytes;
    }
    const std::size_t list_at = out.size();
    out += list;
    add32(out, end_mark);
    add32(out, 0);  // one disk
    add16(out, entries.size());
    add16(out, entries.size());
    add32(out, list.size());
    add32(out, list_at);
    add16(out, 0);  // no comment
    return out;
}

}  // namespace paraat::provision
