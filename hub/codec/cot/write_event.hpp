#pragma once

#include <string>

#include "hub/codec/cot/event.hpp"

namespace paraat::codec::cot {

// As it goes over a stream: the declaration, a line end, the event, and nothing after it. What is read of it is the
// same, as long as the event's times lie in the years 1970 to 9999.
std::string write_event(const Event& event);

// The elements in <detail>, without those that `left_out` says are written otherwise.
struct LeftOut {
    bool contact = false;
    bool group = false;
    bool status = false;
    bool takv = false;
    bool track = false;
    bool precision = false;
};
std::string write_detail(const Detail& detail, const LeftOut& left_out = {});

}  // namespace paraat::codec::cot
