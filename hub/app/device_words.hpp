#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hub/core/state.hpp"
#include "hub/foreign/downlink.hpp"
#include "hub/projection/publication.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::app {

// What the publisher's publications mean for the devices of other makes that units carry: texts to radios, questions to
// phones. Owned by the publisher, on its thread.
class DeviceWords {
public:
    DeviceWords(foreign::Devices devices, projection::Topics topics, Instant since)
        : downlink_(std::move(devices), since), topics_(std::move(topics)) {}

    // `state` holds what is published. Notices and instructions; anything else is nothing to a device.
    std::vector<foreign::Reply> follow(const projection::Publication& publication, const core::State& state,
                                       const core::Organisation& organisation, Instant now);
    // A panic of a unit: where is it?
    std::vector<foreign::Reply> follow(const core::Event& event);
    std::vector<foreign::Reply> note(const core::HeardMessage& heard) { return downlink_.note(heard); }

private:
    std::vector<foreign::Reply> follow_notice(const core::Notice& notice, const core::ClientName& client,
                                              const std::string& about, const core::State& state,
                                              const core::Organisation& organisation, Instant now);
    std::vector<foreign::Reply> follow_instruction(const core::InstructionView& view, const std::string& about,
                                                   const core::State& state, const core::Organisation& organisation);

    foreign::Downlink downlink_;
    projection::Topics topics_;
};

}  // namespace paraat::app
