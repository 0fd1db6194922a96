#include "tests/bench/peers/clips_peer.hpp"

extern "C" {
#include <clips/clips.h>
}

#include <cstdlib>
#include <iostream>

namespace paraat::bench {
namespace {

constexpr const char* report_template =
    "(deftemplate report (slot category) (slot severity) (slot area) (slot contract) (slot lmc) (slot persons)"
    " (multislot tags))";

int note_fired(void* environment) {
    auto* fired = static_cast<std::set<std::size_t>*>(GetEnvironmentFunctionContext(environment));
    fired->insert(static_cast<std::size_t>(EnvRtnLong(environment, 1)));
    return 0;
}

void build(void* environment, const std::string& construct) {
    if (EnvBuild(environment, construct.c_str()) == TRUE) return;
    std::cerr << "CLIPS does not take this: " << construct << '\n';
    std::exit(70);
}

}  // namespace

ClipsPeer::ClipsPeer(const std::vector<Sketch>& rules) : environment_(CreateEnvironment()) {
    EnvDefineFunction2WithContext(environment_, "fired", 'v', &note_fired, "note_fired", "11i", &fired_);
    build(environment_, report_template);
    for (std::size_t i = 0; i < rules.size(); ++i) build(environment_, defrule_of(rules[i], i));
    template_ = EnvFindDeftemplate(environment_, "report");
    EnvReset(environment_);
}

ClipsPeer::~ClipsPeer() {
    DestroyEnvironment(environment_);
}

const std::set<std::size_t>& ClipsPeer::judge(const core::Report& report) {
    fired_.clear();
    auto* made = EnvCreateFact(environment_, template_);
    DATA_OBJECT value;
    const auto put_word = [&](const char* slot, const std::string& word) {
        SetType(value, SYMBOL);
        SetValue(value, EnvAddSymbol(environment_, word.empty() ? "none" : word.c_str()));
        EnvPutFactSlot(environment_, made, slot, &value);
    };
    put_word("category", report.category.text);
    put_word("severity", std::string(core::word(*report.severity)));
    put_word("area", report.area);
    put_word("contract", report.contract);
    put_word("lmc", report.lmc);
    SetType(value, INTEGER);
    SetValue(value, EnvAddLong(environment_, report.persons.value_or(0)));
    EnvPutFactSlot(environment_, made, "persons", &value);
    void* tags = EnvCreateMultifield(environment_, static_cast<long>(report.tags.size()));
    for (std::size_t i = 0; i < report.tags.size(); ++i) {
        SetMFType(tags, static_cast<long>(i + 1), SYMBOL);
        SetMFValue(tags, static_cast<long>(i + 1), EnvAddSymbol(environment_, report.tags[i].c_str()));
    }
    SetType(value, MULTIFIELD);
    SetValue(value, tags);
    SetDOBegin(value, 1);
    SetDOEnd(value, static_cast<long>(report.tags.size()));
    EnvPutFactSlot(environment_, made, "tags", &value);
    void* fact = EnvAssert(environment_, made);
    EnvRun(environment_, -1);
    EnvRetract(environment_, fact);
    return fired_;
}

std::string ClipsPeer::version() {
    return VERSION_STRING;
}

}  // namespace paraat::bench
