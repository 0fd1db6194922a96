#pragma once

#include <map>
#include <string>

#include "hub/codec/cap/chains.hpp"
#include "hub/codec/cap/read_alert.hpp"
#include "hub/core/organisation.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What CAP documents say, as reports of who sent them. An Update continues the report of each message that it refers
// to, a Cancel says that its sender withdraws that and closes nothing, Ack and Error are noted. A partner is answered
// by CAP's Ack or Error, for each alert of a document its own. For one thread.
class CapInputs {
public:
    Interpretation read(const Heard& heard, const core::Organisation& organisation);

private:
    // Of a message that was overtaken by its own update, which came first; nullopt of any other.
    std::optional<codec::cap::MessageKey> overtaken(const core::ClientName& client, const codec::cap::Alert& alert);

    std::map<core::ClientName, codec::cap::Chains> chains_;
};

// The id of the report that a message became.
std::string cap_report_id(const codec::cap::MessageKey& key);

}  // namespace paraat::foreign
