#include "hub/app/starting_rules.hpp"

#include "hub/app/rule_reloading.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {

Result<rules::RuleSet> starting_rules(const HubFiles& files, const core::Organisation& organisation,
                                      const core::RulesInForce& in_force, const KeptRules& kept) {
    if (in_force.is_pinned) {
        auto folder = kept.read(in_force.version, &organisation);
        if (folder && folder->issues.empty()) {
            log_warn("the rules were rolled back, and stay so until somebody reloads; those on the disk are not used",
                     {{"version", in_force.version}, {"on_disk", files.rules.version()}});
            return std::move(folder->set);
        }
        log_error("the rules that were rolled back to cannot be used any more; those on the disk are",
                  {{"version", in_force.version},
                   {"why", folder ? summary_of(folder->issues)
                                  : "not whole in " + kept.folder_of(in_force.version).string()}});
    }
    if (!files.issues.empty()) {
        return Error{"rules", "", "the rules do not check, and no roll back put others in their place"};
    }
    if (auto done = kept.keep(files.rules.version(), files.rule_files); !done) return done.error();
    return files.rules;
}

}  // namespace paraat::app
