#include "clients/cli/outbox_place.hpp"

namespace paraat::cli {

namespace fs = std::filesystem;

std::string outbox_default(const std::string& state_home, const std::string& home) {
    if (fs::path(state_home).is_absolute()) return (fs::path(state_home) / "paraat" / "outbox").string();
    if (fs::path(home).is_absolute()) return (fs::path(home) / ".local" / "state" / "paraat" / "outbox").string();
    return "";
}

fs::path outbox_path(const Options& options, const std::string& as) {
    return fs::path(options.outbox) / as;
}

Result<sdk::OutboxFolder> open_outbox(const Options& options, const std::string& as) {
    if (options.outbox.empty()) {
        return Error{"disk_io", "outbox", "no folder for it is known: say --outbox DIR, or set PARAAT_OUTBOX or HOME"};
    }
    return sdk::OutboxFolder::open(outbox_path(options, as));
}

}  // namespace paraat::cli
