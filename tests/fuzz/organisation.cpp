#include "hub/app/organisation_file.hpp"
#include "tests/fuzz/organisation_text.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {

void organisation(std::string_view input) {
    const auto reading = app::read_organisation(input, "organisation.toml");
    const auto same = app::read_organisation(input, "organisation.toml");
    promise(reading.issues == same.issues, "the same is read twice alike");
    check_issues(reading.issues, input);
    const std::string written = text_of(reading.organisation);
    promise(written == text_of(same.organisation), "the same is taken twice alike");
    if (!reading.issues.empty()) return;
    const auto again = app::read_organisation(written, "organisation.toml");
    promise(again.issues.empty(), "what was taken and written is read again");
    promise(text_of(again.organisation) == written, "what was taken, written and read again, is the same");
}

}  // namespace paraat::fuzz
