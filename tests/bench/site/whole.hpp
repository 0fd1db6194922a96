#pragma once

#include <stdexcept>
#include <type_traits>
#include <utility>

#include "hub/base/result.hpp"

namespace paraat::bench {

// What was made; throws std::runtime_error when it was not, which ends the measurement.
template <class T>
T whole(Result<T> made) {
    if (!made) throw std::runtime_error(made.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*made);
}

}  // namespace paraat::bench
