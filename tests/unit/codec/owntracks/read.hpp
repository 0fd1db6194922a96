#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "hub/codec/owntracks/reader.hpp"

namespace paraat::codec::owntracks {

// The one message in it.
inline Reading taken(std::string_view payload) {
    auto readings = read(payload);
    EXPECT_EQ(readings.size(), 1U);
    EXPECT_TRUE(readings.at(0)) << readings.at(0).error().message;
    return readings.at(0).value();
}

template <class Kind>
Kind message(std::string_view payload) {
    return std::get<Kind>(taken(payload).message);
}

inline Error refused(std::string_view payload) {
    auto readings = read(payload);
    EXPECT_EQ(readings.size(), 1U);
    EXPECT_FALSE(readings.at(0));
    return readings.at(0).error();
}

}  // namespace paraat::codec::owntracks
