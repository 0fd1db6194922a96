#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

void report(Stage& stage, const Words& words) {
    core::Report report;
    report.category = core::CategoryName{words["category"]};
    report.text = words["text"];
    if (words.has("position")) report.position = words.position("position");
    report.severity = core::from_word<core::Severity>(words["severity"]);
    report.tags = words.list("tags");
    if (words.has("persons")) report.persons = words.number("persons");
    report.contract = words["contract"];
    report.area = words["area"];
    report.attributes = pairs_of(words["attributes"]);
    report.exercise = words.has("as an exercise");
    report.covert = words.has("covertly");
    stage.receives(words["client"], report, words["id"]);
    stage.name_incident(words);
}

constexpr Sentence all_report_sentences[] = {
    {"{client} reports {category} [{text}] [at {position}] [in {area:text}] [with severity {severity}] "
     "[with tags {tags}] [with {persons:number} persons] [with attributes {attributes:text}] "
     "[under contract {contract:text}] [as an exercise] [covertly] [with id {id:text}] [as {name}]",
     report},
};

}  // namespace

Sentences report_sentences() {
    return all_report_sentences;
}

}  // namespace paraat::scenario
