#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace paraat {

// critical: the process ends now; error: something does not work until a person acts; warn: an operator should look;
// info: rare milestones.
enum class LogLevel { info, warn, error, critical };
std::string_view word(LogLevel level);

// The name is ours ([a-z0-9_]); the value may hold any bytes, also a client's.
struct LogField {
    std::string name;
    std::string value;
};
using LogFields = std::vector<LogField>;

// Where lines go. Called from any thread, and must hold none of them up.
using LogSink = void (*)(LogLevel level, std::string_view message, const LogFields& fields);
// Once, before there are other threads. Without one, lines go to stderr as text.
void install_log_sink(LogSink sink);

void log_info(std::string_view message, const LogFields& fields = {});
void log_warn(std::string_view message, const LogFields& fields = {});
void log_error(std::string_view message, const LogFields& fields = {});
void log_critical(std::string_view message, const LogFields& fields = {});

// msg="rejected" client=radio-2 why="no \"x\"\n here": what is more than a plain word is quoted, and what would steer a
// terminal or begin another line is escaped.
std::string log_text(std::string_view message, const LogFields& fields);

}  // namespace paraat
