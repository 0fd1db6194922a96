#pragma once

#include "clients/sdk/outbox.hpp"

namespace paraat::sdk {

// Letters that end with the program: for what must not go out later than its sender thinks.
class MemoryStore final : public OutboxStore {
public:
    Result<std::int64_t> keep(const Letter& letter) override {
        letters_[++newest_] = letter;
        return newest_;
    }
    Result<void> forget(std::int64_t number) override {
        letters_.erase(number);
        return {};
    }
    Result<std::map<std::int64_t, Letter>> all() override { return letters_; }

private:
    std::map<std::int64_t, Letter> letters_;
    std::int64_t newest_ = 0;
};

}  // namespace paraat::sdk
