#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/transport/memory_file.hpp"

namespace paraat::transport {

// Where the private broker takes clients by TLS: each with a certificate of the site, whose common name is its user
// name and its client id as well.
struct TlsListener {
    std::string address;  // of the interface; empty = all
    int port = 0;         // 0 = no such listener
    // PEM. `revoked` is the revocation list; with one that ended, nobody gets in.
    std::string ca = {};
    std::string certificate = {};
    std::string key = {};
    std::string revoked = {};

    bool is_on() const { return port != 0; }
    bool is_on_loopback() const { return address == "127.0.0.1" || address == "::1"; }
};

// Its lines of mosquitto.conf.
std::string listener_configuration(const TlsListener& listener);

// What the broker reads of it: files in memory, at fixed descriptors of the broker's process.
class ListenerFiles {
public:
    static constexpr int first = 10;
    static constexpr int last = 13;

    static Result<ListenerFiles> make(const TlsListener& listener, uid_t reader);
    Result<void> write(const TlsListener& listener);
    // Our descriptor, and where the broker's process has it: `first` to `last`.
    std::vector<std::pair<int, int>> places() const;

private:
    explicit ListenerFiles(std::vector<MemoryFile> files) : files_(std::move(files)) {}

    std::vector<MemoryFile> files_;  // ca, certificate, key, revoked
};

}  // namespace paraat::transport
