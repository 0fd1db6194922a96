#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/projection/topic.hpp"

// Who may read and write which topics: what hub/core/clearance decides, in the words of the broker. The broker's access
// rules, the table that people read and its test are made of it and of nothing else.
namespace paraat::projection {

// Topics of one kind, of which somebody may read or write all or none.
struct TopicFamily {
    std::string name;      // "dvo/alert", "up/own"; stable
    std::string filter;    // "oov/dvo/alert/+"
    std::string example;   // a topic of it: "oov/dvo/alert/x"
    bool has_twin = true;  // one of JSON, which is read by whoever reads it
};

// What one identity may do there. Who reads also gets what the broker retains there.
struct Access {
    TopicFamily family;
    bool may_read = false;
    bool may_write = false;
    std::string question;  // the query that answers with the same; empty = none
    bool may_ask = false;
};

// What an account of the organisation may do with each family of topics that there is; its own before those of others.
// One that is not of the organisation, or that has no name at all, may do nothing.
std::vector<Access> access_of(const core::Organisation& organisation, const Topics& topics,
                              const core::ClientName& client);
// What the hub itself may do there. Of `client`, whose own and others' topics are told apart.
std::vector<Access> access_of_the_hub(const core::Organisation& organisation, const Topics& topics);

// Whether it is a topic of devices that do not speak the contract, by the organisation's lists of those.
bool is_of_devices(const core::Organisation& organisation, std::string_view topic);
// Who reads such a topic: the accounts whose device it is, or which carry what it says. In order of their names.
std::vector<core::ClientName> readers_of(const core::Organisation& organisation, std::string_view topic);

// The access file of Mosquitto 2.0 (mosquitto.conf(5), acl_file) for these accounts and the hub: whatever is not named
// is denied. The names are of the organisation, so that none can break a line.
std::string broker_access_file(const core::Organisation& organisation, const Topics& topics,
                               const std::vector<core::ClientName>& accounts);

}  // namespace paraat::projection
