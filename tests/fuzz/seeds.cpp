#include <algorithm>
#include <filesystem>

#include "hub/base/durable_file.hpp"
#include "hub/codec/json_reader.hpp"
#include "tests/fuzz/record.hpp"
#include "tests/fuzz/sample.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

namespace paraat::fuzz {
namespace {

namespace fs = std::filesystem;
using Seeds = std::map<std::string, std::string>;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string content(const fs::path& file) {
    return read_file(file).value_or("");
}

std::string with_heading(const fs::path& file) {
    return "--- " + file.filename().string() + "\n" + content(file);
}

Seeds rule_seeds() {
    Seeds seeds;
    for (const auto& file : files_in(source_folder() / "config/rules")) seeds["config-rules"] += with_heading(file);
    for (const auto& file : files_in(source_folder() / "tests/data/wrong-rules")) {
        if (file.extension() != ".txt") seeds[file.filename().string()] = with_heading(file);
    }
    return seeds;
}

// A shipped file, and those that are named after the mistake in them: "organisation.unknown-team.toml".
Seeds configuration_seeds(const std::string& shipped) {
    Seeds seeds = {{"shipped.toml", content(source_folder() / "config" / shipped)}};
    const std::string stem = fs::path(shipped).stem().string() + ".";
    for (const auto& file : files_in(source_folder() / "tests/data/bad")) {
        const std::string name = file.filename().string();
        if (name.starts_with(stem) && name.ends_with(".toml")) seeds[name] = content(file);
    }
    return seeds;
}

std::string with_each(std::string text, std::string_view word, std::string_view other) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + other.size())) {
        text.replace(at, word.size(), other);
    }
    return text;
}

// A message of the schema with all that it may have, in both forms; and with an entry of a map twice, which JSON cannot
// have.
Seeds message_seeds(const char* identifier) {
    const codec::MessageSchema& schema = *codec::schema_with(identifier);
    const std::string full = sample_of(schema);
    const std::string two = with_each(full, R"({"key":"value"})", R"({"key":"value","kez":"other"})");
    return {{"full.json", full},
            {"full.flat", flat_form(schema, full)},
            {"entries.flat", flat_form(schema, two)},
            {"wrong-entry-twice.flat", with_each(flat_form(schema, two), "kez", "key")}};
}

Seeds all_schemas() {
    Seeds seeds;
    for (const std::string& identifier : message_identifiers()) {
        seeds[identifier + ".json"] = identifier + sample_of(*codec::schema_with(identifier));
    }
    return seeds;
}

Seeds zone_seeds() {
    return {{"amsterdam", content("/usr/share/zoneinfo/Europe/Amsterdam")},
            {"kathmandu", content("/usr/share/zoneinfo/Asia/Kathmandu")}};
}

Seeds derived(std::string_view target) {
    static const std::map<std::string_view, const char*> inputs = {
        {"report", "PREP"},  {"status", "PSTA"}, {"beacon", "PBEA"},   {"instruct", "PINS"},  {"ack", "PACK"},
        {"command", "PCMD"}, {"query", "PQRY"},  {"presence", "PPRE"}, {"hub_status", "PHUB"}};
    if (const auto input = inputs.find(target); input != inputs.end()) return message_seeds(input->second);
    if (target == "rule_file") return rule_seeds();
    if (target == "hub_config") return configuration_seeds("hub.toml");
    if (target == "organisation") return configuration_seeds("organisation.toml");
    if (target == "agreements") return configuration_seeds("partners.toml");
    if (target == "privacy") return configuration_seeds("privacy.toml");
    if (target == "devices") return configuration_seeds("devices.toml");
    if (target == "json_message") return all_schemas();
    if (target == "event") return event_records();
    if (target == "state") return state_records();
    if (target == "zone") return zone_seeds();
    return {};
}

}  // namespace

Seeds seeds_of(const Target& target) {
    Seeds seeds = derived(target.name);
    const fs::path here = source_folder() / "tests/fuzz";
    for (const fs::path& folder : {here / "seeds" / target.seeds, here / "corpus" / target.name}) {
        for (const auto& file : files_in(folder)) seeds[file.filename().string()] = content(file);
    }
    return seeds;
}

}  // namespace paraat::fuzz
