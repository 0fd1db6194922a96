#pragma once

#include <flatbuffers/flatbuffers.h>

#include <cstdint>
#include <optional>
#include <string>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/base/ulid.hpp"
#include "hub/core/position.hpp"

namespace paraat::codec {

inline constexpr std::size_t label_most = 64;  // bytes of ids, names, areas and other short texts

// Takes values out of a verified table and notes the first that breaks a rule of the contract.
class Door {
public:
    std::optional<Error> fault;

    void refuse(std::string code, const std::string& field, std::string sentence);
    void too_long(const std::string& field, std::size_t most, const char* unit);

    // Absent is empty.
    std::string text(const flatbuffers::String* from, const std::string& field, std::size_t most);
    std::string id(const flatbuffers::String* from);

    // Whether the list is there and no longer than it may be.
    template <class Entry>
    bool has_list(const flatbuffers::Vector<Entry>* from, const std::string& field, std::size_t most,
                  const char* entries) {
        if (from == nullptr) return false;
        if (from->size() <= most) return true;
        too_long(field, most, entries);
        return false;
    }

    template <class Id>
    std::optional<Id> ulid(const flatbuffers::String* from, const std::string& field) {
        if (from == nullptr || from->size() == 0) return std::nullopt;
        const auto ulid = Ulid::parse(from->string_view());
        if (!ulid) refuse("bad_value", field, field + " is an id of the hub: 26 characters");
        return ulid ? std::optional(Id{*ulid}) : std::nullopt;
    }

    template <class Name>
    std::optional<Name> name(const flatbuffers::String* from, const std::string& field) {
        if (from == nullptr || from->size() == 0) return std::nullopt;
        return Name{text(from, field, label_most)};
    }

    std::optional<std::int32_t> number(flatbuffers::Optional<std::int32_t> from, const std::string& field,
                                       std::int32_t least, std::int32_t most);

    static std::optional<Instant> instant(flatbuffers::Optional<std::int64_t> from) {
        return from ? std::optional(Instant{*from}) : std::nullopt;
    }

    template <class Wire>
    std::optional<core::Position> position(const Wire& wire) {
        return position(wire.lat(), wire.lon());
    }

    template <class Core, class Wire>
    static std::optional<Core> word(flatbuffers::Optional<Wire> from) {
        return from ? std::optional(static_cast<Core>(*from)) : std::nullopt;
    }

private:
    std::optional<core::Position> position(flatbuffers::Optional<double> lat, flatbuffers::Optional<double> lon);
};

}  // namespace paraat::codec
