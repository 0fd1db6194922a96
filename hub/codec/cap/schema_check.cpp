#include "hub/codec/cap/schema_check.hpp"

#include <algorithm>

#include "hub/base/utf8.hpp"
#include "hub/codec/cap/grammar.hpp"
#include "hub/codec/cap/names.hpp"

namespace paraat::codec::cap {
namespace {

constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

std::string_view declared_for(const pugi::xml_node& node, std::string_view prefix) {
    const std::string name = "xmlns:" + std::string(prefix);
    for (auto at = node; at; at = at.parent()) {
        if (const auto attribute = at.attribute(name.c_str())) return attribute.value();
    }
    return {};
}

// Declarations of namespaces, and where a schema is said to be.
bool may_stand(std::string_view attribute, const xml::Element& element) {
    if (attribute == "xmlns" || attribute.starts_with("xmlns:")) return true;
    const auto colon = attribute.find(':');
    if (colon == std::string_view::npos) return false;
    const auto local = attribute.substr(colon + 1);
    return (local == "schemaLocation" || local == "noNamespaceSchemaLocation") &&
           declared_for(element.node(), attribute.substr(0, colon)) == schema_instance;
}

class Check {
public:
    Check(Version version, std::string_view space) : version_(version), space_(space) {}

    void alert(const xml::Element& element) {
        own(element, "");
        sequence(element, "", parts_of_alert(), true);
    }

    Findings take() { return std::move(findings_); }

private:
    void find(const std::string& place, std::string why) {
        if (findings_.size() < findings_most) findings_.push_back({place, std::move(why), Finding::Source::schema});
    }

    void own(const xml::Element& element, const std::string& place) {
        for (const auto& [name, value] : element.attributes()) {
            if (!may_stand(name, element)) find(place, "the attribute \"" + shortened(name, 32) + "\" is not allowed");
        }
    }

    // Elements in the order of the parts; what is out of order counts as unknown at its place, as the schema has it.
    void sequence(const xml::Element& element, const std::string& place, std::span<const Part> parts,
                  bool may_be_signed) {
        if (element.has_text()) find(place, "text between its elements");
        std::size_t at = 0;
        std::size_t count = 0;  // of elements that were parts[at]
        const std::string before = place.empty() ? "" : place + ".";
        const auto leave = [&] {
            if (parts[at].is_needed && count == 0) find(before + std::string(parts[at].name), "it is missing");
            ++at;
            count = 0;
        };
        for (const auto& child : element.children()) {
            if (may_be_signed && child.space() == namespace_signature) {
                while (at < parts.size()) leave();
                continue;
            }
            const auto found = position(child, parts);
            const bool is_again = found && *found == at && count > 0 && !parts[at].is_repeated;
            if (!found || *found < at || is_again) {
                const bool is_known = found.has_value();
                find(before + shortened(child.name(), 32), is_again   ? "it is there twice"
                                                           : is_known ? "it is not in its place"
                                                                      : "it is no element of CAP here");
                continue;
            }
            while (at < *found) leave();
            const bool is_list = parts[at].is_repeated;
            part(child, before + std::string(parts[at].name) + (is_list ? "[" + std::to_string(count) + "]" : ""),
                 parts[at]);
            ++count;
        }
        while (at < parts.size()) leave();
    }

    std::optional<std::size_t> position(const xml::Element& child, std::span<const Part> parts) const {
        if (child.space() != space_) return std::nullopt;
        const auto found =
            std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.name == child.local(); });
        if (found == parts.end()) return std::nullopt;
        return static_cast<std::size_t>(found - parts.begin());
    }

    void part(const xml::Element& element, const std::string& place, const Part& part) {
        own(element, place);
        const auto inner = parts_of(part.content, version_);
        if (!inner.empty()) return sequence(element, place, inner, false);
        if (!element.children().empty()) return find(place, "it has elements within");
        const std::string text = element.text();
        if (!is_value(text, part.content, version_)) {
            find(place, text.empty() ? "it is empty" : "\"" + shortened(text, 40) + "\" is no value of it");
        }
    }

    Version version_;
    std::string_view space_;
    Findings findings_;
};

}  // namespace

Findings against_schema(const xml::Element& alert) {
    const auto space = alert.space();
    Findings findings;
    if (alert.local() != "alert" || (space != namespace_1_1 && space != namespace_1_2)) {
        findings.push_back({"", "it is no alert of CAP 1.1 or 1.2", Finding::Source::schema});
    }
    // What comes closest, where it is another version.
    Check check(space == namespace_1_1 || space == namespace_1_0 ? Version::v1_1 : Version::v1_2, space);
    check.alert(alert);
    for (auto& found : check.take()) findings.push_back(std::move(found));
    return findings;
}

}  // namespace paraat::codec::cap
