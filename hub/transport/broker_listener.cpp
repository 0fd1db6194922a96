#include "hub/transport/broker_listener.hpp"

#include <array>

namespace paraat::transport {
namespace {

std::string place(int index) {
    return "/dev/fd/" + std::to_string(ListenerFiles::first + index);
}

}  // namespace

std::string listener_configuration(const TlsListener& listener) {
    if (!listener.is_on()) return "";
    return "listener " + std::to_string(listener.port) + (listener.address.empty() ? "" : " " + listener.address) +
           "\n"
           "cafile " +
           place(0) + "\ncertfile " + place(1) + "\nkeyfile " + place(2) + "\ncrlfile " + place(3) +
           "\n"
           "require_certificate true\n"
           "use_identity_as_username true\n"
           "use_username_as_clientid true\n"
           "tls_version tlsv1.2\n";
}

Result<ListenerFiles> ListenerFiles::make(const TlsListener& listener, uid_t reader) {
    std::vector<MemoryFile> made;
    for (const char* name : {"ca.pem", "broker.pem", "broker.key", "crl.pem"}) {
        auto file = MemoryFile::make(name);
        if (!file) return file.error();
        if (auto given = file->give_to(reader); !given) return given.error();
        made.push_back(std::move(*file));
    }
    ListenerFiles files(std::move(made));
    if (auto written = files.write(listener); !written) return written.error();
    return files;
}

Result<void> ListenerFiles::write(const TlsListener& listener) {
    const std::array texts = {&listener.ca, &listener.certificate, &listener.key, &listener.revoked};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (auto written = files_[i].write(*texts[i]); !written) return written;
    }
    return {};
}

std::vector<std::pair<int, int>> ListenerFiles::places() const {
    std::vector<std::pair<int, int>> places;
    for (const MemoryFile& file : files_) {
        places.emplace_back(file.descriptor(), first + static_cast<int>(places.size()));
    }
    return places;
}

}  // namespace paraat::transport
