#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace paraat {

// A value that many hold and nobody changes: a copy of it is a pointer. For what an event brings and each fold keeps,
// on whichever thread that is. Holds T{} without memory of its own, so a T{} that is meant costs none. One pointer
// where std::shared_ptr has two: an incident has many.
template <class T>
class Shared {
public:
    Shared() = default;
    Shared(T value) {
        if (!(value == nothing())) held_ = new Held{std::move(value)};
    }
    Shared(const Shared& other) : held_(other.held_) {
        if (held_ != nullptr) held_->holders.fetch_add(1, std::memory_order_relaxed);
    }
    Shared(Shared&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
    Shared& operator=(Shared other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }
    ~Shared() {
        // Whoever lets go of it last has seen what all others did with it.
        if (held_ != nullptr && held_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) delete held_;
    }

    const T& operator*() const { return held_ != nullptr ? held_->value : nothing(); }
    const T* operator->() const { return &**this; }
    operator const T&() const { return **this; }
    bool operator==(const Shared& other) const { return held_ == other.held_ || **this == *other; }
    bool operator==(const T& other) const { return **this == other; }

private:
    struct Held {
        explicit Held(T&& its) : value(std::move(its)) {}
        const T value;
        std::atomic<std::size_t> holders{1};
    };

    static const T& nothing() {
        static const T made{};
        return made;
    }

    Held* held_ = nullptr;
};

}  // namespace paraat
