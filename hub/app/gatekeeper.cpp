#include "hub/app/gatekeeper.hpp"

#include <utility>

#include "hub/access/password.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/event.hpp"
#include "hub/projection/access.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds look_every{250};

Instant wall_clock() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<Milliseconds>(since).count()};
}

// In order of their names: all but those whose login is disabled. One without a login may come with a certificate,
// which is asked for no password.
std::vector<core::ClientName> accounts_with_access(const core::Organisation& organisation,
                                                   const access::Logins& logins) {
    std::vector<core::ClientName> accounts;
    for (const auto& [name, account] : organisation.accounts) {
        const auto login = logins.find(name.text);
        if (login == logins.end() || !login->second.is_disabled) accounts.push_back(name);
    }
    return accounts;
}

}  // namespace

transport::Admission site_admission(const HubConfig& config, const core::Organisation& organisation,
                                    const access::Logins& logins) {
    const std::vector<core::ClientName> accounts = accounts_with_access(organisation, logins);
    std::vector<std::string> names;
    for (const core::ClientName& account : accounts) names.push_back(account.text);
    return {projection::broker_access_file(organisation, projection::Topics(config.hub.root), accounts),
            access::broker_password_file(logins, names)};
}

Gatekeeper::Gatekeeper(const HubConfig& config, const core::Organisation& organisation)
    : organisation_(organisation), root_(config.hub.root), store_(config.access.directory) {}

Result<std::unique_ptr<Gatekeeper>> Gatekeeper::open(const HubConfig& config, const core::Organisation& organisation) {
    std::unique_ptr<Gatekeeper> made(new Gatekeeper(config, organisation));
    made->hub_password_ = config.broker.password;
    if (made->hub_password_.empty()) {
        auto password = access::make_password();
        if (!password) return password.error();
        made->hub_password_ = std::move(*password);
    }
    auto hash = access::broker_hash(made->hub_password_);
    if (!hash) return hash.error();
    made->hub_hash_ = std::move(*hash);
    const auto logins = made->store_.read();
    if (!logins) return logins.error();
    if (auto first = made->make_first_login(*logins); !first) return first.error();
    if (auto looked = made->look(); !looked) return looked.error();
    return made;
}

Gatekeeper::~Gatekeeper() {
    {
        std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    if (thread_.joinable()) thread_.join();
}

Result<void> Gatekeeper::make_first_login(const access::Logins& logins) {
    const std::string first = first_administrator();
    if (!logins.empty() || first.empty()) return {};
    if (auto made = store_.make(first, access::LoginStore::Copy::kept, wall_clock()); !made) return made.error();
    log_info("made the first login", {{"account", first}, {"kept_in", store_.kept_file(first).string()}});
    return {};
}

transport::Admission Gatekeeper::admission_of(const access::Logins& logins) const {
    HubConfig config;
    config.hub.root = root_;
    transport::Admission admission = site_admission(config, organisation_, logins);
    admission.password_file += core::the_hub.text + ":" + hub_hash_ + "\n";
    return admission;
}

// The mark first: what changes while it is read is looked at again. Logins that cannot be read keep nobody's change of
// place from the broker: those that were read last count on.
Result<void> Gatekeeper::look() {
    const std::string mark = store_.mark();
    Result<void> done;
    if (mark != mark_ || !is_read_) {
        auto logins = store_.read();
        if (logins) {
            logins_ = std::move(*logins);
            mark_ = mark;
            is_read_ = is_due_ = true;
        } else {
            done = logins.error();
        }
    }
    if (!is_due_ || !is_read_) return done;
    admission_ = admission_of(logins_);
    if (broker_ != nullptr) {
        if (auto admitted = broker_->admit(admission_); !admitted) return admitted;  // it is tried again
        log_info("who may come in changed", {{"logins", std::to_string(logins_.size())}});
    }
    is_due_ = false;
    return done;
}

void Gatekeeper::watch(transport::PrivateBroker& broker) {
    broker_ = &broker;
    thread_ = std::thread([this] { run(); });
}

void Gatekeeper::run() {
    name_this_thread("gatekeeper");
    std::unique_lock lock(mutex_);
    while (true) {
        stopping_.wait_for(lock, look_every, [this] { return is_stopping_ || is_reorganised_; });
        if (is_stopping_) return;
        is_reorganised_ = false;
        // What cannot be read opens nothing, and ends nobody's session.
        const auto looked = look();
        const std::string fault = looked ? "" : looked.error().message;
        if (fault != std::exchange(fault_, fault) && !fault.empty()) {
            log_error("the broker is not told who may come in, so what it knows counts on", {{"why", fault}});
        }
    }
}

void Gatekeeper::reorganise(core::Organisation organisation) {
    {
        std::lock_guard lock(mutex_);
        organisation_ = std::move(organisation);
        is_reorganised_ = is_due_ = true;
    }
    stopping_.notify_all();
}

std::string Gatekeeper::administrator() const {
    std::lock_guard lock(mutex_);
    return first_administrator();
}

std::string Gatekeeper::first_administrator() const {
    for (const auto& [name, account] : organisation_.accounts) {
        if (core::may_manage_accounts(organisation_, name)) return name.text;
    }
    return {};
}

std::filesystem::path Gatekeeper::kept_password() const {
    const std::string account = administrator();
    if (account.empty() || !store_.kept_password(account)) return {};
    return std::filesystem::absolute(store_.kept_file(account));
}

std::filesystem::path guard_file() {
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (failed) return {};
    for (const char* beside : {"paraat-guard.so", "../lib/paraat/paraat-guard.so"}) {
        const auto file = (program.parent_path() / beside).lexically_normal();
        if (std::filesystem::is_regular_file(file, failed)) return file;
    }
    return {};
}

}  // namespace paraat::app
