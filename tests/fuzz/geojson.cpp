#include <span>

#include "hub/codec/geojson/read.hpp"
#include "hub/codec/geojson/to_report.hpp"
#include "hub/codec/geojson/write.hpp"
#include "tests/fuzz/targets.hpp"

// GeoJSON of a partner.
namespace paraat::fuzz {
namespace {

using codec::geojson::Feature;

void check_report(const Feature& feature) {
    const auto told = codec::geojson::to_report(feature);
    if (!told) return check_error(told.error());
    const core::Report& report = told->report;
    promise(report.text.size() <= 4'000 && told->id.size() <= 64, "a report keeps to its limits");
    promise(report.attributes.size() <= 32, "attributes are few");
    promise(!report.accuracy_m || (*report.accuracy_m >= 0 && *report.accuracy_m <= 100'000), "a distance is one");
}

}  // namespace

void geojson(std::string_view input) {
    const auto reading = codec::geojson::read(input);
    if (!reading) return check_error(reading.error());
    // What is written may be longer than what was read: escapes, and decimals of a number with an exponent.
    codec::geojson::Limits wide;
    wide.bytes = 10 * wide.bytes + 1'000;
    const std::string written = codec::geojson::write(std::span<const Feature>(reading->features));
    check_json(written);
    const auto again = codec::geojson::read(written, wide);
    promise(again && again->features == reading->features, "what was taken, written and read again, is the same");
    for (const Feature& feature : reading->features) check_report(feature);
}

}  // namespace paraat::fuzz
