#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace paraat::test {

// A TCP socket on the loopback address, closed with the object.
class Socket {
public:
    // Listens on a free port.
    static Socket listening() {
        Socket made;
        made.bind_to_any();
        ::listen(made.descriptor_, 1);
        return made;
    }
    // Has a free port that nobody else is given, but that can still be listened on with SO_REUSEADDR.
    static Socket reserving() {
        Socket made;
        const int yes = 1;
        ::setsockopt(made.descriptor_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
        made.bind_to_any();
        return made;
    }
    static Socket connected(int port) {
        Socket made;
        const sockaddr_in address = loopback(port);
        const int answer = ::connect(made.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
        if (answer == 0) made.port_ = port;
        return made;
    }
    Socket(Socket&& other) noexcept : descriptor_(other.descriptor_), port_(other.port_) { other.descriptor_ = -1; }
    ~Socket() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    int descriptor() const { return descriptor_; }
    int port() const { return port_; }  // 0 = not connected

private:
    Socket() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
    void bind_to_any() {
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof(address);
        ::bind(descriptor_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    static sockaddr_in loopback(int port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    int descriptor_;
    int port_ = 0;
};

inline bool takes_connections(int port) {
    return Socket::connected(port).port() == port;
}

}  // namespace paraat::test
