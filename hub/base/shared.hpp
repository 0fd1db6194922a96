#pragma once

#include <memory>
#include <utility>

namespace paraat {

// A value that many hold and nobody changes: a copy of it is a pointer. For what an event brings and each fold keeps,
// on whichever thread that is. Holds T{} without memory of its own, so a T{} that is meant costs none.
template <class T>
class Shared {
public:
    Shared() = default;
    Shared(T value) {
        if (!(value == T{})) value_ = std::make_shared<const T>(std::move(value));
    }

    const T& operator*() const { return value_ ? *value_ : nothing(); }
    const T* operator->() const { return &**this; }
    operator const T&() const { return **this; }
    bool operator==(const Shared& other) const { return value_ == other.value_ || **this == *other; }
    bool operator==(const T& other) const { return **this == other; }
    // Of two that were copied from each other.
    bool is_same(const Shared& other) const { return value_ == other.value_; }

private:
    static const T& nothing() {
        static const T made{};
        return made;
    }

    std::shared_ptr<const T> value_;
};

}  // namespace paraat
