#pragma once

#include <functional>
#include <string>

#include "hub/pki/site_ca.hpp"
#include "hub/provision/claim_store.hpp"
#include "hub/provision/device_file.hpp"

namespace paraat::provision {

// Answers those who open a claim link: first with the device's name and a button, then with its file. From any thread,
// several at a time.
class ClaimDesk {
public:
    struct Parts {
        std::filesystem::path claims;  // folder of the claim links
        std::filesystem::path ca;      // of the site's CA
        // Where devices find the broker, as its certificate says it, and the first level of its topics.
        std::string host;
        int port = 0;
        std::string root;
        std::function<Instant()> now;
        // Where the phone of an account publishes, for OwnTracks; null or empty = the hub hears none there.
        std::function<std::string(const std::string& account)> phone_topic = nullptr;
        // Where the hub takes clients of TAK, as its certificate says it; port 0 = nowhere.
        std::string tak_host = {};
        int tak_port = 0;
    };
    explicit ClaimDesk(Parts parts) : parts_(std::move(parts)) {}

    struct Answer {
        int status = 200;  // of HTTP
        std::string type;
        std::string body;
        std::string file_name;  // to be kept under; empty = to be shown
        std::string claimed;    // the account that has its file by this; empty = none
    };
    // What the link leads to; uses nothing, since also those open it who only want to see where it leads.
    Answer show(const std::string& token) const;
    // The button.
    Answer claim(const std::string& token) const;

private:
    Result<Answer> answer_for(const Claim& claim) const;
    Result<std::string> package_for(const pki::SiteCa& ca, const pki::Issued& issued, const Claim& claim) const;

    Parts parts_;
};

}  // namespace paraat::provision
