#include "hub/base/utf8.hpp"
#include "hub/codec/cot/chat.hpp"
#include "hub/codec/cot/control.hpp"
#include "hub/codec/cot/emergencies.hpp"
#include "hub/codec/cot/read_event.hpp"
#include "hub/codec/cot/tak_message.hpp"
#include "hub/codec/cot/write_event.hpp"
#include "tests/fuzz/targets.hpp"

// An event as XML, and the same bytes as a message of TAK protocol version 1.
namespace paraat::fuzz {
namespace {

namespace tak_cot = codec::cot;

constexpr Instant came{1'764'277'200'000};

// What is written anew may be a little longer than what came, and longer than is taken.
bool is_too_long(const Error& error) {
    return error.code == "too_long";
}

void is_the_same_as_xml(const tak_cot::Event& event) {
    const auto again = tak_cot::read_event(tak_cot::write_event(event), came);
    promise(again || is_too_long(again.error()), "an event can be read as it is written");
    if (again) promise(again->event == event, "an event is the same, written and read again");
}

void is_the_same_as_message(tak_cot::Event event) {
    event.others.clear();
    event.detail.attributes.clear();
    // 0 is the protocol's word for "not said".
    const bool has_times = event.time > Instant{} && event.start > Instant{} && event.stale > Instant{};
    const auto again = tak_cot::read_tak_message(tak_cot::write_tak_message(event), came);
    promise(again || is_too_long(again.error()), "a message can be read as it is written");
    if (!again || !has_times) return;
    promise(again->event && again->event->event == event, "an event is the same, as a message and read again");
}

void check(const tak_cot::Reading& reading) {
    for (const codec::Remark& one : reading.degraded) {
        promise(!one.why.empty() && one.why.size() <= 200 && is_utf8(one.field) && is_utf8(one.why),
                "what is degraded is told in a short sentence");
    }
    const tak_cot::Event& event = reading.event;
    promise(!event.uid.empty() && !event.type.empty(), "an event has a uid and a type");
    is_the_same_as_xml(event);
    is_the_same_as_message(event);
    tak_cot::Emergencies emergencies(1);
    const auto first = emergencies.take("a", event).outcome;
    promise(emergencies.take("a", event).outcome != tak_cot::Emergencies::Outcome::raised, "an alarm is new only once");
    promise((first == tak_cot::Emergencies::Outcome::raised) == (emergencies.open_of("a").size() == 1),
            "what was raised is open");
    promise(!tak_cot::chat_of(event).id.empty() || event.uid.ends_with('.'), "words have a name");
    promise(tak_cot::receipt_of(event).message_id.size() <= 262'144 && tak_cot::deleted_by(event).size() <= 2'000,
            "what is told of an event is no longer than it");
}

}  // namespace

void cot(std::string_view input) {
    if (const auto read = tak_cot::read_event(input, came)) {
        check(*read);
    } else {
        check_error(read.error());
    }
    if (const auto read = tak_cot::read_tak_message(input, came)) {
        if (read->event) check(*read->event);
    } else {
        check_error(read.error());
    }
}

}  // namespace paraat::fuzz
