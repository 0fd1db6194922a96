#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "hub/access/login_store.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/core/organisation.hpp"
#include "hub/transport/private_broker.hpp"

namespace paraat::app {

// Who the private broker lets in: the accounts of the organisation that have a login, to what hub/projection/access
// gives them, and the hub itself. At the first start it makes the administrator's login. A thread of its own looks
// whether the logins change. Owned by the hub.
class Gatekeeper {
public:
    // Refused as LoginStore does.
    static Result<std::unique_ptr<Gatekeeper>> open(const HubConfig& config, const core::Organisation& organisation);
    ~Gatekeeper();
    Gatekeeper(const Gatekeeper&) = delete;
    Gatekeeper& operator=(const Gatekeeper&) = delete;

    // As of open().
    const transport::Admission& admission() const { return admission_; }
    // Another one at each start, unless [broker] password says which.
    const std::string& hub_password() const { return hub_password_; }
    // From now on `broker`, which outlives it, is told of each change.
    void watch(transport::PrivateBroker& broker);

    // From now on these are the accounts and what each may do; open sessions have it as soon as the broker has read it.
    // From any thread.
    void reorganise(core::Organisation organisation);

    // The first account that may manage accounts; empty when none may.
    std::string administrator() const;
    // The file of its password that nobody has changed yet; empty when there is none.
    std::filesystem::path kept_password() const;

private:
    Gatekeeper(const HubConfig& config, const core::Organisation& organisation);
    Result<void> make_first_login(const access::Logins& logins);
    transport::Admission admission_of(const access::Logins& logins) const;
    std::string first_administrator() const;
    Result<void> look();
    void run();

    core::Organisation organisation_;
    const std::string root_;
    access::LoginStore store_;
    std::string hub_password_;
    std::string hub_hash_;
    transport::Admission admission_;
    access::Logins logins_;  // as they were read last
    std::string mark_;       // of those
    bool is_read_ = false;
    bool is_due_ = false;  // the admission is to be made anew, and told
    std::string fault_;    // as it was logged last
    transport::PrivateBroker* broker_ = nullptr;
    mutable std::mutex mutex_;  // of the organisation, and of what is looked at
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    bool is_reorganised_ = false;  // and the broker does not know it yet
    std::thread thread_;
};

// The broker's guard (hub/guard), beside this program or where it is installed; empty when it is in neither place.
std::filesystem::path guard_file();

// What a site's own Mosquitto is given: the access file, and the password file of those with a login (without the hub,
// whose password is that broker's business).
transport::Admission site_admission(const HubConfig& config, const core::Organisation& organisation,
                                    const access::Logins& logins);

}  // namespace paraat::app
