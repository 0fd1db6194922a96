#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

// Fields of what the hub wrote: what is missing or of another type is empty.
namespace paraat::sdk {

using Json = nlohmann::ordered_json;

inline std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

inline bool truth_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

inline std::int64_t number_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

}  // namespace paraat::sdk
