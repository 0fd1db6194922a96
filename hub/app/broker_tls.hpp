#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "hub/app/hub_config.hpp"
#include "hub/pki/site_ca.hpp"
#include "hub/transport/broker_listener.hpp"
#include "hub/transport/tls.hpp"

namespace paraat::app {

// The certificates of the private broker's TLS listener, out of the site's CA: made at the first start, renewed in
// time, taken back when somebody revokes one. Reads and writes the CA's folder; for one thread.
class BrokerTls {
public:
    struct Place {
        std::filesystem::path ca;        // the CA's folder
        std::vector<std::string> hosts;  // that clients connect to
        std::string address;             // of the listener, as in TlsListener
        int port = 0;
    };
    // What changed since the last look.
    struct Change {
        bool is_renewed = false;       // listener() says something else
        std::vector<std::string> cut;  // accounts of which a certificate was revoked
        bool has_new_certificate = false;
    };

    // Makes the CA when there is none. Errors as of SiteCa.
    static Result<BrokerTls> open(Place place, Instant now);

    // Renews what is due, and reads what others changed. After an error the listener is what it was.
    Result<Change> look(Instant now);
    const transport::TlsListener& listener() const { return listener_; }
    // For cutting the session of a device: good for minutes.
    Result<transport::TlsIdentity> in_the_name_of(const std::string& account, Instant now) const;
    // Where the hub itself finds the listener.
    std::string own_address() const { return place_.address.empty() ? "127.0.0.1" : place_.address; }

private:
    explicit BrokerTls(Place place) : place_(std::move(place)) {}

    Place place_;
    transport::TlsListener listener_;
    pki::Revoked revoked_;
};

// Where it all lies and listens, by the configuration; port 0 = there is no such listener.
BrokerTls::Place broker_tls_place(const HubConfig& config);

// "a.example, 10.0.0.1" as they stand in the configuration.
std::vector<std::string> names_in(const std::string& list);

}  // namespace paraat::app
