#include "hub/app/secrecy.hpp"

#include <algorithm>

#include "hub/codec/format.hpp"
#include "hub/core/clearance.hpp"
#include "hub/projection/access.hpp"

namespace paraat::app {

bool may_be_named(const core::Organisation& organisation, const core::ClientName& account) {
    return organisation.account(account) != nullptr && organisation.compartment_of(account).empty();
}

bool is_open(const core::Organisation& organisation, const projection::Topics& topics, std::string_view topic,
             std::string_view payload) {
    const auto source = topics.source_of(topic);
    if (!source) return false;
    if (!organisation.compartment_of(source->client).empty()) return false;
    if (core::is_cleared_for(organisation, source->client, core::covert_compartment)) return false;
    if (source->kind != core::InputKind::report) return true;
    const bool is_searched = codec::encoding_of(payload) == codec::Encoding::json;
    const auto says = [&](std::string_view word) { return payload.find(word) != std::string_view::npos; };
    return is_searched && !says("covert") && !says("\\u");  // a name may be written in escapes
}

bool is_read_uncleared(const core::Organisation& organisation, const projection::Topics& topics,
                       const std::string& topic) {
    const std::string original = topics.original(topic);
    if (original.starts_with(topics.root() + "/covert/")) return false;
    if (projection::is_of_devices(organisation, topic)) {
        const auto readers = projection::readers_of(organisation, topic);
        return std::any_of(readers.begin(), readers.end(), [&](const core::ClientName& reader) {
            return !core::is_cleared_for(organisation, reader, core::covert_compartment);
        });
    }
    const std::string down = topics.root() + "/down/";
    if (!original.starts_with(down)) return true;
    const core::ClientName client{original.substr(down.size(), original.find('/', down.size()) - down.size())};
    return !core::is_cleared_for(organisation, client, core::covert_compartment);
}

}  // namespace paraat::app
