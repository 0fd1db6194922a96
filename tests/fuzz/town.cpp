#include "tests/fuzz/town.hpp"

#include <fstream>
#include <sstream>

#include "hub/app/organisation_file.hpp"
#include "hub/base/check.hpp"

namespace paraat::fuzz {

const core::Organisation& town() {
    static const core::Organisation known = [] {
        const std::string file = PARAAT_SOURCE_DIR "/config/organisation.toml";
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        auto reading = app::read_organisation(text.str(), file);
        PARAAT_CHECK(reading.issues.empty());
        for (auto& [name, category] : reading.organisation.categories) category.escalate = {};
        return std::move(reading.organisation);
    }();
    return known;
}

}  // namespace paraat::fuzz
