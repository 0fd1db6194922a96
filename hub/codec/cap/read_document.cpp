#include "hub/codec/cap/read_document.hpp"

#include <map>
#include <utility>

#include "hub/base/utf8.hpp"
#include "hub/codec/cap/names.hpp"

namespace paraat::codec::cap {
namespace {

bool is_alert(const xml::Element& element) {
    const auto space = element.space();
    return element.local() == "alert" &&
           (space == namespace_1_0 || space.starts_with("urn:oasis:names:tc:emergency:cap:"));
}

// What should hold an alert: an entry of a feed, an object of a distribution.
bool is_envelope(const xml::Element& element) {
    const auto name = element.local();
    return name == "entry" || name == "item" || name == "contentObject";
}

class Search {
public:
    explicit Search(const xml::Document& document) : document_(document) {}

    // Depth is limited by the reader of the XML.
    std::size_t within(const xml::Element& element, const std::string& place) {
        std::map<std::string, std::size_t> counts;
        std::size_t found = 0;
        for (const auto& child : element.children()) {
            if (is_alert(child)) {
                take(child, place);
                ++found;
                continue;
            }
            const std::string name(child.local());
            const bool counted = is_envelope(child);
            const std::string here = counted ? place + "." + name + "[" + std::to_string(counts[name]++) + "]" : place;
            const std::size_t inside = within(child, here);
            if (counted && inside == 0) no_alert(child, here);
            found += inside;
        }
        return found;
    }

    DocumentReading take() { return std::move(reading_); }

private:
    void take(const xml::Element& alert, const std::string& place) {
        if (reading_.alerts.size() + reading_.refused.size() >= alerts_most) {
            return refuse(place,
                          {"too_long", "", "more than " + std::to_string(alerts_most) + " alerts in one document"});
        }
        auto reading = read_alert(alert);
        if (!reading) return refuse(place, reading.error());
        reading->place = place;
        reading->bytes = document_.bytes_of(alert);
        reading_.alerts.push_back(std::move(*reading));
    }

    void no_alert(const xml::Element& envelope, const std::string& place) {
        const auto link = envelope.child("link");
        auto where = link ? link->attribute("href").value_or(link->text()) : std::string();
        refuse(place, {"bad_value", "",
                       where.empty() ? "it has no alert" : "it has no alert, only a link to " + shortened(where, 200)});
    }

    void refuse(const std::string& place, Error error) {
        if (reading_.refused.size() < alerts_most) reading_.refused.push_back({place, std::move(error)});
    }

    const xml::Document& document_;
    DocumentReading reading_;
};

Result<DocumentReading> alone(const xml::Document& document) {
    auto reading = read_alert(document.root());
    if (!reading) return reading.error();
    DocumentReading one;
    one.alerts.push_back(std::move(*reading));
    return one;
}

Result<DocumentReading> contained(const xml::Document& document) {
    Search search(document);
    const auto root = shortened(document.root().local(), 64);
    search.within(document.root(), root);
    auto reading = search.take();
    if (!reading.alerts.empty()) return reading;
    if (reading.refused.empty()) return Error{"bad_value", "", "\"" + root + "\" is no CAP alert and has none in it"};
    const auto& first = reading.refused.front();
    return Error{"bad_value", first.place, "none of its parts is an alert; the first: " + first.error.message};
}

}  // namespace

Result<DocumentReading> read_document(std::string_view bytes) {
    const auto document = xml::read(bytes, document_limits);
    if (!document) return document.error();
    auto reading = document->root().local() == "alert" ? alone(*document) : contained(*document);
    if (!reading) return reading;
    for (auto& alert : reading->alerts) {
        alert.degraded.insert(alert.degraded.begin(), document->remarks().begin(), document->remarks().end());
    }
    return reading;
}

}  // namespace paraat::codec::cap
