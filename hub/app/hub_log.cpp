#include "hub/app/hub_log.hpp"

#include <poll.h>
#include <spdlog/async.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <thread>

#include "hub/base/time.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t lines_most = 8192;  // waiting
constexpr int reader_patience_ms = 1000;
constexpr Milliseconds flush_patience = std::chrono::seconds{2};
constexpr Milliseconds flush_look{2};

std::string utc(spdlog::log_clock::time_point at) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[40];
    const std::size_t size = std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text + size, sizeof(text) - size, ".%03dZ", static_cast<int>(ms % 1000));
    return text;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

// Whether a field begins here, or the text ends.
bool begins_field(std::string_view text) {
    const auto equals = text.find('=');
    return text.empty() || (equals != std::string_view::npos && is_name(text.substr(0, equals)));
}

const char* colour_of(spdlog::level::level_enum level) {
    if (level >= spdlog::level::err) return "\033[31m";
    return level == spdlog::level::warn ? "\033[33m" : "\033[32m";
}

// Writes only what a reader has room for: a pipe that is ready takes a line of at most PIPE_BUF bytes whole.
class PatientSink : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit PatientSink(std::string node) : node_(std::move(node)) {}

    std::uint64_t flushes() const { return flushes_; }

protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto level = spdlog::level::to_string_view(message.level);
        const std::string_view level_text(level.data(), level.size());
        const std::string_view text(message.payload.data(), message.payload.size());
        std::string line;
        if (!is_terminal_) {
            line = json_line(message.time, level_text, node_, text);
        } else {
            const std::string shown =
                has_colour_ ? colour_of(message.level) + std::string(level_text) + "\033[0m" : std::string(level_text);
            line = utc(message.time) + " " + shown + " " + std::string(text);
        }
        if (line.size() >= PIPE_BUF) line.resize(PIPE_BUF - 1);
        line += '\n';
        pollfd reader{STDERR_FILENO, POLLOUT, 0};
        const bool is_ready = poll(&reader, 1, is_read_ ? reader_patience_ms : 0) == 1;
        is_read_ = is_ready && write(STDERR_FILENO, line.data(), line.size()) >= 0;
    }
    void flush_() override { ++flushes_; }

private:
    const std::string node_;
    const bool is_terminal_ = isatty(STDERR_FILENO) == 1;
    const bool has_colour_ = std::getenv("NO_COLOR") == nullptr;
    bool is_read_ = true;
    std::atomic<std::uint64_t> flushes_{0};
};

std::shared_ptr<PatientSink>& the_sink() {
    static std::shared_ptr<PatientSink> sink;
    return sink;
}

}  // namespace

std::string json_line(spdlog::log_clock::time_point at, std::string_view level, const std::string& node,
                      std::string_view text) {
    nlohmann::ordered_json line;
    line["ts"] = utc(at);
    line["level"] = level == "warning" ? "warn" : level;
    line["node"] = node;
    if (text.empty() || !begins_field(text)) {
        line["msg"] = text;
        text = {};
    }
    while (!text.empty()) {
        const auto equals = text.find('=');
        const std::string name(text.substr(0, equals));
        text.remove_prefix(equals + 1);
        // A value ends where the next name begins: what is inside may have spaces and quotes of its own.
        const bool is_quoted = text.starts_with('"');
        const std::string_view separator = is_quoted ? "\" " : " ";
        auto end = text.find(separator, is_quoted ? 1 : 0);
        while (end != std::string_view::npos && !begins_field(text.substr(end + separator.size()))) {
            end = text.find(separator, end + 1);
        }
        std::string_view value = text.substr(0, end == std::string_view::npos ? end : end + separator.size() - 1);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + separator.size());
        if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
            value = value.substr(1, value.size() - 2);
        }
        line[name] = value;
    }
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void start_log(const std::string& node) {
    spdlog::init_thread_pool(lines_most, 1);
    the_sink() = std::make_shared<PatientSink>(node);
    spdlog::set_default_logger(std::make_shared<spdlog::async_logger>("paraat", the_sink(), spdlog::thread_pool(),
                                                                      spdlog::async_overflow_policy::overrun_oldest));
}

void flush_log() {
    if (the_sink() == nullptr) return;
    const std::uint64_t before = the_sink()->flushes();
    spdlog::default_logger()->flush();
    for (Milliseconds waited{0}; the_sink()->flushes() == before && waited < flush_patience; waited += flush_look) {
        std::this_thread::sleep_for(flush_look);
    }
}

}  // namespace paraat::app
