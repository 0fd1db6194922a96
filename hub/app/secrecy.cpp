#include "hub/app/secrecy.hpp"

#include "hub/codec/format.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::app {

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

}  // namespace paraat::app
