#include "tests/unit/codec/cap/made_alert.hpp"

namespace paraat::codec::cap {
namespace {

constexpr const char* texts[] = {"overval", "a < b & c > d", "één\nregel  meer", "\" quoted \"", "x\r\ny\tz", "]]>",
                                 "🚓"};
constexpr const char* plain_ids[] = {"a-1", "urn:oid:2.49.0", "mk@example.nl", "http://x.nl/?a=1;b"};
constexpr const char* languages[] = {"", "nl", "nl-NL", "en-GB", "de"};
constexpr double degrees[] = {51.5, 0, -12.25, 4.4801234, 89.9999999, -0.0000001};
constexpr std::int32_t offsets[] = {60, 0, -330, 840, -840, 1};

class Maker {
public:
    explicit Maker(const std::vector<std::uint8_t>& numbers) : numbers_(numbers) {}

    Alert alert() {
        Alert alert;
        alert.identifier = one_of(plain_ids);
        alert.sender = one_of(plain_ids);
        alert.sent = moment();
        alert.status = word_of<Status>();
        alert.type = word_of<MessageType>();
        alert.source = text();
        alert.scope = word_of<Scope>();
        alert.restriction = text();
        alert.addresses = words();
        repeat([&] { alert.codes.push_back(some_text()); });
        alert.note = text();
        repeat([&] { alert.references.push_back(reference()); });
        alert.incidents = words();
        repeat([&] { alert.blocks.push_back(block()); });
        return alert;
    }

private:
    std::size_t below(std::size_t end) { return next_ < numbers_.size() ? numbers_[next_++] % end : 0; }
    template <class Value, std::size_t size>
    Value one_of(const Value (&list)[size]) {
        return list[below(size)];
    }
    template <class Enum>
    Enum word_of() {
        return static_cast<Enum>(below(words_of<Enum>().size()));
    }
    template <class Act>
    void repeat(Act act) {
        for (std::size_t left = below(4); left > 0; --left) act();
    }

    std::string some_text() { return one_of(texts); }
    std::string text() { return below(2) == 0 ? "" : some_text(); }
    Moment moment() {
        return {Instant{1'764'273'600'000 + static_cast<std::int64_t>(below(256)) * 86'413'000}, one_of(offsets)};
    }
    std::optional<Moment> maybe_moment() {
        if (below(2) == 0) return std::nullopt;
        return moment();
    }
    std::vector<std::string> words() {
        std::vector<std::string> all;
        repeat([&] { all.emplace_back(below(2) == 0 ? "north" : "south west"); });
        return all;
    }
    MessageReference reference() {
        if (below(4) == 0) return {"", "", {}, below(2) == 0 ? "PAAQ" : "not a reference"};
        return {one_of(plain_ids), below(4) == 0 ? "with a blank" : "a-2", moment(), ""};
    }
    std::vector<NamedValue> values() {
        std::vector<NamedValue> all;
        repeat([&] { all.push_back({some_text(), text()}); });
        return all;
    }
    Point point() { return {one_of(degrees), one_of(degrees) * 2}; }

    Resource resource() {
        Resource resource{some_text(), "image/png", {}, below(2) == 0 ? "" : "https://x.nl/a.png", "", ""};
        if (below(2) == 0) resource.size = static_cast<std::int64_t>(below(256)) * 4'096;
        if (below(2) == 0) resource.content = "aGFsbG8=";
        return resource;
    }

    Area area() {
        Area area;
        area.description = some_text();
        repeat([&] {
            Polygon& polygon = area.polygons.emplace_back();
            for (int i = 0; i < 4; ++i) polygon.push_back(point());
            polygon.push_back(polygon.front());
        });
        repeat([&] { area.circles.push_back({point(), static_cast<double>(below(256)) / 8}); });
        area.geocodes = values();
        if (below(2) == 0) area.altitude_ft = 12.5;
        if (below(2) == 0) area.ceiling_ft = 1'200;
        return area;
    }

    AlertBlock block() {
        AlertBlock block;
        block.language = one_of(languages);
        block.categories.push_back(word_of<Category>());
        repeat([&] { block.categories.push_back(word_of<Category>()); });
        block.event = some_text();
        repeat([&] { block.responses.push_back(word_of<Response>()); });
        block.urgency = word_of<Urgency>();
        block.severity = word_of<Severity>();
        block.certainty = word_of<Certainty>();
        block.audience = text();
        block.event_codes = values();
        block.effective = maybe_moment();
        block.onset = maybe_moment();
        block.expires = maybe_moment();
        block.sender_name = text();
        block.headline = text();
        block.description = text();
        block.instruction = text();
        block.web = below(2) == 0 ? "" : "https://x.nl/?a=1&b=2";
        block.contact = text();
        block.parameters = values();
        repeat([&] { block.resources.push_back(resource()); });
        repeat([&] { block.areas.push_back(area()); });
        return block;
    }

    const std::vector<std::uint8_t>& numbers_;
    std::size_t next_ = 0;
};

}  // namespace

Alert made_alert(const std::vector<std::uint8_t>& numbers) {
    return Maker(numbers).alert();
}

}  // namespace paraat::codec::cap
