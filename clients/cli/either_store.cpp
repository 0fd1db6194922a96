#include "clients/cli/either_store.hpp"

#include <utility>

namespace paraat::cli {
namespace {

// Numbers in memory are above it; the disk counts letters from one, and does not come that far.
constexpr std::int64_t disk_most = std::int64_t{1} << 62;

}  // namespace

EitherStore::EitherStore(Result<sdk::OutboxStore*> disk, sdk::OutboxLimits limits)
    : disk_(std::move(disk)), limits_(limits) {}

Result<std::int64_t> EitherStore::keep(const sdk::Letter& letter) {
    why_not_.reset();
    auto number = keep_on_disk(letter);
    if (number) return number;
    why_not_ = number.error();
    return disk_most + memory_.keep(letter).value();
}

Result<void> EitherStore::forget(std::int64_t number) {
    if (number > disk_most) return memory_.forget(number - disk_most);
    bytes_.erase(number);
    return (*disk_)->forget(number);
}

Result<std::map<std::int64_t, sdk::Letter>> EitherStore::all() {
    bytes_.clear();
    std::map<std::int64_t, sdk::Letter> letters;
    const auto held = memory_.all().value();
    for (const auto& [number, letter] : held) letters[disk_most + number] = letter;
    if (!disk_) return letters;
    auto kept = (*disk_)->all();
    if (!kept) {
        disk_ = kept.error();
        return letters;
    }
    for (const auto& [number, letter] : *kept) bytes_[number] = letter.payload.size();
    letters.merge(*kept);
    return letters;
}

Result<std::int64_t> EitherStore::keep_on_disk(const sdk::Letter& letter) {
    if (!disk_) return disk_.error();
    std::size_t bytes = letter.payload.size();
    for (const auto& [number, size] : bytes_) bytes += size;
    if (bytes_.size() >= limits_.letters_most || bytes > limits_.bytes_most) {
        return Error{"outbox_full", "",
                     std::to_string(bytes_.size()) + " messages wait for the hub; there is no room for more"};
    }
    auto number = (*disk_)->keep(letter);
    if (number) bytes_[*number] = letter.payload.size();
    return number;
}

}  // namespace paraat::cli
