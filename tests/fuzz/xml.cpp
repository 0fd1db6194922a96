#include "hub/base/utf8.hpp"
#include "hub/codec/xml/document.hpp"
#include "hub/codec/xml/escape.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

// The document as its elements, attributes and texts are written by us; the texts of an element in front of its
// children.
std::string written_again(const codec::xml::Element& element) {
    std::string out = "<" + std::string(element.name());
    for (const auto& [name, value] : element.attributes()) {
        out += " " + name + "=\"" + codec::xml::escaped_attribute(value) + "\"";
    }
    out += ">";
    const auto children = element.children();
    // Blanks between elements are no text.
    if (children.empty() || element.has_text()) out += codec::xml::escaped_text(element.text());
    for (const auto& child : children) out += written_again(child);
    return out + "</" + std::string(element.name()) + ">";
}

// A namespace must stand as it is, and some could not.
bool has_odd_namespace(const codec::xml::Element& element) {
    for (const auto& [name, value] : element.attributes()) {
        if (name.starts_with("xmlns") && codec::xml::escaped_attribute(value) != value) return true;
    }
    for (const auto& child : element.children()) {
        if (has_odd_namespace(child)) return true;
    }
    return false;
}

}  // namespace

void xml(std::string_view input) {
    const auto document = codec::xml::read(input);
    if (!document) return check_error(document.error());
    for (const auto& remark : document->remarks()) promise(is_utf8(remark.why), "a remark is UTF-8");
    if (has_odd_namespace(document->root())) return;
    const std::string once = written_again(document->root());
    promise(is_utf8(once), "what was read is UTF-8");
    const auto again = codec::xml::read(once, {.bytes = once.size()});
    promise(again.has_value(), "what was read and written is read again");
    promise(written_again(again->root()) == once, "an element is what was written");
}

}  // namespace paraat::fuzz
