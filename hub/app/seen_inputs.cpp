#include "hub/app/seen_inputs.hpp"

#include <algorithm>
#include <bit>
#include <functional>

#include "hub/journal/reader.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t bits_each = 16;
constexpr std::size_t bits_a_word = 64;
constexpr std::size_t room_for_new = 1'000'000;
// Each page is a read of its own: a longer one would keep the journal from cutting its log.
constexpr std::size_t names_a_page = 4'096;

// Of splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9U;
    value = (value ^ value >> 27) * 0x94D049BB133111EBU;
    return value ^ value >> 31;
}

}  // namespace

SeenInputs::SeenInputs(std::size_t capacity)
    : capacity_(std::max<std::size_t>(capacity, 1)), words_(std::bit_ceil(capacity_ * bits_each / bits_a_word + 1)) {}

// Two halves of one hash make them all (Kirsch and Mitzenmacher, ESA 2006).
std::uint64_t SeenInputs::bit(std::uint64_t hash, unsigned probe) const {
    const std::uint64_t step = mixed(hash) | 1;
    return (hash + probe * step) % (words_.size() * bits_a_word);
}

void SeenInputs::add(std::uint64_t hash) {
    for (unsigned probe = 0; probe < probes; ++probe) {
        const std::uint64_t at = bit(hash, probe);
        words_[at / bits_a_word] |= std::uint64_t{1} << at % bits_a_word;
    }
    ++added_;
}

bool SeenInputs::may_hold(std::uint64_t hash) const {
    for (unsigned probe = 0; probe < probes; ++probe) {
        const std::uint64_t at = bit(hash, probe);
        if ((words_[at / bits_a_word] >> at % bits_a_word & 1) == 0) return false;
    }
    return true;
}

std::uint64_t input_hash(std::string_view client, std::string_view kind, std::string_view id) {
    const std::hash<std::string_view> hash;
    return mixed(hash(id) ^ mixed(hash(client) ^ mixed(hash(kind))));
}

Result<SeenInputs> read_seen_inputs(const std::filesystem::path& directory, const std::atomic<bool>& is_unwanted) {
    auto reader = journal::JournalReader::open(directory);
    if (!reader) return reader.error();
    std::vector<std::uint64_t> hashes;
    journal::InputName last;
    for (bool is_at_end = false; !is_at_end;) {
        if (is_unwanted) return Error{"unwanted", "", "nobody waits for it"};
        auto page = reader->read_input_names(last, names_a_page);
        if (!page) return page.error();
        for (const journal::InputName& name : *page) hashes.push_back(input_hash(name.client, name.kind, name.id));
        is_at_end = page->size() < names_a_page;
        if (!is_at_end) last = std::move(page->back());
    }
    SeenInputs seen(2 * hashes.size() + room_for_new);
    for (const std::uint64_t hash : hashes) seen.add(hash);
    return seen;
}

}  // namespace paraat::app
