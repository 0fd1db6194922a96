#include "clients/cli/outbox_place.hpp"

#include <cstdio>

namespace paraat::cli {

namespace fs = std::filesystem;

namespace {

// As a shell reads it back.
std::string quoted(const std::string& text) {
    static constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,=";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string safe = "'";
    for (const char byte : text) safe += byte == '\'' ? "'\\''" : std::string(1, byte);
    return safe + "'";
}

std::string absolute(const std::string& folder) {
    std::error_code failed;
    const fs::path path = fs::absolute(folder, failed);
    return failed ? folder : path.lexically_normal().string();
}

}  // namespace

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

std::string outbox_command(const Options& options, const std::string& words, const std::string& as) {
    const Options usual;
    std::string line = "paraat outbox " + words + " --as " + as;
    const auto add = [&line](const char* flag, const std::string& given, const std::string& otherwise) {
        if (given != otherwise) line += std::string(" ") + flag + " " + quoted(given);
    };
    if (options.outbox != options.outbox_usual) add("--outbox", absolute(options.outbox), "");
    add("--host", options.broker.host, usual.broker.host);
    add("--port", std::to_string(options.broker.port), std::to_string(usual.broker.port));
    add("--user", options.broker.username, "");
    add("--root", options.root, usual.root);
    return line;
}

void tell_damaged(const sdk::OutboxFolder& folder) {
    for (const auto& file : folder.damaged()) {
        std::fprintf(stderr, "paraat: %s cannot be read, and was put aside\n", file.c_str());
    }
    for (const auto& file : folder.unread()) {
        std::fprintf(stderr, "paraat: %s cannot be read as a letter, and is passed over\n", file.c_str());
    }
}

}  // namespace paraat::cli
