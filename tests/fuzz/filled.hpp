#pragma once

#include "hub/core/archive.hpp"

namespace paraat::fuzz {

// Gives every field of an event or a state a value that is not the usual one, and every list one entry.
class Filling {
public:
    template <class T>
    void operator()(int number, const char*, T& value) {
        fill(value, number);
    }
    template <class T>
    void sealed(int number, const char*, T& value) {
        fill(value, number);
    }

private:
    template <class T>
    void fill(T& value, int number) {
        using namespace core;
        if constexpr (archive::is_optional<T>::value) {
            fill(value.emplace(), number);
        } else if constexpr (archive::is_shared<T>::value) {
            std::decay_t<decltype(*value)> its{};
            fill(its, number);
            value = std::move(its);
        } else if constexpr (std::is_same_v<T, std::string>) {
            value = "text";
        } else if constexpr (std::is_enum_v<T> || std::is_same_v<T, bool>) {
            value = static_cast<T>(1);
        } else if constexpr (std::is_integral_v<T>) {
            value = static_cast<T>(number);
        } else if constexpr (std::is_same_v<T, Instant>) {
            value = Instant{1'763'940'000'000};
        } else if constexpr (std::is_same_v<T, Milliseconds>) {
            value = std::chrono::minutes{number};
        } else if constexpr (archive::is_name<T>::value) {
            value.text = "name";
        } else if constexpr (archive::is_id<T>::value) {
            value = T{*Ulid::parse("01jd8000000000000000000001")};
        } else if constexpr (archive::is_container<T>::value) {
            typename T::value_type element{};
            fill(element, number);
            value.insert(value.end(), std::move(element));
        } else if constexpr (archive::is_map<T>::value) {
            std::pair<typename T::key_type, typename T::mapped_type> entry{};
            fill(entry, number);
            value.insert(std::move(entry));
        } else if constexpr (archive::is_pair<T>::value) {
            fill(value.first, number);
            fill(value.second, number);
        } else if constexpr (archive::Listed<T>) {
            T::fields(value, *this);
        } else {
            fields(value, *this);
        }
    }
};

}  // namespace paraat::fuzz
