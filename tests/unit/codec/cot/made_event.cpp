#include "tests/unit/codec/cot/made_event.hpp"

namespace paraat::codec::cot::test {
namespace {

using rc::gen::inRange;

std::string word() {
    return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab \"'<>&\n\t\r-./0")));
}

std::string name() {
    return "n" + word();
}

std::string inside() {
    return *rc::gen::elementOf(
        std::vector<std::string>{"", "<x/>", "<x a=\"&quot;&amp;&#10;\">t &lt; &gt;<y/></x><z/>"});
}

Rest rest() {
    Rest rest;
    for (int i = *inRange(0, 3); i > 0; --i) rest.attributes.emplace_back("other" + std::to_string(i), word());
    rest.inside = inside();
    return rest;
}

bool chance() {
    return *rc::gen::arbitrary<bool>();
}

double decimal(int most) {
    return *inRange(-most, most) / 7.0;
}

Instant moment() {
    return Instant{*inRange<std::int64_t>(1, 253'402'300'800'000)};
}

Chat chat() {
    Chat chat{word(), word(), word(), word(), word(), word(), word(), {}, rest(), rest()};
    for (int i = *inRange(0, 4); i > 0; --i) chat.participants.push_back(word());
    return chat;
}

void add_texts(Detail& detail) {
    if (chance()) detail.note = {word(), word(), word(), chance() ? std::optional(moment()) : std::nullopt, rest()};
    // Blanks beside elements cannot be told from those that set them apart.
    if (detail.note && !detail.note->rest.inside.empty()) detail.note->text = name();
    if (chance()) detail.emergency = {word(), chance(), name(), rest()};
    if (chance()) detail.chat = chat();
    for (int i = *inRange(0, 3); i > 0; --i) detail.links.push_back({word(), word(), word(), rest()});
    for (int i = *inRange(0, 3); i > 0; --i) detail.destinations.push_back({word(), word(), word(), rest()});
    for (int i = *inRange(0, 3); i > 0; --i) detail.flow_tags.emplace_back("server-" + std::to_string(i), word());
    if (chance()) detail.negotiation = {{1, 2}, *inRange(0, 3), chance()};
}

Detail any_detail() {
    Detail detail;
    if (chance()) detail.contact = {word(), word(), word(), rest()};
    if (chance()) detail.group = {word(), word(), rest()};
    if (chance()) detail.status = {chance() ? std::optional(*inRange(0, 101)) : std::nullopt, rest()};
    if (chance()) detail.takv = {word(), word(), word(), word(), rest()};
    if (chance()) detail.track = {decimal(700), chance() ? std::optional(decimal(360)) : std::nullopt, rest()};
    if (chance()) detail.precision = {word(), word(), rest()};
    if (chance()) detail.droid = {word(), rest()};
    add_texts(detail);
    detail.is_archived = chance();
    if (chance()) detail.argb = *rc::gen::arbitrary<std::int32_t>();
    detail.others = inside();
    return detail;
}

}  // namespace

rc::Gen<Event> any_event() {
    return rc::gen::exec([] {
        Event event;
        event.uid = name();
        event.type = *rc::gen::elementOf(std::vector<std::string>{"a-f-G-U-C", "b-a-o-tbl", "b-t-f", "t-x-c-t"});
        event.how = "m-g";
        event.time = moment();
        event.start = moment();
        event.stale = moment();
        event.access = word();
        event.qos = word();
        event.opex = word();
        if (chance()) {
            const auto metres = [] { return chance() ? std::optional(*inRange(0, 99'999) / 8.0) : std::nullopt; };
            event.point = Point{0.5 + *inRange(0, 89), decimal(1'200), metres(), metres(), metres()};
        }
        event.detail = any_detail();
        return event;
    });
}

}  // namespace paraat::codec::cot::test
