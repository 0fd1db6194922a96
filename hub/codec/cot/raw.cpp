#include "hub/codec/cot/raw.hpp"

#include <algorithm>

#include "hub/codec/xml/escape.hpp"

namespace paraat::codec::cot {
namespace {

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Texts, and elements one below the other; as deep as XML is read at all (xml::Limits).
std::string raw_inside(const xml::Element& element) {
    std::string out;
    const bool has_elements = !element.children().empty();
    for (const auto& node : element.node()) {
        if (node.type() == pugi::node_element) out += raw(xml::Element(node));
        const bool is_text = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
        if (is_text && !(has_elements && is_blank(node.value()))) out += xml::escaped_text(node.value());
    }
    return out;
}

}  // namespace

std::string written_attributes(const Attributes& attributes) {
    std::string out;
    for (const auto& [name, value] : attributes) {
        // The name of a namespace is read without references, so it holds nothing that has to be one.
        if (name == "xmlns" || name.starts_with("xmlns:")) {
            const char quote = value.find('"') == std::string::npos ? '"' : '\'';
            out += " " + name + "=" + quote + value + quote;
        } else {
            out += " " + name + "=\"" + xml::escaped_attribute(value) + "\"";
        }
    }
    return out;
}

std::string raw(const xml::Element& element) {
    const std::string name(element.name());
    const std::string begun = "<" + name + written_attributes(element.attributes());
    const std::string inside = raw_inside(element);
    return inside.empty() ? begun + "/>" : begun + ">" + inside + "</" + name + ">";
}

Rest rest_of(const xml::Element& element, std::initializer_list<std::string_view> known, Inside inside) {
    Rest rest;
    for (auto& [name, value] : element.attributes()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) rest.attributes.emplace_back(name, value);
    }
    if (inside == Inside::elements) {
        for (const xml::Element& child : element.children()) rest.inside += raw(child);
    }
    if (inside == Inside::everything) rest.inside = raw_inside(element);
    if (is_blank(rest.inside)) rest.inside.clear();
    return rest;
}

}  // namespace paraat::codec::cot
