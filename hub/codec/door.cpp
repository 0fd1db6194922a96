#include "hub/codec/door.hpp"

#include <cmath>

#include "hub/codec/client_id.hpp"

namespace paraat::codec {

void Door::refuse(std::string code, const std::string& field, std::string sentence) {
    if (!fault) fault = Error{std::move(code), field, std::move(sentence)};
}

void Door::too_long(const std::string& field, std::size_t most, const char* unit) {
    refuse("too_long", field, field + " has at most " + std::to_string(most) + " " + unit);
}

std::string Door::text(const flatbuffers::String* from, const std::string& field, std::size_t most) {
    if (from == nullptr) return {};
    if (from->size() <= most) return from->str();
    too_long(field, most, "bytes");
    return {};
}

std::string Door::id(const flatbuffers::String* from) {
    if (from == nullptr) return {};
    if (is_client_id(from->string_view())) return from->str();
    if (from->size() > label_most) too_long("id", label_most, "bytes");
    refuse("bad_value", "id", "an id is 1 to 64 of A-Z, a-z, 0-9, _ and -");
    return {};
}

std::optional<std::int32_t> Door::number(flatbuffers::Optional<std::int32_t> from, const std::string& field,
                                         std::int32_t least, std::int32_t most) {
    if (!from) return std::nullopt;
    if (*from < least || *from > most) {
        refuse("bad_value", field, field + " is " + std::to_string(least) + " to " + std::to_string(most));
    }
    return *from;
}

std::optional<core::Position> Door::position(flatbuffers::Optional<double> lat, flatbuffers::Optional<double> lon) {
    if (lat.has_value() != lon.has_value()) {
        refuse("bad_value", lat ? "lon" : "lat", "lat and lon come together or not at all");
    }
    if (!lat || !lon) return std::nullopt;
    if (std::abs(*lat) > 90.0) refuse("bad_value", "lat", "lat is -90 to 90 degrees");
    if (std::abs(*lon) > 180.0) refuse("bad_value", "lon", "lon is -180 to 180 degrees");
    return core::position_from_degrees(*lat, *lon);
}

}  // namespace paraat::codec
