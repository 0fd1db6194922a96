#include "hub/codec/xml/document.hpp"

#include <algorithm>
#include <string>

#include "hub/codec/xml/encoding.hpp"
#include "hub/codec/xml/well_formed.hpp"

namespace paraat::codec::xml {
namespace {

std::size_t behind_prefix(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? 0 : colon + 1;
}

// Behind what begins there and is over with that.
std::size_t behind(std::string_view text, std::size_t from, std::string_view end) {
    const auto at = text.find(end, from);
    return at == std::string_view::npos ? text.size() : at + end.size();
}

// Behind a tag; a ">" within an attribute does not end it.
std::size_t behind_tag(std::string_view text, std::size_t at) {
    for (; at < text.size() && text[at] != '>'; ++at) {
        if (text[at] == '"' || text[at] == '\'') at = text.find(text[at], at + 1);
        if (at == std::string_view::npos) return text.size();
    }
    return std::min(at + 1, text.size());
}

bool is_tag_of(std::string_view tag, std::string_view begin, std::string_view name) {
    if (!tag.starts_with(begin) || tag.substr(begin.size(), name.size()) != name) return false;
    const std::size_t end = begin.size() + name.size();
    return end < tag.size() && std::string_view(" \t\r\n/>").find(tag[end]) != std::string_view::npos;
}

// Of well-formed text that begins with an element of that name.
std::string_view element_at(std::string_view text, std::string_view name) {
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = behind(text, at, "-->");
        } else if (rest.starts_with("<![CDATA[")) {
            at = behind(text, at, "]]>");
        } else if (rest.starts_with("<?")) {
            at = behind(text, at, "?>");
        } else {
            const std::size_t end = behind_tag(text, at);
            const bool is_alone = text.substr(at, end - at).ends_with("/>");
            if (is_tag_of(rest, "<", name) && !is_alone) ++depth;
            if (is_tag_of(rest, "</", name)) --depth;
            at = end;
            if (depth == 0) return text.substr(0, at);
        }
        at = std::min(text.find('<', at), text.size());
    }
    return text;
}

bool is_text(pugi::xml_node node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

}  // namespace

std::string_view Element::name() const {
    return node_.name();
}

std::string_view Element::local() const {
    return name().substr(behind_prefix(name()));
}

std::string_view Element::space() const {
    const auto behind = behind_prefix(name());
    const std::string declared = behind == 0 ? "xmlns" : "xmlns:" + std::string(name().substr(0, behind - 1));
    for (auto node = node_; node; node = node.parent()) {
        if (const auto attribute = node.attribute(declared.c_str())) return attribute.value();
    }
    return {};
}

bool Element::is(std::string_view space, std::string_view local) const {
    return this->local() == local && this->space() == space;
}

std::string Element::text() const {
    std::string all;
    for (const auto& node : node_) {
        if (is_text(node)) all += node.value();
    }
    return all;
}

bool Element::has_text() const {
    return text().find_first_not_of(" \t\r\n") != std::string::npos;
}

std::vector<Element> Element::children() const {
    std::vector<Element> all;
    for (const auto& node : node_) {
        if (node.type() == pugi::node_element) all.emplace_back(node);
    }
    return all;
}

std::optional<Element> Element::child(std::string_view local) const {
    for (const auto& node : node_) {
        if (node.type() == pugi::node_element && Element(node).local() == local) return Element(node);
    }
    return std::nullopt;
}

std::optional<std::string> Element::attribute(std::string_view name) const {
    for (const auto& attribute : node_.attributes()) {
        if (attribute.name() == name) return attribute.value();
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> Element::attributes() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& attribute : node_.attributes()) all.emplace_back(attribute.name(), attribute.value());
    return all;
}

std::string_view Document::bytes_of(const Element& element) const {
    const std::ptrdiff_t name_at = element.node().offset_debug();
    if (name_at < 1) return {};
    const std::size_t begin = static_cast<std::size_t>(name_at) - 1;
    return element_at(std::string_view(text_).substr(begin), element.name());
}

Result<Document> read(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes) {
        return Error{"too_long", "", "XML of more than " + std::to_string(limits.bytes) + " bytes"};
    }
    auto characters = read_characters(bytes);
    if (!characters) return characters.error();
    auto found = check_well_formed(characters->text, limits);
    if (!found) return found.error();
    auto remarks = std::move(characters->remarks);
    remarks.insert(remarks.end(), found->begin(), found->end());
    auto tree = std::make_unique<pugi::xml_document>();
    constexpr unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                 pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single;
    const auto done = tree->load_buffer(characters->text.data(), characters->text.size(), options, pugi::encoding_utf8);
    if (!done) return Error{"unreadable", "", std::string("not XML: ") + done.description()};
    return Document(std::move(tree), std::move(characters->text), std::move(remarks));
}

}  // namespace paraat::codec::xml
