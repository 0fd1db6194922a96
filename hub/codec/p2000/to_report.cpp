#include "hub/codec/p2000/to_report.hpp"

#include "hub/base/utf8.hpp"

namespace paraat::codec::p2000 {
namespace {

// Limits of the contract for a report, in bytes.
constexpr std::size_t value_most = 256;
constexpr std::size_t label_most = 64;
constexpr std::size_t text_most = 4'000;

std::optional<NoReport> no_report(const JoinedPage& joined) {
    switch (joined.page.kind) {
        case PageKind::text: break;
        case PageKind::numeric: return NoReport::numeric;
        case PageKind::tone: return NoReport::tone;
        case PageKind::unknown: return NoReport::unknown_kind;
    }
    if (joined.dispatch.is_test) return NoReport::test;
    switch (joined.kind) {
        case Joining::fresh: break;
        case Joining::same: return NoReport::same;
        case Joining::repeat: return NoReport::repeat;
        case Joining::held: return NoReport::held;
        case Joining::withdrawal: return NoReport::withdrawal;
    }
    if (!joined.dispatch.is_dispatch()) return NoReport::no_dispatch;
    return std::nullopt;
}

core::Severity severity_of(int priority) {
    if (priority <= 1) return core::Severity::serious;
    return priority == 2 ? core::Severity::moderate : core::Severity::minor;
}

// As many whole words, by blanks, as an attribute holds.
std::string list(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        if (text.size() + word.size() + 1 > value_most) break;
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::string text_of(const Dispatch& dispatch) {
    std::string text = dispatch.priority_text;
    const auto add = [&](std::string_view part) {
        if (!part.empty()) text += (text.empty() ? "" : " ") + std::string(part);
    };
    add(dispatch.class_words);
    for (const Trait& trait : dispatch.traits) {
        add("(" + trait.name + (trait.value.empty() ? "" : ": " + trait.value) + ")");
    }
    if (dispatch.grip) add("GRIP " + std::to_string(*dispatch.grip));
    add(dispatch.road);
    add(dispatch.place);
    if (dispatch.class_words.empty()) add("(" + std::string(word(dispatch.service)) + ")");
    return cut(std::move(text), text_most);
}

std::vector<std::pair<std::string, std::string>> attributes_of(const JoinedPage& joined) {
    const Dispatch& dispatch = joined.dispatch;
    std::vector<std::pair<std::string, std::string>> made;
    const auto add = [&](const char* name, std::string value) {
        if (!value.empty()) made.emplace_back(name, cut(std::move(value), value_most));
    };
    add("trust", "low");
    add("priority", dispatch.priority_text);
    add("class", dispatch.class_name);
    add("place", dispatch.place);
    add("road", dispatch.road);
    add("grip", dispatch.grip ? std::to_string(*dispatch.grip) : "");
    add("capcodes", list(joined.page.capcodes));
    add("units", list(dispatch.units));
    add("service_by", dispatch.is_service_by_capcode ? "capcode" : "");
    return made;
}

}  // namespace

std::string_view word(NoReport why) {
    switch (why) {
        case NoReport::test: return "test";
        case NoReport::withdrawal: return "withdrawal";
        case NoReport::repeat: return "repeat";
        case NoReport::same: return "same";
        case NoReport::held: return "held";
        case NoReport::numeric: return "numeric";
        case NoReport::tone: return "tone";
        case NoReport::unknown_kind: return "unknown_kind";
        case NoReport::no_dispatch: return "no_dispatch";
    }
    return "";
}

Told to_report(const JoinedPage& joined, const Tables& tables, std::optional<Instant> occurred_at) {
    if (const auto why = no_report(joined)) return {std::nullopt, why};
    const Dispatch& dispatch = joined.dispatch;
    core::Report report;
    report.occurred_at = occurred_at;
    report.category = core::CategoryName{category_of(tables, dispatch.category, dispatch.lmc)};
    if (dispatch.priority) report.severity = severity_of(*dispatch.priority);
    report.text = text_of(dispatch);
    report.tags = {"p2000", std::string(word(dispatch.service))};
    if (dispatch.is_fragment) report.tags.emplace_back("fragment");
    if (!joined.page.degraded.empty() || !dispatch.degraded.empty()) report.tags.emplace_back("degraded");
    report.lmc = cut(dispatch.lmc, label_most);
    const bool has_address = !dispatch.street.empty() || !dispatch.postcode.empty();
    if (has_address) {
        report.address = core::Address{cut(dispatch.street, value_most), cut(dispatch.house_number, label_most),
                                       dispatch.postcode, cut(dispatch.place, value_most), ""};
    }
    for (const Number& number : dispatch.numbers) report.references.push_back({"p2000", number.kind + "-" + number.id});
    report.exercise = dispatch.is_exercise;
    report.attributes = attributes_of(joined);
    return {std::move(report), std::nullopt};
}

}  // namespace paraat::codec::p2000
