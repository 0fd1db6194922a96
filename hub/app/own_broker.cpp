#include "hub/app/own_broker.hpp"

#include "hub/app/broker_tls.hpp"
#include "hub/app/hub_clock.hpp"

namespace paraat::app {

Result<std::unique_ptr<OwnBroker>> OwnBroker::start(const HubConfig& config, const core::Organisation& organisation) {
    std::unique_ptr<OwnBroker> made(new OwnBroker);
    // In the journal's own folder: two hubs never share that.
    transport::PrivateBroker::Settings settings{.directory = config.journal.directory / "broker",
                                                .port = config.broker.port,
                                                .websocket_port = config.broker.websocket_port,
                                                .access = config.broker.access,
                                                .connections = config.limits.connections};
    if (config.broker.access == "accounts") {
        auto opened = Gatekeeper::open(config, organisation);
        if (!opened) return opened.error();
        made->gatekeeper_ = std::move(*opened);
        settings.admission = made->gatekeeper_->admission();
        settings.guard = guard_file();
    }
    std::optional<BrokerTls> tls;
    if (config.broker.tls_port != 0) {
        auto opened = BrokerTls::open(broker_tls_place(config), HubClock(Instant{}).now());
        if (!opened) return opened.error();
        tls = std::move(*opened);
        settings.tls = tls->listener();
    }
    auto started = transport::PrivateBroker::start(std::move(settings));
    if (!started) return started.error();
    made->broker_ = std::move(*started);
    if (tls) made->tls_watch_ = std::make_unique<TlsWatch>(std::move(*tls), *made->broker_);
    if (made->gatekeeper_ != nullptr) made->gatekeeper_->watch(*made->broker_);
    return made;
}

std::optional<std::string> OwnBroker::hub_password() const {
    return gatekeeper_ != nullptr ? std::optional(gatekeeper_->hub_password()) : std::nullopt;
}

void OwnBroker::reorganise(const core::Organisation& changed) {
    if (gatekeeper_ != nullptr) gatekeeper_->reorganise(changed);
}

std::optional<bool> OwnBroker::is_site_ca_usable() const {
    return tls_watch_ != nullptr ? std::optional(tls_watch_->is_site_ca_usable()) : std::nullopt;
}

std::string OwnBroker::administrator() const {
    return gatekeeper_ != nullptr ? gatekeeper_->administrator() : std::string{};
}

std::filesystem::path OwnBroker::kept_password() const {
    return gatekeeper_ != nullptr ? gatekeeper_->kept_password() : std::filesystem::path{};
}

}  // namespace paraat::app
