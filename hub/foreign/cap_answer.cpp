#include "hub/foreign/cap_answer.hpp"

#include "hub/base/check.hpp"
#include "hub/base/digest.hpp"
#include "hub/codec/cap/text_rules.hpp"
#include "hub/codec/cap/writer.hpp"

namespace paraat::foreign {

namespace cap = codec::cap;

std::string cap_answer(const CapAnswerer& by, const cap::Alert& to, bool is_accepted, const std::string& sentence) {
    const cap::MessageReference reference{to.sender, to.identifier, to.sent, {}};
    cap::Alert answer;
    answer.identifier =
        (is_accepted ? "ack-" : "error-") +
        hex(sha256({cap::written(reference), "\n", std::to_string(by.now.ms), "\n", sentence})).substr(0, 32);
    answer.sender = by.site;
    answer.sent = {by.now, 0};
    answer.status = to.status.value_or(cap::Status::system);
    answer.type = is_accepted ? cap::MessageType::ack : cap::MessageType::error;
    answer.scope = cap::Scope::secluded;
    answer.addresses = {by.partner.text};
    answer.note = sentence.empty() ? "taken" : sentence;
    // What its sender wrote against the standard cannot be referred to; the note then names it.
    const bool is_plain = cap::is_plain_id(to.sender) && cap::is_plain_id(to.identifier);
    if (is_plain) answer.references = {reference};
    if (!is_plain) answer.note += " (" + to.sender + ", " + to.identifier + ")";
    const auto written = cap::write(answer);
    PARAAT_CHECK(written);
    return *written;
}

}  // namespace paraat::foreign
