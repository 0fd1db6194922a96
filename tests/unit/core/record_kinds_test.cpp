#include "hub/core/record_kinds.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "hub/core/event.hpp"
#include "hub/core/plain_fields.hpp"

namespace paraat::core {
namespace {

// The numbers of the fields that an event seals.
struct SealedNumbers {
    std::set<std::uint16_t> numbers;

    template <class T>
    void operator()(int, const char*, const T&) {}
    template <class T>
    void sealed(int number, const char*, const T&) {
        numbers.insert(static_cast<std::uint16_t>(number));
    }
};

template <std::size_t kind>
void compare() {
    using Body = std::variant_alternative_t<kind, AnyEvent>;
    const EventRecord* record = record_of(kind + 1);
    ASSERT_NE(nullptr, record);
    Body body{};
    EXPECT_EQ(name_of(EventBody(body)), record->event);
    SealedNumbers sealed;
    Body::fields(body, sealed);
    std::set<std::uint16_t> known;
    for (const SealedKind& field : record->fields()) known.insert(field.number);
    EXPECT_EQ(sealed.numbers, known) << record->event;
}

template <std::size_t... kinds>
void compare_all(std::index_sequence<kinds...>) {
    (compare<kinds>(), ...);
}

TEST(RecordKinds, NameEachEventAndEachOfItsSealedFields) {
    compare_all(std::make_index_sequence<std::variant_size_v<AnyEvent>>{});
}

TEST(RecordKinds, KnowNoEventOfANewerHub) {
    EXPECT_EQ(nullptr, record_of(0));
    EXPECT_EQ(nullptr, record_of(static_cast<std::uint16_t>(std::variant_size_v<AnyEvent> + 1)));
}

}  // namespace
}  // namespace paraat::core
