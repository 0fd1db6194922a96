#include "hub/codec/cap/read_alert.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/cap/grammar.hpp"
#include "hub/codec/cap/names.hpp"
#include "hub/codec/cap/schema_check.hpp"
#include "hub/codec/cap/text_rules.hpp"
#include "hub/codec/cap/trimmed.hpp"

namespace paraat::codec::cap {
namespace {

constexpr std::size_t other_text_most = 1'000;  // bytes kept of an element that is not known

bool are_alike(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// Whatever its capitals and blanks; the schema's findings tell of them.
template <class Enum>
std::optional<Enum> any_word(std::string_view text) {
    const auto words = words_of<Enum>();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (are_alike(words[i], trimmed(text))) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

Certainty certainty_of(std::string_view text) {
    // The word of CAP 1.0 for what became Likely.
    if (are_alike(trimmed(text), "Very Likely")) return Certainty::likely;
    return any_word<Certainty>(text).value_or(Certainty::unknown);
}

std::optional<Version> version_of(std::string_view space) {
    if (space == namespace_1_2) return Version::v1_2;
    if (space == namespace_1_1) return Version::v1_1;
    if (space == namespace_1_0) return Version::v1_0;
    // Left out, or of a version to come: what it has of ours is read.
    if (space.empty() || space.starts_with("urn:oasis:names:tc:emergency:cap:")) return Version::v1_2;
    return std::nullopt;
}

class AlertReader {
public:
    explicit AlertReader(const xml::Element& element) : element_(element) {}

    Result<AlertReading> go() {
        const auto version = version_of(element_.space());
        if (element_.local() != "alert" || !version) return Error{"bad_value", "", "it is no CAP alert"};
        alert_.version = *version;
        for (const auto& finding : against_schema(element_)) remark(finding.place, finding.why);
        read_parts();
        if (auto missing = what_is_missing()) return *missing;
        for (const auto& finding : against_text(alert_)) remark(finding.place, finding.why);
        return AlertReading{"", std::move(alert_), std::move(remarks_)};
    }

private:
    using Take = std::function<void(const xml::Element&, const std::string& place)>;
    using Takes = std::map<std::string_view, Take>;

    void remark(std::string place, std::string why) {
        if (remarks_.size() < findings_most) remarks_.push_back({std::move(place), std::move(why)});
    }

    std::optional<Error> what_is_missing() const {
        if (alert_.identifier.empty()) return Error{"bad_value", "identifier", "an alert without an identifier"};
        if (alert_.sender.empty()) return Error{"bad_value", "sender", "an alert without a sender"};
        if (!has_sent_) return Error{"bad_value", "sent", "an alert without the time that it was sent"};
        return std::nullopt;
    }

    // Each child to whoever takes it; what nobody takes is kept.
    void each(const xml::Element& element, const std::string& place, std::span<const Part> parts, const Takes& takes) {
        std::map<std::string_view, std::size_t> counts;
        const std::string before = place.empty() ? "" : place + ".";
        for (const auto& child : element.children()) {
            if (place.empty() && child.space() == namespace_signature && child.local() == "Signature") {
                alert_.is_signed = true;
                continue;
            }
            const auto part =
                std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.name == child.local(); });
            const auto take = takes.find(child.local());
            const bool is_ours = child.space() == element_.space() && part != parts.end() && take != takes.end();
            if (!is_ours || (!part->is_repeated && counts[part->name] > 0)) {
                keep_other(child, place, parts);
                continue;
            }
            const auto number = counts[part->name]++;
            const std::string index = part->is_repeated ? "[" + std::to_string(number) + "]" : "";
            take->second(child, before + std::string(part->name) + index);
        }
    }

    void keep_other(const xml::Element& child, const std::string& place, std::span<const Part> parts) {
        alert_.others.push_back(
            {place.empty() ? "alert" : place, std::string(child.name()), shortened(child.text(), other_text_most)});
        if (child.space() != element_.space() || remarks_.size() >= findings_most) return;
        std::vector<std::string> known;
        for (const auto& part : parts) known.emplace_back(part.name);
        if (std::find(known.begin(), known.end(), child.local()) != known.end()) return;
        if (const auto meant = nearest_word(child.local(), known)) {
            remark((place.empty() ? "" : place + ".") + shortened(child.name(), 32), "it is not read as " + *meant);
        }
    }

    Take text_into(std::string& target) {
        return [this, &target](const xml::Element& child, const std::string& place) {
            target = child.text();
            if (!trimmed(target).empty()) return;
            target.clear();
            remark(place, "it is empty");
        };
    }

    // A name: blanks around it are no part of it.
    Take name_into(std::string& target) {
        return [this, &target](const xml::Element& child, const std::string& place) {
            const std::string text = child.text();
            target = trimmed(text);
            if (target.size() != text.size()) remark(place, "it has blanks around it");
        };
    }

    Take moment_into(std::optional<Moment>& target) {
        return [this, &target](const xml::Element& child, const std::string& place) {
            const auto reading = read_moment(trimmed(child.text()));
            if (!reading) return remark(place, "it is no time, and not read");
            target = reading->moment;
            if (!reading->remark.empty()) remark(place, reading->remark);
        };
    }

    template <class Enum, class Target>
    Take word_into(Target& target) {
        return [&target](const xml::Element& child, const std::string&) {
            if (const auto value = any_word<Enum>(child.text())) target = *value;
        };
    }

    Take named_value_into(std::vector<NamedValue>& target) {
        return [this, &target](const xml::Element& child, const std::string& place) {
            auto& named = target.emplace_back();
            // CAP 1.0 writes name=value.
            const std::string text = child.text();
            const auto equals = text.find('=');
            if (child.children().empty() && equals != std::string::npos) {
                named = {std::string(trimmed(text.substr(0, equals))), std::string(trimmed(text.substr(equals + 1)))};
                return remark(place, "it is read as CAP 1.0 writes it");
            }
            each(child, place, parts_of(Content::named_value, alert_.version),
                 {{"valueName", text_into(named.name)}, {"value", text_into(named.value)}});
        };
    }

    Take number_into(std::optional<double>& target) {
        return [this, &target](const xml::Element& child, const std::string& place) {
            const std::string text = child.text();
            auto digits = trimmed(text);
            if (digits.starts_with('+')) digits.remove_prefix(1);
            double value = 0;
            const auto [end, fault] =
                std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
            const bool is_number =
                fault == std::errc() && end == digits.data() + digits.size() && value > -1e15 && value < 1e15;
            if (!is_number) return remark(place, "it is no number, and not read");
            target = std::round(value * 1e3) / 1e3;
        };
    }

    void read_parts();
    void read_block(const xml::Element& element, const std::string& place);
    void read_resource(const xml::Element& element, const std::string& place, Resource& resource);
    void read_area(const xml::Element& element, const std::string& place, Area& area);

    const xml::Element& element_;
    Alert alert_;
    bool has_sent_ = false;
    Remarks remarks_;
};

void AlertReader::read_parts() {
    std::optional<Moment> sent;
    std::string references;
    std::string addresses;
    std::string incidents;
    each(element_, "", parts_of_alert(),
         {{"identifier", name_into(alert_.identifier)},
          {"sender", name_into(alert_.sender)},
          {"sent", moment_into(sent)},
          {"status", word_into<Status>(alert_.status)},
          {"msgType", word_into<MessageType>(alert_.type)},
          {"source", text_into(alert_.source)},
          {"scope", word_into<Scope>(alert_.scope)},
          {"restriction", text_into(alert_.restriction)},
          {"addresses", text_into(addresses)},
          {"code", [this](const xml::Element& child,
                          const std::string& place) { text_into(alert_.codes.emplace_back())(child, place); }},
          {"note", text_into(alert_.note)},
          {"references", text_into(references)},
          {"incidents", text_into(incidents)},
          {"info", [this](const xml::Element& child, const std::string& place) { read_block(child, place); }}});
    has_sent_ = sent.has_value();
    alert_.sent = sent.value_or(Moment{});
    alert_.references = read_references(references);
    alert_.addresses = read_quoted(addresses);
    alert_.incidents = read_quoted(incidents);
}

void AlertReader::read_block(const xml::Element& element, const std::string& place) {
    auto& block = alert_.blocks.emplace_back();
    each(element, place, parts_of(Content::info, alert_.version),
         {{"language", name_into(block.language)},
          {"category",
           [&](const xml::Element& child, const std::string&) {
               block.categories.push_back(any_word<Category>(child.text()).value_or(Category::other));
           }},
          {"event", text_into(block.event)},
          {"responseType",
           [&](const xml::Element& child, const std::string&) {
               if (const auto response = any_word<Response>(child.text())) block.responses.push_back(*response);
           }},
          {"urgency", word_into<Urgency>(block.urgency)},
          {"severity", word_into<Severity>(block.severity)},
          {"certainty",
           [&](const xml::Element& child, const std::string&) { block.certainty = certainty_of(child.text()); }},
          {"audience", text_into(block.audience)},
          {"eventCode", named_value_into(block.event_codes)},
          {"effective", moment_into(block.effective)},
          {"onset", moment_into(block.onset)},
          {"expires", moment_into(block.expires)},
          {"senderName", text_into(block.sender_name)},
          {"headline", text_into(block.headline)},
          {"description", text_into(block.description)},
          {"instruction", text_into(block.instruction)},
          {"web", text_into(block.web)},
          {"contact", text_into(block.contact)},
          {"parameter", named_value_into(block.parameters)},
          {"resource", [&](const xml::Element& child,
                           const std::string& at) { read_resource(child, at, block.resources.emplace_back()); }},
          {"area", [&](const xml::Element& child, const std::string& at) {
               read_area(child, at, block.areas.emplace_back());
           }}});
}

void AlertReader::read_resource(const xml::Element& element, const std::string& place, Resource& resource) {
    std::optional<double> size;
    each(element, place, parts_of(Content::resource, alert_.version),
         {{"resourceDesc", text_into(resource.description)},
          {"mimeType", text_into(resource.mime_type)},
          {"size", number_into(size)},
          {"uri", text_into(resource.uri)},
          {"derefUri", text_into(resource.content)},
          {"digest", text_into(resource.digest)}});
    if (size) resource.size = static_cast<std::int64_t>(*size);
}

void AlertReader::read_area(const xml::Element& element, const std::string& place, Area& area) {
    const auto take_polygon = [&](const xml::Element& child, const std::string& at) {
        auto reading = read_polygon(child.text());
        if (!reading) return remark(at, reading.error().message + ", and is not read");
        if (!reading->remark.empty()) remark(at, reading->remark);
        area.polygons.push_back(std::move(reading->polygon));
    };
    const auto take_circle = [&](const xml::Element& child, const std::string& at) {
        const auto reading = read_circle(child.text());
        if (!reading) return remark(at, reading.error().message + ", and is not read");
        if (!reading->remark.empty()) remark(at, reading->remark);
        area.circles.push_back(reading->circle);
    };
    each(element, place, parts_of(Content::area, alert_.version),
         {{"areaDesc", text_into(area.description)},
          {"polygon", take_polygon},
          {"circle", take_circle},
          {"geocode", named_value_into(area.geocodes)},
          {"altitude", number_into(area.altitude_ft)},
          {"ceiling", number_into(area.ceiling_ft)}});
}

}  // namespace

Result<AlertReading> read_alert(const xml::Element& element) {
    return AlertReader(element).go();
}

}  // namespace paraat::codec::cap
