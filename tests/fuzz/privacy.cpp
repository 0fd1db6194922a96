#include "hub/app/privacy_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

namespace paraat::fuzz {

void privacy(std::string_view input) {
    const auto reading = app::read_privacy(input, "privacy.toml", town());
    const auto same = app::read_privacy(input, "privacy.toml", town());
    promise(reading.issues == same.issues && reading.retention == same.retention, "the same is read twice alike");
    check_issues(reading.issues, input);
    if (!reading.issues.empty()) return;
    const core::Retention& retention = reading.retention;
    promise(retention.inputs >= core::inputs_kept_least, "a repeat is known for one for thirty days");
    promise(!retention.regimes.empty(), "some regime applies to all");
    for (const core::Regime& regime : retention.regimes) {
        for (const std::string& word : core::word_list<core::RecordKind>()) {
            const core::RetentionTerm& term = retention.term(regime, *core::from_word<core::RecordKind>(word));
            promise(!term.ground.empty(), "a term has a ground");
            promise(term.keep >= Milliseconds{0}, "a term does not end before it begins");
        }
    }
}

}  // namespace paraat::fuzz
