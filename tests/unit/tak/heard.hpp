#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>

#include "hub/tak/server.hpp"
#include "tests/support/socket.hpp"

namespace paraat::tak::test {

inline constexpr Milliseconds long_enough{60'000};

// The next thing that happens, if it is of that kind; whatever else happens is no part of a test.
template <class Kind>
std::optional<Kind> next(TakServer& server) {
    const auto taken = server.take(1, long_enough);
    if (taken.size() != 1 || !std::holds_alternative<Kind>(taken.front())) return std::nullopt;
    return std::get<Kind>(taken.front());
}

inline bool say(const paraat::test::Socket& socket, const std::string& bytes) {
    return ::send(socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

// So many bytes, or fewer when the other end closes it.
inline std::string hear(const paraat::test::Socket& socket, std::size_t size) {
    std::string heard;
    while (heard.size() < size) {
        char bytes[4'096];
        const ssize_t got = ::recv(socket.descriptor(), bytes, std::min(sizeof(bytes), size - heard.size()), 0);
        if (got <= 0) break;
        heard.append(bytes, static_cast<std::size_t>(got));
    }
    return heard;
}

}  // namespace paraat::tak::test
