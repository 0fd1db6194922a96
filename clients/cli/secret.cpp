#include "clients/cli/secret.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <optional>

namespace paraat::cli {
namespace {

constexpr std::size_t pin_least = 4;
constexpr std::size_t pin_most = 16;
constexpr std::size_t line_most = 256;
constexpr std::array caught = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t signalled = 0;

// While it lives the terminal shows nothing, and a signal ends the reading only; then the signal does what it always
// does, with the terminal as it was.
class Unseen {
public:
    Unseen() {
        signalled = 0;
        struct sigaction note {};
        note.sa_handler = [](int signal) { signalled = signal; };
        for (std::size_t i = 0; i < caught.size(); ++i) sigaction(caught[i], &note, &before_[i]);
        tcgetattr(STDIN_FILENO, &shown_);
        termios hidden = shown_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~Unseen() {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_);
        for (std::size_t i = 0; i < caught.size(); ++i) sigaction(caught[i], &before_[i], nullptr);
        std::fputc('\n', stderr);
        if (signalled != 0) std::raise(signalled);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios shown_{};
    std::array<struct sigaction, caught.size()> before_{};
};

// Byte by byte: whatever comes after the line is left to whoever reads next.
std::optional<std::string> line_of_input() {
    std::string line;
    for (char byte = 0; line.size() < line_most;) {
        const ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR && signalled == 0) continue;
        if (got < 0 || (got == 0 && line.empty())) return std::nullopt;
        if (got == 0 || byte == '\n') break;
        line += byte;
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

Result<std::string> ask(const std::string& prompt) {
    std::optional<std::string> line;
    if (isatty(STDIN_FILENO) == 1) {
        std::fputs(prompt.c_str(), stderr);
        const Unseen unseen;
        line = line_of_input();
    } else {
        line = line_of_input();
    }
    if (!line) return Error{"no_pin", "", "no PIN was given: type it, or give it as a line of standard input"};
    return *line;
}

}  // namespace

Result<void> check_pin(std::string_view pin) {
    const bool is_plain =
        std::none_of(pin.begin(), pin.end(), [](unsigned char byte) { return byte < ' ' || byte == 0x7f; });
    if (is_plain && pin.size() >= pin_least && pin.size() <= pin_most) return {};
    return Error{"bad_value", "", "a PIN has 4 to 16 characters"};
}

Result<std::string> read_pin(const std::string& prompt) {
    auto pin = ask(prompt);
    if (!pin) return pin;
    if (auto sound = check_pin(*pin); !sound) return sound.error();
    return pin;
}

Result<std::string> read_new_pin() {
    auto pin = read_pin("PIN: ");
    if (!pin || isatty(STDIN_FILENO) != 1) return pin;
    const auto again = ask("the same again: ");
    if (!again) return again;
    if (*again != *pin) return Error{"bad_value", "", "those are two PINs: try again"};
    return pin;
}

}  // namespace paraat::cli
