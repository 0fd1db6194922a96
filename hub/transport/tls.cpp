#include "hub/transport/tls.hpp"

#include "hub/base/durable_file.hpp"

namespace paraat::transport {
namespace {

constexpr std::size_t pem_most = 1UL << 20;  // bytes

}  // namespace

Result<TlsIdentity> read_identity(const TlsFiles& files) {
    TlsIdentity identity;
    const auto read = [](const std::filesystem::path& file, std::string& into) -> Result<void> {
        if (file.empty()) return {};
        auto bytes = read_file(file, pem_most);
        if (!bytes) return Error{"tls_files", "broker", "cannot read " + file.string()};
        into = std::move(*bytes);
        return {};
    };
    for (const auto& [file, into] : {std::pair{&files.ca, &identity.ca},
                                     {&files.certificate, &identity.certificate},
                                     {&files.key, &identity.key}}) {
        if (auto done = read(*file, *into); !done) return done.error();
    }
    return identity;
}

}  // namespace paraat::transport
