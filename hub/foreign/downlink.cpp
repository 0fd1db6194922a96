#include "hub/foreign/downlink.hpp"

#include <algorithm>

#include "hub/codec/meshtastic/topic.hpp"
#include "hub/codec/meshtastic/writer.hpp"
#include "hub/codec/owntracks/topic.hpp"
#include "hub/codec/owntracks/writer.hpp"

namespace paraat::foreign {
namespace {

// On one line, in the order in which a person wants to know it; the node's own reading ends at some length.
std::string line_of(std::int32_t priority, bool is_exercise, const std::string& words) {
    std::string line = (is_exercise ? "OEFENING P" : "P") + std::to_string(priority) + " " + words;
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return line;
}

}  // namespace

std::string radio_text(const core::Notice& notice) {
    const std::string words = notice.because.empty() ? notice.title : notice.title + ": " + notice.because;
    return line_of(notice.priority, notice.exercise, words);
}

std::string radio_text(const core::InstructionView& instruction) {
    const std::string on = instruction.talkgroup.empty() ? "" : "[" + instruction.talkgroup + "] ";
    return line_of(instruction.priority, instruction.exercise, on + instruction.text);
}

Downlink::Downlink(Devices devices, Instant since) : devices_(std::move(devices)), since_(since) {}

// As it was heard last; before it was, as the file says.
std::optional<Downlink::Gateway> Downlink::gateway_of(const core::ClientName& client) const {
    if (const auto heard = heard_by_.find(client); heard != heard_by_.end()) return heard->second;
    const auto written = std::find_if(devices_.gateways.begin(), devices_.gateways.end(),
                                      [](const foreign::Gateway& one) { return one.node.has_value(); });
    if (written == devices_.gateways.end()) return std::nullopt;
    return Gateway{{*written->node}, written->root};
}

Reply Downlink::text_to(const Gateway& gateway, const Device& device, const std::string& text) const {
    return {codec::meshtastic::downlink_topic(gateway.root),
            codec::meshtastic::write_text({gateway.node, codec::meshtastic::NodeId{*device.node}, {}}, text)};
}

std::vector<Reply> Downlink::note(const core::HeardMessage& heard) {
    if (heard.client.empty() || heard.outcome == core::HeardOutcome::refused) return {};
    if (heard.format == word(Format::owntracks)) {
        const auto topic = codec::owntracks::topic_in(heard.topic, devices_.owntracks_root);
        if (topic) phones_[heard.client] = topic->user + "/" + topic->device;
        return {};
    }
    if (heard.format != word(Format::meshtastic) || heard.outcome == core::HeardOutcome::repeated) return {};
    const Device* device = devices_.of_unit(heard.client);
    const auto topic = codec::meshtastic::topic_in(heard.topic, devices_.meshtastic_root);
    if (!topic || !topic->gateway || device == nullptr || !device->node) return {};
    const std::string below = topic->region.empty() ? "" : "/" + topic->region;
    const Gateway gateway{*topic->gateway, devices_.meshtastic_root + below};
    heard_by_.insert_or_assign(heard.client, gateway);
    std::vector<Reply> replies;
    for (const Waiting& one : waiting_[heard.client]) replies.push_back(text_to(gateway, *device, one.text));
    waiting_.erase(heard.client);
    return replies;
}

std::vector<Reply> Downlink::tell(const Telling& telling, const core::Organisation& organisation) {
    const Device* device = devices_.of_unit(telling.client);
    const core::Account* account = organisation.account(telling.client);
    if (devices_.meshtastic_root.empty() || device == nullptr || !device->node) return {};
    if (account == nullptr || !account->is_unit || telling.must_be_quiet) return {};
    // Who shares the channel hears it all.
    const bool is_secret = telling.is_covert || !account->compartment.empty();
    if (is_secret && !device->mesh_texts) return {};
    if (!told_.insert({telling.about, telling.client}).second) return {};
    if (telling.at < since_ - told_again) return {};
    const auto gateway = gateway_of(telling.client);
    if (gateway) return {text_to(*gateway, *device, telling.text)};
    auto& waiting = waiting_[telling.client];
    waiting.push_back({telling.about, telling.text});
    if (waiting.size() > waiting_most) waiting.pop_front();
    return {};
}

void Downlink::end(const core::ClientName& client, const std::string& about) {
    const auto is_meant = [&](const core::ClientName& one) { return client.empty() || one == client; };
    for (auto one = told_.lower_bound({about, {}}); one != told_.end() && one->first == about;) {
        one = is_meant(one->second) ? told_.erase(one) : std::next(one);
    }
    for (auto& [whose, texts] : waiting_) {
        if (is_meant(whose)) std::erase_if(texts, [&](const Waiting& one) { return one.about == about; });
    }
}

std::vector<Reply> Downlink::ask_where(const core::ClientName& client, Instant now) {
    const Device* device = devices_.of_unit(client);
    const auto heard = phones_.find(client);
    std::string name = heard == phones_.end() ? "" : heard->second;
    if (name.empty() && device != nullptr) name = device->owntracks;
    const std::size_t slash = name.rfind('/');
    if (devices_.owntracks_root.empty() || slash == std::string::npos) return {};
    const auto asked = asked_at_.find(client);
    if (asked != asked_at_.end() && now - asked->second < between_questions) return {};
    asked_at_.insert_or_assign(client, now);
    return {{codec::owntracks::command_topic(devices_.owntracks_root, name.substr(0, slash), name.substr(slash + 1)),
             codec::owntracks::write(codec::owntracks::Command{})}};
}

}  // namespace paraat::foreign
