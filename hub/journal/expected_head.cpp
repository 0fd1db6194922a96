#include "hub/journal/expected_head.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <sstream>
#include <utility>

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace {

// What a disk writes whole.
constexpr std::size_t slot_bytes = 512;
constexpr std::size_t slots = 2;

// Lines that a person can read, then spaces up to the slot's end.
std::string slot_of(const ExpectedHead& head) {
    std::string text = "sequence " + std::to_string(head.sequence.value) + "\nhash " + hex(head.hash) + "\n";
    text += "check " + hex(sha256(text)) + "\n";
    text.resize(slot_bytes - 1, ' ');
    return text + "\n";
}

std::optional<ExpectedHead> parse_slot(const std::string& text) {
    ExpectedHead head;
    std::istringstream words(text);
    std::string sequence_word, hash_word, hash;
    words >> sequence_word >> head.sequence.value >> hash_word >> hash;
    const auto digest = digest_from_hex(hash);
    if (!words || !digest) return std::nullopt;
    head.hash = *digest;
    // Written again it must be the same bytes: so no other text can mean a head.
    if (text != slot_of(head)) return std::nullopt;
    return head;
}

struct Newest {
    ExpectedHead head;
    std::size_t slot = 0;
};

std::optional<Newest> newest_of(const std::string& text) {
    std::optional<Newest> newest;
    for (std::size_t slot = 0; slot < slots && text.size() == slots * slot_bytes; ++slot) {
        const auto head = parse_slot(text.substr(slot * slot_bytes, slot_bytes));
        if (head && (!newest || newest->head.sequence < head->sequence)) newest = Newest{*head, slot};
    }
    return newest;
}

Error unreadable(const Paths& paths) {
    return {"journal_head_damaged", "",
            paths.expected_head().string() + " is not readable, so nobody can tell whether the journal is complete."};
}

}  // namespace

Result<std::optional<ExpectedHead>> read_expected_head(const Paths& paths) {
    const auto text = read_file(paths.expected_head());
    if (!text) return std::optional<ExpectedHead>{};
    const auto newest = newest_of(*text);
    if (!newest) return unreadable(paths);
    return std::optional<ExpectedHead>{newest->head};
}

Result<void> write_expected_head(const Paths& paths, const ExpectedHead& head) {
    return replace_file(paths.expected_head(), slot_of(head) + slot_of(head));
}

Result<ExpectedHeadFile> ExpectedHeadFile::open(const Paths& paths) {
    const auto newest = newest_of(read_file(paths.expected_head()).value_or(""));
    if (!newest) return unreadable(paths);
    const int descriptor = ::open(paths.expected_head().c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return io_error("cannot open", paths.expected_head());
    return ExpectedHeadFile(paths, descriptor, (newest->slot + 1) % slots, newest->head.sequence);
}

ExpectedHeadFile::ExpectedHeadFile(Paths paths, int descriptor, std::size_t next, Sequence sequence)
    : paths_(std::move(paths)), descriptor_(descriptor), next_(next), sequence_(sequence) {}

ExpectedHeadFile::ExpectedHeadFile(ExpectedHeadFile&& other) noexcept
    : paths_(std::move(other.paths_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      next_(other.next_),
      sequence_(other.sequence_),
      is_synced_(other.is_synced_) {}

ExpectedHeadFile::~ExpectedHeadFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> ExpectedHeadFile::write(const ExpectedHead& head) {
    const auto text = slot_of(head);
    const auto offset = static_cast<off_t>(next_ * slot_bytes);
    // A short one leaves a torn slot, which is written again next time.
    if (::pwrite(descriptor_, text.data(), text.size(), offset) != static_cast<ssize_t>(text.size())) {
        return io_error("cannot write", paths_.expected_head());
    }
    next_ = (next_ + 1) % slots;
    sequence_ = head.sequence;
    is_synced_ = false;
    return {};
}

Result<void> ExpectedHeadFile::sync() {
    if (is_synced_) return {};
    if (::fdatasync(descriptor_) != 0) return io_error("cannot sync", paths_.expected_head());
    is_synced_ = true;
    return {};
}

}  // namespace paraat::journal
