#include "hub/codec/cap/text_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "hub/base/utf8.hpp"

namespace paraat::codec::cap {
namespace {

bool is_latin_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A tag, not a "< 5 mm".
bool has_html(std::string_view text) {
    const auto last = text.rfind('>');
    if (last == std::string_view::npos) return false;
    for (auto at = text.find('<'); at < last; at = text.find('<', at + 1)) {
        const auto next = text.substr(at + 1, 2);
        const bool closes = next.size() > 1 && next[0] == '/' && is_latin_letter(next[1]);
        if (closes || (!next.empty() && is_latin_letter(next[0]))) return true;
    }
    return false;
}

bool is_base64(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_latin_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r' ||
               c == ' ' || c == '\t';
    });
}

bool is_sha1(std::string_view text) {
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    return text.size() == 40 && std::all_of(text.begin(), text.end(), is_hex);
}

class Rules {
public:
    explicit Rules(const Alert& alert) : alert_(alert) {}

    Findings go() {
        names();
        scope();
        references();
        for (std::size_t i = 0; i < alert_.blocks.size(); ++i)
            block(alert_.blocks[i], "info[" + std::to_string(i) + "]");
        languages();
        return std::move(findings_);
    }

private:
    void find(std::string place, std::string why) {
        if (findings_.size() < findings_most)
            findings_.push_back({std::move(place), std::move(why), Finding::Source::text});
    }
    void unless(bool is_right, std::string place, std::string why) {
        if (!is_right) find(std::move(place), std::move(why));
    }

    void names() {
        unless(is_plain_id(alert_.identifier), "identifier", "it has a blank, a comma, < or & in it");
        unless(is_plain_id(alert_.sender), "sender", "it has a blank, a comma, < or & in it");
        unless(alert_.status != Status::exercise || !alert_.note.empty(), "note", "an Exercise does not say which");
        unless(alert_.type != MessageType::error || !alert_.note.empty(), "note",
               "an Error does not say what is wrong");
    }

    void scope() {
        const bool is_restricted = alert_.scope == Scope::restricted;
        unless(!is_restricted || !alert_.restriction.empty(), "restriction", "the scope Restricted needs it");
        unless(is_restricted || alert_.restriction.empty(), "restriction", "it belongs to the scope Restricted only");
        unless(alert_.scope != Scope::secluded || !alert_.addresses.empty(), "addresses",
               "the scope Private needs them");
    }

    void references() {
        const bool is_alert = alert_.type == MessageType::alert;
        unless(is_alert || !alert_.references.empty(), "references",
               std::string(word(alert_.type)) + " must refer to an earlier message");
        const bool is_own = alert_.type == MessageType::update || alert_.type == MessageType::cancel;
        const MessageKey own{alert_.sender, alert_.identifier, alert_.sent.at};
        std::set<MessageKey> seen;
        for (std::size_t i = 0; i < alert_.references.size() && findings_.size() < findings_most; ++i) {
            const auto& reference = alert_.references[i];
            const std::string place = "references[" + std::to_string(i) + "]";
            if (!reference.is_whole()) {
                find(place, "it is not sender,identifier,sent");
                continue;
            }
            unless(reference.key() != own, place, "it refers to itself");
            unless(reference.sent.at <= alert_.sent.at, place, "it refers to a later message");
            unless(!is_own || reference.sender == alert_.sender, place, "it refers to a message of another sender");
            unless(seen.insert(reference.key()).second, place, "it is there twice");
        }
    }

    void block(const AlertBlock& block, const std::string& place) {
        if (block.expires) {
            unless(!block.effective || block.effective->at <= block.expires->at, place + ".effective",
                   "it is after expires");
            unless(!block.onset || block.onset->at <= block.expires->at, place + ".onset", "it is after expires");
            unless(alert_.sent.at <= block.expires->at, place + ".expires", "it is before sent");
        }
        unless(!has_html(block.headline), place + ".headline", "it has HTML in it");
        unless(!has_html(block.description), place + ".description", "it has HTML in it");
        unless(!has_html(block.instruction), place + ".instruction", "it has HTML in it");
        for (std::size_t i = 0; i < block.resources.size(); ++i) {
            resource(block.resources[i], place + ".resource[" + std::to_string(i) + "]");
        }
        for (std::size_t i = 0; i < block.areas.size(); ++i) {
            area(block.areas[i], place + ".area[" + std::to_string(i) + "]");
        }
    }

    void resource(const Resource& resource, const std::string& place) {
        const bool has_slash = resource.mime_type.find('/') != std::string::npos;
        unless(resource.mime_type.empty() || has_slash, place + ".mimeType", "it is no type with a /");
        unless(resource.size.value_or(0) >= 0, place + ".size", "it is negative");
        unless(is_base64(resource.content), place + ".derefUri", "it is not base64");
        unless(resource.digest.empty() || is_sha1(resource.digest), place + ".digest",
               "it is not SHA-1 in hexadecimal");
    }

    void area(const Area& area, const std::string& place) {
        for (std::size_t i = 0; i < area.polygons.size(); ++i) {
            const auto& polygon = area.polygons[i];
            const std::string here = place + ".polygon[" + std::to_string(i) + "]";
            unless(polygon.size() >= 4, here, "it has less than four points");
            unless(polygon.empty() || polygon.front() == polygon.back(), here, "its last point is not its first");
            unless(!crosses_itself(polygon), here, "it crosses itself");
        }
        unless(!area.ceiling_ft || area.altitude_ft, place + ".ceiling", "it needs an altitude");
        const bool is_upright = !area.ceiling_ft || !area.altitude_ft || *area.altitude_ft <= *area.ceiling_ft;
        unless(is_upright, place + ".ceiling", "it is below the altitude");
    }

    // All blocks say the same, each in a language of its own.
    void languages() {
        std::set<std::string_view> seen;
        std::map<std::string_view, std::string_view> said;  // a description, and the language that it was first in
        for (std::size_t i = 0; i < alert_.blocks.size() && findings_.size() < findings_most; ++i) {
            const auto& block = alert_.blocks[i];
            const auto& first = alert_.blocks.front();
            const std::string place = "info[" + std::to_string(i) + "]";
            unless(std::set(block.categories.begin(), block.categories.end()) ==
                       std::set(first.categories.begin(), first.categories.end()),
                   place + ".category", "it differs from that of info[0]");
            unless(block.event_codes == first.event_codes, place + ".eventCode", "it differs from that of info[0]");
            unless(seen.insert(block.language).second, place + ".language", "a block before has the same");
            if (block.description.empty()) continue;
            const auto before = said.emplace(block.description, block.language).first;
            unless(before->second == block.language, place + ".description", "it is the same text in another language");
        }
    }

    const Alert& alert_;
    Findings findings_;
};

}  // namespace

bool is_plain_id(std::string_view text) {
    return text.find_first_of(" \t\r\n,<&") == std::string_view::npos;
}

Findings against_text(const Alert& alert) {
    return Rules(alert).go();
}

}  // namespace paraat::codec::cap
