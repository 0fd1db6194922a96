#include <httplib.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "clients/cli/doctor/look.hpp"
#include "clients/cli/hub_message.hpp"
#include "clients/cli/login.hpp"
#include "hub/access/login_store.hpp"
#include "hub/app/broker_tls.hpp"
#include "hub/app/gatekeeper.hpp"
#include "hub/app/quarantine_folder.hpp"
#include "hub/core/clearance.hpp"
#include "schemas/hub_status_generated.h"

// What answers: ports, the broker, the hub's pages.
namespace paraat::cli {
namespace {

constexpr Milliseconds tls_patience{2'000};
constexpr std::chrono::seconds page_patience{2};
constexpr Milliseconds hub_status_patience{6'000};  // it is retained, and renewed every 5 s

std::optional<std::vector<OpenPort>> ports_of(const Sight& sight) {
    const auto sockets = listening_sockets();
    if (!sockets) return std::nullopt;
    const app::HubConfig::Broker& broker = sight.files.config.broker;
    const bool is_private = broker.address.empty();
    const bool is_here = is_private || broker.address == "localhost" || broker.address.starts_with("127.");
    std::vector<OpenPort> found;
    const auto add = [&](const char* key, int port, bool is_by_tls) {
        for (const ListeningSocket& socket : *sockets) {
            if (port != 0 && socket.port == port) found.push_back({key, socket.address, port, is_by_tls});
        }
    };
    if (is_here) add("broker.port", sight.broker_port, !is_private && broker.tls);
    if (is_here) add("broker.websocket_port", broker.websocket_port, false);
    if (is_private) add("broker.tls_port", broker.tls_port, true);
    add("tak.plain_port", sight.files.config.tak.plain_port, false);
    add("tak.tls_port", sight.files.config.tak.tls_port, true);
    add("admin.port", sight.files.config.admin.port, false);
    return found;
}

sdk::BrokerAddress broker_of(const Sight& sight) {
    const app::HubConfig::Broker& broker = sight.files.config.broker;
    sdk::BrokerAddress address;
    if (!broker.address.empty()) address.host = broker.address;
    address.port = sight.broker_port;
    if (broker.tls) address.tls = {broker.ca_file.string(), broker.cert_file.string(), broker.key_file.string()};
    return address;
}

// By TLS who the hub is would be let in by its certificate: then nothing is known of others.
std::optional<bool> takes_nameless(const Sight& sight) {
    sdk::BrokerAddress address = broker_of(sight);
    if (address.port == 0) return std::nullopt;
    address.tls.certificate.clear();
    address.tls.key.clear();
    const auto session = sdk::Session::connect(address, "");
    if (session) return true;
    return session.error().code == "not_let_in" ? std::optional(false) : std::nullopt;
}

std::optional<pki::TlsShown> tls_of(const Sight& sight) {
    const app::HubConfig::Broker& broker = sight.files.config.broker;
    const bool is_private = broker.address.empty();
    const int port = is_private ? broker.tls_port : broker.tls ? broker.port : 0;
    if (port == 0) return std::nullopt;
    const std::string host =
        is_private ? (broker.tls_address.empty() ? "127.0.0.1" : broker.tls_address) : broker.address;
    auto shown = pki::look_at_tls(host, port, tls_patience);
    return shown ? std::optional(std::move(*shown)) : std::nullopt;
}

std::optional<std::string> mosquitto_version() {
    for (const std::string path : {"/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto"}) {
        if (::access(path.c_str(), X_OK) != 0) continue;
        std::FILE* said = ::popen((path + " -h 2>/dev/null").c_str(), "r");
        if (said == nullptr) return std::nullopt;
        std::array<char, 32> version{};
        const bool is_told = std::fscanf(said, "mosquitto version %31s", version.data()) == 1;
        ::pclose(said);
        if (is_told) return version.data();
    }
    return std::nullopt;
}

std::optional<HubHealth> health_of(int port) {
    if (port == 0) return std::nullopt;
    httplib::Client pages("127.0.0.1", port);
    pages.set_connection_timeout(page_patience);
    pages.set_read_timeout(page_patience);
    const auto answer = pages.Get("/readyz");
    const Json body = answer ? object_in(answer->body) : Json();
    if (!body.is_object() || !body.contains("ready")) return std::nullopt;
    HubHealth health{body["ready"] == true, {}};
    for (const Json& reason : body.value("reasons", Json::array())) {
        if (reason.is_string()) health.reasons.push_back(shown(Json{{"text", reason}}, "text"));
    }
    return health;
}

// As an account whose password is at hand: everybody may read the hub's status.
std::optional<std::int64_t> clock_offset(const Sight& sight) {
    Options options = sight.options;
    const sdk::BrokerAddress address = broker_of(sight);
    options.broker.host = address.host;
    options.broker.port = address.port;
    if (options.broker.tls.ca.empty()) options.broker.tls = address.tls;
    std::string as = options.as;
    for (const auto& [name, account] : sight.files.organisation.accounts) {
        if (as.empty() && core::may_manage_accounts(sight.files.organisation, name)) as = name.text;
    }
    if (address.port == 0) return std::nullopt;
    auto session = connect_as(options, as, "doctor-" + fresh_id());
    if (!session || !session->subscribe(sight.files.config.hub.root + "/hub/+/status")) return std::nullopt;
    const auto message = session->next(hub_status_patience);
    const Json status =
        message ? object_in(json_of<wire::HubStatus>(message->payload, wire::HubStatusIdentifier())) : Json();
    if (!status.is_object() || !status.contains("clock_offset_ms")) return std::nullopt;
    return status["clock_offset_ms"].get<std::int64_t>();
}

std::optional<bool> is_clock_kept() {
    timex clock{};
    const int state = ::adjtimex(&clock);
    return state < 0 ? std::nullopt : std::optional(state != TIME_ERROR);
}

BrokerSeen broker_seen(const Sight& sight) {
    BrokerSeen seen;
    if (!sight.hub) return seen;
    seen.is_found = sight.hub->pid == 0 || sight.hub->has_broker;
    seen.may_look = sight.hub->may_look_into_broker;
    seen.has_guard = !sight.hub->guard.empty();
    seen.is_guard_current = !sight.hub->guard.string().ends_with(" (deleted)");
    seen.access_file = sight.hub->access_file;
    return seen;
}

std::optional<std::string> wanted_access_file(const Sight& sight) {
    const app::HubConfig& config = sight.files.config;
    const auto logins = access::LoginStore(config.access.directory).read();
    if (!logins || !sight.in_force || !sight.may_see_access) return std::nullopt;
    return app::site_admission(config, sight.in_force->organisation, *logins).access_file;
}

}  // namespace

DoorFacts look_at_doors(const Sight& sight) {
    const app::HubConfig& config = sight.files.config;
    DoorFacts facts{config, ports_of(sight), takes_nameless(sight), tls_of(sight)};
    const bool is_private = config.broker.address.empty();
    if (is_private) facts.broker_version = mosquitto_version();
    return facts;
}

RunningFacts look_at_running(const Sight& sight) {
    const app::HubConfig& config = sight.files.config;
    RunningFacts facts;
    facts.has_private_broker = config.broker.address.empty();
    facts.has_accounts = config.broker.access == "accounts";
    facts.health = health_of(config.admin.port);
    if (facts.health) facts.clock_offset_ms = clock_offset(sight);
    facts.is_clock_kept = is_clock_kept();
    facts.broker = broker_seen(sight);
    facts.access_file = wanted_access_file(sight);
    struct statvfs disk {};
    if (::statvfs(config.journal.directory.c_str(), &disk) == 0) {
        facts.disk_free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
    }
    facts.keep_free = config.journal.keep_free;
    if (::access(config.journal.directory.c_str(), R_OK | X_OK) == 0) {
        facts.quarantined = app::QuarantineFolder(config.journal.directory).fingerprints().size();
    }
    return facts;
}

}  // namespace paraat::cli
