#pragma once

#include <string>

#include "hub/base/log.hpp"
#include "hub/base/time.hpp"

namespace paraat::app {

// Makes what is logged the hub's log on stderr: text on a terminal (coloured unless NO_COLOR is set), elsewhere one
// JSON object a line. Never holds anybody up: a thread of its own writes, the oldest waiting line goes when too many
// wait, and lines that nobody reads are let go.
void start_log(const std::string& node);
// Waits until what was said is written, as long as somebody reads it; before the process ends.
void flush_log();

struct LogLine {
    Instant at;
    LogLevel level = LogLevel::info;
    std::string message;
    LogFields fields;
};

// {"ts":"2026-11-24T20:06:41.123Z","level":"warn","node":"hub-1","msg":"rejected","client":"radio-2"}, without a line's
// end. Of a line that a pipe would not take whole the longest values are cut, and "cut":true says so.
std::string json_line(const LogLine& line, const std::string& node);

}  // namespace paraat::app
