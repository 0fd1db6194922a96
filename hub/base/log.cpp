#include "hub/base/log.hpp"

#include <atomic>
#include <cstdio>

#include "hub/base/utf8.hpp"

namespace paraat {
namespace {

void write_to_stderr(LogLevel level, std::string_view message, const LogFields& fields) {
    const std::string line = std::string(word(level)) + " " + log_text(message, fields) + "\n";
    std::fputs(line.c_str(), stderr);
}

std::atomic<LogSink> the_sink{&write_to_stderr};

void log(LogLevel level, std::string_view message, const LogFields& fields) {
    the_sink.load()(level, message, fields);
}

bool is_plain_word(std::string_view text) {
    for (const char c : text) {
        if (c <= ' ' || c > '~' || c == '"' || c == '\\' || c == '=') return false;
    }
    return !text.empty();
}

std::string escaped(unsigned char byte) {
    if (byte == '\n') return "\\n";
    char text[5];
    std::snprintf(text, sizeof(text), "\\x%02x", byte);
    return text;
}

std::string in_quotes(std::string_view text) {
    const bool is_readable = is_utf8(text);
    std::string made = "\"";
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
        // U+0080 to U+009F: terminals obey these too.
        const bool begins_control = byte == 0xc2 && next < 0xa0;
        if (byte == '"' || byte == '\\') {
            made += {'\\', text[at]};
        } else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !is_readable)) {
            made += escaped(byte);
        } else if (begins_control) {
            made += escaped(next);
            ++at;
        } else {
            made += text[at];
        }
    }
    return made + "\"";
}

}  // namespace

std::string_view word(LogLevel level) {
    switch (level) {
        case LogLevel::info: return "info";
        case LogLevel::warn: return "warn";
        case LogLevel::error: return "error";
        case LogLevel::critical: return "critical";
    }
    return "";
}

void install_log_sink(LogSink sink) {
    the_sink = sink;
}

void log_info(std::string_view message, const LogFields& fields) {
    log(LogLevel::info, message, fields);
}

void log_warn(std::string_view message, const LogFields& fields) {
    log(LogLevel::warn, message, fields);
}

void log_error(std::string_view message, const LogFields& fields) {
    log(LogLevel::error, message, fields);
}

void log_critical(std::string_view message, const LogFields& fields) {
    log(LogLevel::critical, message, fields);
}

std::string log_text(std::string_view message, const LogFields& fields) {
    std::string text = "msg=" + in_quotes(message);
    for (const LogField& field : fields) {
        text += " " + field.name + "=" + (is_plain_word(field.value) ? field.value : in_quotes(field.value));
    }
    return text;
}

}  // namespace paraat
