#pragma once

#include "hub/core/escalation_policy.hpp"
#include "hub/core/input.hpp"
#include "hub/core/message.hpp"

// The fields of plain values that stand inside events and state, for archive.hpp; numbers are never reused.
namespace paraat::core {

template <class T, class Plain>
concept Is = std::is_same_v<std::remove_const_t<T>, Plain>;

template <Is<Position> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "lat_e7", self.lat_e7);
    visit(2, "lon_e7", self.lon_e7);
}
template <Is<Address> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "street", self.street);
    visit(2, "number", self.number);
    visit(3, "postcode", self.postcode);
    visit(4, "place", self.place);
    visit(5, "note", self.note);
}
template <Is<Reporter> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "name", self.name);
    visit(2, "phone", self.phone);
    visit(3, "anonymous", self.anonymous);
}
template <Is<Reference> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "system", self.system);
    visit(2, "id", self.id);
}
template <Is<Attachment> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "sha256", self.sha256);
    visit(2, "mime", self.mime);
    visit(3, "uri", self.uri);
}
template <Is<Because> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "text", self.text);
    visit(2, "code", self.code);
    visit(3, "args", self.args);
}
template <Is<Target> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "kind", self.kind);
    visit(2, "name", self.name);
}
template <Is<Hours> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "days", self.days);
    visit(2, "from", self.from);
    visit(3, "to", self.to);
}
template <Is<EscalationStep> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "targets", self.targets);
    visit(2, "ack_within", self.ack_within);
    visit(3, "repeat_every", self.repeat_every);
    visit(4, "deliver_within", self.deliver_within);
    visit(5, "answer_within", self.answer_within);
    visit(6, "during", self.during);
}
template <Is<EscalationPolicy> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "name", self.name);
    visit(2, "steps", self.steps);
    visit(3, "ack_lasts", self.ack_lasts);
}
template <Is<Deployment> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "area", self.area);
    visit(2, "position", self.position);
    visit(3, "metres", self.metres);
    visit(4, "from", self.from);
    visit(5, "until", self.until);
    visit(6, "because", self.because);
    visit(7, "kind", self.kind);
}
template <Is<InstructionAnswer> Self, class Visit>
void fields(Self& self, Visit& visit) {
    visit(1, "client", self.client);
    visit(2, "answer", self.answer);
    visit(3, "at", self.at);
    visit(4, "text", self.text);
}

}  // namespace paraat::core
