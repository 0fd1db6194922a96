#include "hub/app/metrics.hpp"

#include <gmock/gmock.h>
#include <re2/re2.h>

#include <sstream>

namespace paraat::app {
namespace {

using testing::HasSubstr;

Metrics sample() {
    return Metrics("0.1.0");
}

TEST(Metrics, SaysWhichHubItIs) {
    EXPECT_EQ(sample().text(),
              "# HELP paraat_build_info which hub this is\n"
              "# TYPE paraat_build_info gauge\n"
              "paraat_build_info{version=\"0.1.0\"} 1\n");
}

TEST(Metrics, TellsSeriesOfOneNameUnderOneHeading) {
    Metrics metrics("0.1.0");
    metrics.counter("paraat_receipts_total", "outcomes", {{"outcome", "accepted"}}, 3);
    metrics.counter("paraat_receipts_total", "outcomes", {{"outcome", "refused"}}, 1);
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("paraat_receipts_total{outcome=\"accepted\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("paraat_receipts_total{outcome=\"refused\"} 1\n"));
    EXPECT_EQ(text.find("# TYPE paraat_receipts_total counter\n"), text.rfind("# TYPE paraat_receipts_total"));
}

TEST(Metrics, KeepsFractionsAndCountsWhole) {
    Metrics metrics("0.1.0");
    metrics.gauge("paraat_age_seconds", "age", {}, 1.5);
    metrics.counter("paraat_sent_total", "sent", {}, 12'345'678'901);
    EXPECT_THAT(metrics.text(), HasSubstr("paraat_age_seconds 1.5\n"));
    EXPECT_THAT(metrics.text(), HasSubstr("paraat_sent_total 12345678901\n"));
}

TEST(Metrics, EscapesWhatALabelMayNotHold) {
    Metrics metrics("0.1.0");
    metrics.gauge("paraat_rule", "rules", {{"name", "a\"b\\c\nd"}}, 1);
    EXPECT_THAT(metrics.text(), HasSubstr("paraat_rule{name=\"a\\\"b\\\\c\\nd\"} 1\n"));
}

TEST(Metrics, IsPrometheusTextLineByLine) {
    Metrics metrics("0.1.0");
    metrics.counter("paraat_receipts_total", "outcomes told to clients", {{"outcome", "accepted"}}, 3);
    metrics.gauge("paraat_age_seconds", "age of the oldest", {}, 0.001);
    const RE2 heading(R"(# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge)))");
    const RE2 series(R"re([a-z_]+(\{[a-z_]+="[^"]*"\})? [0-9.e+-]+)re");
    std::istringstream lines(metrics.text());
    for (std::string line; std::getline(lines, line);) {
        EXPECT_TRUE(RE2::FullMatch(line, line.starts_with("#") ? heading : series)) << line;
    }
    EXPECT_TRUE(metrics.text().ends_with('\n'));
}

}  // namespace
}  // namespace paraat::app
