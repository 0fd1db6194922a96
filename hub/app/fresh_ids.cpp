#include "hub/app/fresh_ids.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <sstream>

#include "hub/base/digest.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t key_bytes = 32;

Error cannot(const std::filesystem::path& file, const std::string& what) {
    return Error{"site_key", file.string(), "cannot " + what + " " + file.string() + ": " + std::strerror(errno)};
}

Result<std::string> make_site_key(const std::filesystem::path& file) {
    std::string key(key_bytes, '\0');
    if (getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) return cannot(file, "make");
    // Under another name until it is whole: a start that is cut short must not leave half a key.
    const std::filesystem::path draft = file.string() + ".new";
    const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return cannot(file, "make");
    const bool is_written =
        write(descriptor, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(descriptor) == 0;
    close(descriptor);
    if (!is_written || rename(draft.c_str(), file.c_str()) != 0) return cannot(file, "write");
    // Its name must last as long as the journal's: without the key the hub refuses to start.
    const int folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_named = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0) close(folder);
    if (!is_named) return cannot(file, "keep");
    return key;
}

}  // namespace

core::IncidentId FreshIds::incident(Instant now, const core::ClientName& client, core::InputKind kind,
                                    const std::string& id) const {
    return core::IncidentId{make(now, "", client, kind, id)};
}

core::InstructionId FreshIds::instruction(Instant now, const core::ClientName& client, core::InputKind kind,
                                          const std::string& id) const {
    return core::InstructionId{make(now, "instruction/", client, kind, id)};
}

Ulid FreshIds::make(Instant now, std::string_view of, const core::ClientName& client, core::InputKind kind,
                    const std::string& id) const {
    const std::string message = std::string(of) + client.text + "/" + std::string(word(kind)) + "/" + id;
    const Sha256 digest = hmac_sha256(site_key_, message);
    return Ulid{now, std::span<const std::uint8_t, 10>{digest.data(), 10}};
}

Result<std::string> load_site_key(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    if (in) bytes << in.rdbuf();
    if (bytes.str().size() == key_bytes) return bytes.str();
    std::string message = file.string() +
                          (in ? " is not a site key of 32 bytes" : " is missing beside a journal with events") +
                          "; restore it from the backup of the journal";
    if (!in) message += ". If no backup has it, a new one serves: head -c 32 /dev/urandom > " + file.string();
    return Error{"site_key", file.string(), std::move(message)};
}

Result<std::string> load_or_make_site_key(const std::filesystem::path& file) {
    return std::filesystem::exists(file) ? load_site_key(file) : make_site_key(file);
}

}  // namespace paraat::app
