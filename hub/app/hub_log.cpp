#include "hub/app/hub_log.hpp"

#include <poll.h>
#include <spdlog/async.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <thread>

namespace paraat::app {
namespace {

constexpr std::size_t lines_most = 8192;         // waiting
constexpr std::size_t line_most = PIPE_BUF - 1;  // bytes before the line's end: a pipe takes it whole or not at all
constexpr int reader_patience_ms = 1000;
constexpr Milliseconds flush_patience = std::chrono::seconds{2};
constexpr Milliseconds flush_look{2};

std::string utc(Instant at) {
    const std::time_t seconds = static_cast<std::time_t>(at.ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    const std::size_t size = std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text + size, sizeof(text) - size, ".%03dZ", static_cast<int>(at.ms % 1000));
    return text;
}

const char* colour_of(LogLevel level) {
    if (level >= LogLevel::error) return "\033[31m";
    return level == LogLevel::warn ? "\033[33m" : "\033[32m";
}

std::string json_of(const LogLine& line, const std::string& node, bool is_cut) {
    nlohmann::ordered_json json;
    json["ts"] = utc(line.at);
    json["level"] = word(line.level);
    json["node"] = node;
    json["msg"] = line.message;
    for (const LogField& field : line.fields) json[field.name] = field.value;
    if (is_cut) json["cut"] = true;
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string text_of(const LogLine& line, bool has_colour) {
    const std::string level(word(line.level));
    return utc(line.at) + " " + (has_colour ? colour_of(line.level) + level + "\033[0m" : level) + " " +
           log_text(line.message, line.fields);
}

// At most so many bytes, not ending within a character of UTF-8.
std::string beginning_of(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    const auto is_within = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; };
    std::size_t end = most;
    for (int steps = 0; steps < 3 && end > 0 && is_within(end); ++steps) --end;
    return text.substr(0, end);
}

LogLine with_values_of_at_most(std::size_t most, const LogLine& line) {
    LogLine cut = line;
    cut.message = beginning_of(line.message, most);
    for (LogField& field : cut.fields) field.value = beginning_of(field.value, most);
    return cut;
}

// Writes only what a reader has room for: a pipe that is ready takes a line of at most PIPE_BUF bytes whole.
class PatientSink : public spdlog::sinks::base_sink<std::mutex> {
public:
    std::uint64_t flushes() const { return flushes_; }

protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        std::string line(message.payload.data(), std::min(message.payload.size(), line_most));
        line += '\n';
        pollfd reader{STDERR_FILENO, POLLOUT, 0};
        const bool is_ready = poll(&reader, 1, is_read_ ? reader_patience_ms : 0) == 1;
        is_read_ = is_ready && write(STDERR_FILENO, line.data(), line.size()) >= 0;
    }
    void flush_() override { ++flushes_; }

private:
    bool is_read_ = true;
    std::atomic<std::uint64_t> flushes_{0};
};

// What the process logs to, from start_log on; never taken down, because any thread may say something last.
struct Log {
    std::string node;
    std::shared_ptr<PatientSink> sink = std::make_shared<PatientSink>();
    std::shared_ptr<spdlog::async_logger> logger = nullptr;
    bool is_terminal = isatty(STDERR_FILENO) == 1;
    bool has_colour = std::getenv("NO_COLOR") == nullptr;
};

Log*& the_log() {
    static Log* log = nullptr;
    return log;
}

// Made here, on the thread that says it; spdlog only carries the finished line to the thread that writes.
void hand_over(LogLevel level, std::string_view message, const LogFields& fields) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const LogLine line{Instant{std::chrono::duration_cast<Milliseconds>(now).count()}, level, std::string(message),
                       fields};
    const Log& log = *the_log();
    log.logger->log(spdlog::level::info, log.is_terminal ? text_of(line, log.has_colour) : json_line(line, log.node));
}

}  // namespace

std::string json_line(const LogLine& line, const std::string& node) {
    std::string made = json_of(line, node, false);
    if (made.size() <= line_most) return made;
    // The longest that the longest values may be; escapes make that another length than the bytes are.
    std::size_t fits = 0;
    for (std::size_t too_long = line_most; too_long - fits > 1;) {
        const std::size_t middle = fits + (too_long - fits) / 2;
        const bool does_fit = json_of(with_values_of_at_most(middle, line), node, true).size() <= line_most;
        (does_fit ? fits : too_long) = middle;
    }
    return json_of(with_values_of_at_most(fits, line), node, true);
}

void start_log(const std::string& node) {
    spdlog::init_thread_pool(lines_most, 1);
    auto* log = new Log{node};
    log->logger = std::make_shared<spdlog::async_logger>("paraat", log->sink, spdlog::thread_pool(),
                                                         spdlog::async_overflow_policy::overrun_oldest);
    the_log() = log;
    install_log_sink(&hand_over);
}

void flush_log() {
    const Log* log = the_log();
    if (log == nullptr) return;
    const std::uint64_t before = log->sink->flushes();
    log->logger->flush();
    for (Milliseconds waited{0}; log->sink->flushes() == before && waited < flush_patience; waited += flush_look) {
        std::this_thread::sleep_for(flush_look);
    }
}

}  // namespace paraat::app
