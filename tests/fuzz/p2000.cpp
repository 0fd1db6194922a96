#include "hub/base/durable_file.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/p2000/page.hpp"
#include "hub/codec/p2000/to_report.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

// Lines of a pager's receiver, and rows of a list from the web: through the joiner and on to reports.
namespace paraat::fuzz {
namespace {

using namespace codec::p2000;

constexpr std::size_t lines_most = 50;

const Tables& shipped_words() {
    static const Tables tables = [] {
        std::vector<SourceIssue> issues;
        Tables read = read_tables(read_file(source_folder() / "config/p2000.toml").value_or(""), "p2000.toml", issues);
        promise(issues.empty(), "the shipped words have no mistake");
        return read;
    }();
    return tables;
}

void check_report(const core::Report& report) {
    promise(report.text.size() <= 4'000 && is_utf8(report.text), "the text of a report fits");
    promise(!report.severity || *report.severity <= core::Severity::serious, "a report of low trust is never severe");
    promise(report.tags.size() <= 16 && report.attributes.size() <= 32, "tags and attributes are few");
    for (const auto& [name, value] : report.attributes) {
        promise(name.size() <= 64 && value.size() <= 256 && is_utf8(value), "an attribute fits");
    }
    if (!report.address) return;
    promise(report.address->street.size() <= 256 && is_utf8(report.address->street), "a street fits");
    promise(report.address->postcode.size() <= 6, "a postcode is one");
}

void check_page(const Page& page) {
    promise(is_utf8(page.text) || page.text.empty(), "the text of a page is UTF-8");
    auto again = read_line(write_line(page));
    if (page.text.size() > line_most / 2 || page.capcodes.size() > 50) return;  // it may be longer than a line is
    promise(again.has_value(), "a page is written as a line");
    promise(again->capcodes == page.capcodes && again->text == page.text && again->kind == page.kind &&
                again->part == page.part && again->received == page.received && again->baud == page.baud &&
                again->phase == page.phase && again->frame == page.frame,
            "a page is the same, written and read again");
}

}  // namespace

void p2000(std::string_view input) {
    PageJoiner joiner{shipped_words()};
    std::size_t count = 0;
    while (!input.empty() && ++count <= lines_most) {
        const std::size_t end = input.find('\n');
        const std::string_view line = input.substr(0, end);
        input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
        const auto page = line.starts_with("FLEX") ? read_line(line) : read_scraped_row(line);
        if (!page) {
            check_error(page.error());
            continue;
        }
        if (line.starts_with("FLEX")) check_page(*page);
        const Instant at{static_cast<std::int64_t>(count * 1'000)};
        promise(understand(*page, shipped_words()) == understand(*page, shipped_words()), "a page is understood once");
        const Told told = to_report(joiner.take(*page, {at, at}), shipped_words(), at);
        promise(told.report.has_value() != told.why.has_value(), "a page is a report, or it is said why not");
        if (told.report) check_report(*told.report);
    }
    for (const JoinedPage& over : joiner.overdue(Instant{1'000'000})) {
        promise(over.dispatch.is_fragment, "what is overdue is a fragment");
    }
}

}  // namespace paraat::fuzz
