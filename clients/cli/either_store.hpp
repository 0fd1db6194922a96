#pragma once

#include <optional>

#include "clients/sdk/memory_store.hpp"

namespace paraat::cli {

// Letters on the disk, and in memory what the disk does not take: whoever is in danger is not stopped by a disk, and
// is told. The limit of what may wait is the disk's alone.
class EitherStore final : public sdk::OutboxStore {
public:
    // What can be opened, which outlives it, or why it cannot.
    EitherStore(Result<sdk::OutboxStore*> disk, sdk::OutboxLimits limits);

    // Never refused.
    Result<std::int64_t> keep(const sdk::Letter& letter) override;
    Result<void> forget(std::int64_t number) override;
    Result<std::map<std::int64_t, sdk::Letter>> all() override;

    // Why what was kept last is in memory only; nothing when it is on the disk.
    const std::optional<Error>& why_not_on_disk() const { return why_not_; }

private:
    Result<std::int64_t> keep_on_disk(const sdk::Letter& letter);

    Result<sdk::OutboxStore*> disk_;
    sdk::MemoryStore memory_;
    sdk::OutboxLimits limits_;
    std::map<std::int64_t, std::size_t> bytes_;  // of the payloads on the disk, by number
    std::optional<Error> why_not_;
};

}  // namespace paraat::cli
