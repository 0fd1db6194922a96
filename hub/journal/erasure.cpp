#include "hub/journal/erasure.hpp"

#include <algorithm>

namespace paraat::journal {

const std::set<std::uint16_t>* fields_erased_of(const Erasure& erasure, std::uint16_t kind) {
    static const std::set<std::uint16_t> all;
    if (erasure.kinds.empty()) return &all;
    const auto found = std::find_if(erasure.kinds.begin(), erasure.kinds.end(),
                                    [&](const ErasedKind& erased) { return erased.kind == kind; });
    return found == erasure.kinds.end() ? nullptr : &found->fields;
}

bool is_erased(const std::set<std::uint16_t>& fields, std::uint16_t number) {
    return fields.empty() || fields.contains(number);
}

Result<void> check_erasure(const Erasure& erasure, Sequence head) {
    constexpr std::size_t subject_bytes = 16;
    const auto wrong = [](const char* field, std::string message) {
        return Error{"erasure_wrong", field, std::move(message)};
    };
    if (erasure.subject && !erasure.subject->empty() && erasure.subject->size() != subject_bytes) {
        return wrong("subject", "a subject has 16 bytes, or none");
    }
    if (erasure.first.value < 1 || erasure.last < erasure.first || head < erasure.last) {
        return wrong("last", "events " + std::to_string(erasure.first.value) + " to " +
                                 std::to_string(erasure.last.value) + " are not all in the journal, which ends at " +
                                 std::to_string(head.value));
    }
    std::set<std::uint16_t> kinds;
    for (const ErasedKind& erased : erasure.kinds) {
        if (kinds.insert(erased.kind).second) continue;
        return wrong("kinds", "kind " + std::to_string(erased.kind) + " is named twice");
    }
    return {};
}

}  // namespace paraat::journal
