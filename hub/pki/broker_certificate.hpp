#pragma once

#include "hub/pki/site_ca.hpp"

namespace paraat::pki {

struct BrokerCertificate {
    Issued issued;
    bool is_new = false;
};

// What the site's broker shows: broker.pem and broker.key in this folder, as long as they serve: of this CA, for these
// hosts, not revoked, and with more than a third of their time left. Else they are made anew, and kept there. Errors as
// of SiteCa.
Result<BrokerCertificate> broker_certificate(SiteCa& ca, const std::filesystem::path& directory,
                                             const std::vector<std::string>& hosts, Instant now);

}  // namespace paraat::pki
