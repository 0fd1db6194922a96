#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "hub/app/gatekeeper.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/app/tls_watch.hpp"
#include "hub/core/organisation.hpp"
#include "hub/transport/private_broker.hpp"

namespace paraat::app {

// The private broker of a hub, with who looks after it: whom it lets in, and its certificates. Owned by the hub; after
// its start any thread may ask.
class OwnBroker {
public:
    // `organisation`: the one in force now. Refused as PrivateBroker, Gatekeeper and BrokerTls do, and with
    // `broker_guard_absent`.
    static Result<std::unique_ptr<OwnBroker>> start(const HubConfig& config, const core::Organisation& organisation);

    int port() const { return broker_->port(); }
    int websocket_port() const { return broker_->websocket_port(); }
    // How the hub itself logs in; nullopt where nobody needs to.
    std::optional<std::string> hub_password() const;
    // From now on these are the accounts, and what each may do.
    void reorganise(const core::Organisation& changed);
    std::uint64_t failed_logins() const { return broker_->failed_logins(); }
    // Whether certificates can be renewed and revoked; nullopt without a port that needs any.
    std::optional<bool> is_site_ca_usable() const;

    // As of Gatekeeper; empty without accounts.
    std::string administrator() const;
    std::filesystem::path kept_password() const;

private:
    OwnBroker() = default;

    // Those that look after the broker end before it does.
    std::unique_ptr<transport::PrivateBroker> broker_;
    std::unique_ptr<TlsWatch> tls_watch_;
    std::unique_ptr<Gatekeeper> gatekeeper_;
};

}  // namespace paraat::app
