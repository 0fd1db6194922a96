#include "hub/base/utf8.hpp"
#include "hub/codec/cap/chains.hpp"
#include "hub/codec/cap/finding.hpp"
#include "hub/codec/cap/mapping.hpp"
#include "hub/codec/cap/read_document.hpp"
#include "hub/codec/cap/schema_check.hpp"
#include "hub/codec/cap/writer.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

namespace format = codec::cap;

std::int64_t whole_seconds(Instant at) {
    return (at.ms >= 0 ? at.ms / 1'000 : (at.ms - 999) / 1'000) * 1'000;
}

void cut_fraction(std::optional<format::Moment>& moment) {
    if (moment) moment->at.ms = whole_seconds(moment->at);
}

// Without what is not written: the version that it came in, elements that are not CAP's, fractions of seconds.
format::Alert as_written(format::Alert alert) {
    alert.version = format::Version::v1_2;
    alert.others.clear();
    alert.sent.at.ms = whole_seconds(alert.sent.at);
    for (auto& reference : alert.references) reference.sent.at.ms = whole_seconds(reference.sent.at);
    for (auto& block : alert.blocks) {
        for (auto* moment : {&block.effective, &block.onset, &block.expires}) cut_fraction(*moment);
    }
    return alert;
}

void check_writing(const format::Alert& alert) {
    const auto document = format::write(alert);
    if (!document) return check_error(document.error());
    promise(is_utf8(*document), "what is written is UTF-8");
    auto limits = format::document_limits;
    limits.bytes = limits.nodes = document->size();
    const auto tree = codec::xml::read(*document, limits);
    promise(tree.has_value(), "what is written is XML");
    promise(format::against_schema(tree->root()).empty(), "what is written is valid");
    const auto again = format::read_alert(tree->root());
    promise(again && again->alert == as_written(alert), "what is written and read is the same");
}

void check_report(const format::Alert& alert) {
    const auto report = format::to_report(alert, {"other", "fire", "robbery"});
    if (!report) return check_error(report.error());
    promise(alert.status == format::Status::actual || report->exercise, "what is not Actual is an exercise");
    promise(!report->text.empty() && report->text.size() <= 4'000 && is_utf8(report->text), "a report's text fits");
    promise(report->references.size() <= 16 && report->attributes.size() <= 32, "a report's lists fit");
}

}  // namespace

void cap(std::string_view input) {
    const auto reading = format::read_document(input);
    if (!reading) return check_error(reading.error());
    promise(reading->alerts.size() <= format::alerts_most, "a document has so many alerts and no more");
    format::Chains chains(10);
    for (const auto& one : reading->alerts) {
        for (const auto& remark : one.degraded)
            promise(is_utf8(remark.field) && is_utf8(remark.why), "a remark is UTF-8");
        if (!one.alert.is_signed) check_writing(one.alert);
        check_report(one.alert);
        chains.take(one.alert);
        promise(chains.take(one.alert).role == format::Role::repeat, "a message is new once");
        promise(chains.remembered() <= 10, "so many messages are remembered");
    }
    for (const auto& one : reading->refused) check_error(one.error);
}

}  // namespace paraat::fuzz
