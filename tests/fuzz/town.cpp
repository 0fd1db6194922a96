#include "tests/fuzz/town.hpp"

#include "hub/app/organisation_file.hpp"
#include "hub/base/check.hpp"
#include "hub/base/durable_file.hpp"

namespace paraat::fuzz {

std::filesystem::path source_folder() {
    return PARAAT_SOURCE_DIR;
}

const core::Organisation& town_that_calls() {
    static const core::Organisation known = [] {
        const std::filesystem::path file = source_folder() / "config/organisation.toml";
        auto reading = app::read_organisation(read_file(file).value_or(""), file.string());
        PARAAT_CHECK(reading.issues.empty());
        return std::move(reading.organisation);
    }();
    return known;
}

const core::Organisation& town() {
    static const core::Organisation known = [] {
        core::Organisation quiet = town_that_calls();
        for (auto& [name, category] : quiet.categories) category.escalate = {};
        return quiet;
    }();
    return known;
}

}  // namespace paraat::fuzz
