#include "hub/codec/cap/writer.hpp"

#include <optional>

#include "hub/codec/cap/grammar.hpp"
#include "hub/codec/cap/names.hpp"
#include "hub/codec/cap/text_rules.hpp"
#include "hub/codec/xml/escape.hpp"

namespace paraat::codec::cap {
namespace {

class Writer {
public:
    std::string go(const Alert& alert) {
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"" + std::string(namespace_1_2) + "\">\n";
        depth_ = 1;
        always("identifier", alert.identifier);
        always("sender", alert.sender);
        always("sent", written(alert.sent));
        always("status", word(*alert.status));
        always("msgType", word(alert.type));
        text("source", alert.source);
        always("scope", word(*alert.scope));
        text("restriction", alert.restriction);
        text("addresses", written_quoted(alert.addresses));
        for (const auto& code : alert.codes) always("code", code);
        text("note", alert.note);
        text("references", written(alert.references));
        text("incidents", written_quoted(alert.incidents));
        for (const auto& one : alert.blocks) block(one);
        out_ += "</alert>\n";
        return std::move(out_);
    }

private:
    void indent() { out_.append(depth_ * 2, ' '); }

    void always(std::string_view name, std::string_view value) {
        indent();
        out_ += "<" + std::string(name) + ">" + xml::escaped_text(value) + "</" + std::string(name) + ">\n";
    }
    void text(std::string_view name, std::string_view value) {
        if (!value.empty()) always(name, value);
    }
    void moment(std::string_view name, const std::optional<Moment>& value) {
        if (value) always(name, written(*value));
    }

    template <class Inside>
    void element(std::string_view name, Inside inside) {
        indent();
        out_ += "<" + std::string(name) + ">\n";
        ++depth_;
        inside();
        --depth_;
        indent();
        out_ += "</" + std::string(name) + ">\n";
    }

    void named(std::string_view name, const std::vector<NamedValue>& values) {
        for (const auto& value : values) {
            element(name, [&] {
                always("valueName", value.name);
                always("value", value.value);
            });
        }
    }

    void block(const AlertBlock& block) {
        element("info", [&] {
            text("language", block.language);
            for (const auto category : block.categories) always("category", word(category));
            always("event", block.event);
            for (const auto response : block.responses) always("responseType", word(response));
            always("urgency", word(block.urgency));
            always("severity", word(block.severity));
            always("certainty", word(block.certainty));
            text("audience", block.audience);
            named("eventCode", block.event_codes);
            moment("effective", block.effective);
            moment("onset", block.onset);
            moment("expires", block.expires);
            text("senderName", block.sender_name);
            text("headline", block.headline);
            text("description", block.description);
            text("instruction", block.instruction);
            text("web", block.web);
            text("contact", block.contact);
            named("parameter", block.parameters);
            for (const auto& one : block.resources) resource(one);
            for (const auto& one : block.areas) area(one);
        });
    }

    void resource(const Resource& resource) {
        element("resource", [&] {
            always("resourceDesc", resource.description);
            always("mimeType", resource.mime_type);
            if (resource.size) always("size", std::to_string(*resource.size));
            text("uri", resource.uri);
            text("derefUri", resource.content);
            text("digest", resource.digest);
        });
    }

    void area(const Area& area) {
        element("area", [&] {
            always("areaDesc", area.description);
            for (const auto& polygon : area.polygons) always("polygon", written(polygon));
            for (const auto& circle : area.circles) always("circle", written(circle));
            named("geocode", area.geocodes);
            if (area.altitude_ft) always("altitude", written(*area.altitude_ft));
            if (area.ceiling_ft) always("ceiling", written(*area.ceiling_ft));
        });
    }

    std::string out_;
    std::size_t depth_ = 0;
};

std::optional<Error> wrong_id(std::string_view text, const char* field) {
    if (text.empty() || !is_plain_id(text)) {
        return Error{"bad_value", field, "it is empty, or has a blank, a comma, < or & in it"};
    }
    return std::nullopt;
}

std::optional<Error> wrong_block(const AlertBlock& block, const std::string& place) {
    if (block.categories.empty()) return Error{"bad_value", place + ".category", "a block needs a category"};
    if (block.event.empty()) return Error{"bad_value", place + ".event", "a block needs an event"};
    if (!is_value(block.language, Content::language, Version::v1_2)) {
        return Error{"bad_value", place + ".language", "it is no language"};
    }
    if (!is_value(block.web, Content::uri, Version::v1_2))
        return Error{"bad_value", place + ".web", "it is no address"};
    for (const auto& resource : block.resources) {
        const bool is_address = is_value(resource.uri, Content::uri, Version::v1_2);
        if (!is_address) return Error{"bad_value", place + ".resource", "its address is none"};
    }
    for (const auto* values : {&block.event_codes, &block.parameters}) {
        for (const auto& value : *values) {
            if (value.name.empty()) return Error{"bad_value", place, "a value without a name"};
        }
    }
    return std::nullopt;
}

}  // namespace

Result<std::string> write(const Alert& alert) {
    if (alert.is_signed) return Error{"bad_value", "", "a signed message is only forwarded as it came"};
    if (auto wrong = wrong_id(alert.identifier, "identifier")) return *wrong;
    if (auto wrong = wrong_id(alert.sender, "sender")) return *wrong;
    if (!alert.status) return Error{"bad_value", "status", "it is missing"};
    if (!alert.scope) return Error{"bad_value", "scope", "it is missing"};
    for (std::size_t i = 0; i < alert.blocks.size(); ++i) {
        if (auto wrong = wrong_block(alert.blocks[i], "info[" + std::to_string(i) + "]")) return *wrong;
    }
    return Writer().go(alert);
}

}  // namespace paraat::codec::cap
