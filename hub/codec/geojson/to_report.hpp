#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/codec/geojson/feature.hpp"
#include "hub/codec/remark.hpp"
#include "hub/core/input.hpp"

namespace paraat::codec::geojson {

struct ReportReading {
    std::string id;  // the property `id`, else the feature's; empty = none
    core::Report report;
    Remarks degraded;
};

// A partner's feature as a report: the properties category (needed), severity, text, id, occurred_at (milliseconds, or
// ISO 8601 with a zone), accuracy_m and exercise, named as in the contract; all other flat ones are attributes. The
// place is that of the point; of any other shape the middle of the box around it, within half its diagonal. Refused:
// `bad_value` and `too_long` with the property. What is wrong beside the category and the text is left with a remark.
Result<ReportReading> to_report(const Feature& feature);

}  // namespace paraat::codec::geojson
