#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/remark.hpp"
#include "hub/codec/xml/limits.hpp"

namespace paraat::codec::xml {

// An element of a Document; lives as long as that does. Names are compared by local name and namespace, whatever prefix
// a sender chose.
class Element {
public:
    explicit Element(pugi::xml_node node) : node_(node) {}

    std::string_view name() const;   // as it stands: "cap:alert"
    std::string_view local() const;  // "alert"
    // The name of its namespace; empty when it has none, and when its prefix is not declared.
    std::string_view space() const;
    bool is(std::string_view space, std::string_view local) const;

    // All text and CDATA directly within it, as written.
    std::string text() const;
    bool has_text() const;  // other than blanks
    std::vector<Element> children() const;
    // The first child of that local name, whatever its namespace.
    std::optional<Element> child(std::string_view local) const;
    // By the name as it stands; declarations of namespaces are among them.
    std::optional<std::string> attribute(std::string_view name) const;
    std::vector<std::pair<std::string, std::string>> attributes() const;

    pugi::xml_node node() const { return node_; }

private:
    pugi::xml_node node_;
};

// XML that was found safe and well-formed. Owns its tree; may be moved.
class Document {
public:
    Document(std::unique_ptr<pugi::xml_document> tree, std::string text, Remarks remarks)
        : tree_(std::move(tree)), text_(std::move(text)), remarks_(std::move(remarks)) {}

    Element root() const { return Element(tree_->document_element()); }
    // What was wrong with it as XML, with an empty field.
    const Remarks& remarks() const { return remarks_; }
    // As it came, in UTF-8: from its "<" to behind its end. What it inherits, such as prefixes, is not in it.
    std::string_view bytes_of(const Element& element) const;

private:
    std::unique_ptr<pugi::xml_document> tree_;
    std::string text_;
    Remarks remarks_;
};

// Reads XML 1.0 from outside, in time and memory that the limits bound. Refused as `too_long`: what goes beyond them;
// as `unreadable`: what read_characters() and check_well_formed() refuse.
Result<Document> read(std::string_view bytes, const Limits& limits = {});

}  // namespace paraat::codec::xml
