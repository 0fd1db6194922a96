#include "hub/app/rule_reloading.hpp"

#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds reloading_wait_most = std::chrono::seconds{60};
constexpr std::size_t issue_told_most = 400;  // bytes of an issue

}  // namespace

RuleReloading::RuleReloading(Parts parts) : parts_(std::move(parts)), thread_([this] { run(); }) {}

RuleReloading::~RuleReloading() {
    asked_.close();
    found_.close();
    thread_.join();
}

void RuleReloading::run() {
    name_this_thread("rules");
    while (!asked_.is_closed()) {
        for (RuleRequest& request : asked_.take(1, reloading_wait_most)) {
            found_.push(find_or_fault(std::move(request)));
            parts_.wake();
        }
    }
}

// A fault of a library that reads files must not end a hub that runs.
RuleReloading::Found RuleReloading::find_or_fault(RuleRequest request) {
    try {
        return find(request);
    } catch (const std::exception& fault) {
        log_warn("rules that cannot be read; those that run stay", {{"why", fault.what()}});
        Found found;
        found.request = std::move(request);
        found.offer.fault = std::string("the rules cannot be read: ") + fault.what();
        return found;
    }
}

RuleReloading::Found RuleReloading::find(RuleRequest request) {
    Found found;
    found.request = std::move(request);
    const bool goes_back = found.request.goes_back;
    auto folder = goes_back ? parts_.kept.read(found.request.version, &parts_.organisation)
                            : read_rule_folder(parts_.directory, &parts_.organisation);
    const std::vector<std::string> gone{goes_back ? "the files of version " + found.request.version + " are not in " +
                                                        parts_.kept.folder_of(found.request.version).string()
                                                  : unreadable_folder(parts_.directory)};
    const std::vector<std::string>& issues = folder ? folder->issues : gone;
    if (!goes_back) is_disk_wrong_ = !issues.empty();
    if (issues.empty()) {
        const auto kept = parts_.kept.keep(folder->set.version(), folder->files);
        found.offer = {folder->set.version(), kept ? "" : kept.error().message, folder->set.silences()};
        found.set = std::move(folder->set);
        return found;
    }
    for (const std::string& issue : issues)
        log_warn("rules that do not check; those that run stay", {{"issue", issue}});
    found.offer.fault = summary_of(issues);
    return found;
}

std::vector<std::string> RuleReloading::remarks() const {
    if (!is_disk_wrong_) return {};
    return {"the rules on the disk do not check"};
}

std::string summary_of(const std::vector<std::string>& issues) {
    const std::string& first = issues.front();
    const std::string line = shortened(first.substr(0, first.find('\n')), issue_told_most);
    if (issues.size() == 1) return line;
    return line + "; and " + std::to_string(issues.size() - 1) + " more, see the log or paraat rules check";
}

}  // namespace paraat::app
