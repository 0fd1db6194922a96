#pragma once

#include <spdlog/common.h>

#include <string>
#include <string_view>

namespace paraat::app {

// The hub's log on stderr: text on a terminal (coloured unless NO_COLOR is set), elsewhere one JSON object a line.
// Never holds anybody up: a thread of its own writes, the oldest waiting line goes when too many wait, and lines that
// nobody reads are let go.
void start_log(const std::string& node);
// Waits until what was said is written, as long as somebody reads it; before the process ends.
void flush_log();

// {"ts":"2026-11-24T20:06:41.123Z","level":"warn","node":"hub-1","msg":"rejected","client":"radio-2"} from the text
// `msg="rejected" client=radio-2`; a text without names is the msg.
std::string json_line(spdlog::log_clock::time_point at, std::string_view level, const std::string& node,
                      std::string_view text);

}  // namespace paraat::app
