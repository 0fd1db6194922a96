#include "hub/core/retention.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/record_kinds.hpp"

namespace paraat::core {
namespace {

using std::chrono::hours;

constexpr Milliseconds days(int count) {
    return hours{24 * count};
}

const char* const to_confirm = " (to be confirmed by counsel)";

RetentionTerm shipped_term(int count, const std::string& ground) {
    return {days(count), ground + to_confirm};
}

Retention make_shipped() {
    Retention made;
    const std::string limit = "storage limitation, AVG art. 5(1)(e)";
    const std::string places = "where people were, no longer than the work needs";
    Regime wpg;
    wpg.name = "wpg";
    wpg.label = "Police data (Wpg)";
    wpg.partners = {ClientName{"politie"}};
    for (const RecordKind record : {RecordKind::incident, RecordKind::instruction, RecordKind::partner}) {
        wpg.terms[record] = shipped_term(1826, "police data, Wpg art. 8 and 14");
    }
    wpg.terms[RecordKind::position] = shipped_term(365, places);
    Regime investigation;
    investigation.name = "investigation";
    investigation.label = "Private investigation (Wpbr and its privacy code)";
    investigation.compartments = {covert_compartment};
    for (const RecordKind record : {RecordKind::incident, RecordKind::instruction, RecordKind::partner}) {
        investigation.terms[record] = shipped_term(365, "file of an investigation, Wpbr and its privacy code");
    }
    investigation.terms[RecordKind::position] = shipped_term(30, places);
    Regime avg;
    avg.name = "avg";
    avg.label = "General data protection (AVG)";
    for (const RecordKind record :
         {RecordKind::incident, RecordKind::instruction, RecordKind::duty, RecordKind::partner, RecordKind::briefing}) {
        avg.terms[record] = shipped_term(365, limit);
    }
    avg.terms[RecordKind::position] = shipped_term(30, places);
    avg.terms[RecordKind::administration] = shipped_term(1826, "who decided what, for accountability, AVG art. 5(2)");
    made.regimes = {wpg, investigation, avg};
    return made;
}

template <class Names>
void append_names(std::string& text, const Names& names) {
    text += '|';
    for (const auto& name : names) text += name.text + ',';
}

template <class Set, class Values>
bool has_one_of(const Set& set, const Values& values) {
    return std::any_of(values.begin(), values.end(), [&](const auto& value) { return set.contains(value); });
}

class RecordFold {
public:
    RecordFold(IncidentRecord& record, const Event& event) : record_(record), event_(event) {}

    void operator()(const ReportReceived& event) const {
        if (record_.facts.category.empty()) record_.facts.category = event.report.category;
        record_.facts.senders.insert(event_.by);
    }
    void operator()(const IncidentOpened& event) const { record_.facts.compartment = event.compartment; }
    void operator()(const Routed& event) const { record_.facts.divisions.insert(event.division); }
    void operator()(const Triaged& event) const {
        if (event.category) record_.facts.category = *event.category;
    }
    void operator()(const PartnerHeard& event) const { record_.facts.senders.insert(event.partner); }
    void operator()(const Closed& event) const {
        record_.closed_at = event_.at;
        if (event.into) record_.related.insert(*event.into);
    }
    void operator()(const Reopened&) const { record_.closed_at.reset(); }
    void operator()(const Absorbed& event) const {
        record_.related.insert(event.from);
        (event.is_all ? record_.joined : record_.split_off).push_back(event.from);
        for (const ReportHeard& report : event.heard) {
            if (record_.facts.category.empty()) record_.facts.category = report.category;
            record_.facts.senders.insert(report.client);
        }
    }
    void operator()(const Parted& event) const {
        record_.related.insert(event.to);
        for (const ReportName& report : event.reports) record_.parted[event.to].insert(report.client);
    }
    void operator()(const IncidentRetired& event) const {
        record_.is_let_go = true;
        record_.orders = event.orders;
    }
    template <class Other>
    void operator()(const Other&) const {}

private:
    IncidentRecord& record_;
    const Event& event_;
};

}  // namespace

bool Regime::applies_to(const RecordFacts& facts) const {
    return categories.contains(facts.category) || has_one_of(divisions, facts.divisions) ||
           (!facts.compartment.empty() && compartments.contains(facts.compartment)) ||
           has_one_of(partners, facts.senders);
}

TermFrom term_from(RecordKind record) {
    switch (record) {
        case RecordKind::incident:
        case RecordKind::instruction:
        case RecordKind::partner: return TermFrom::close;
        case RecordKind::position: return TermFrom::close_or_own;
        case RecordKind::duty:
        case RecordKind::briefing:
        case RecordKind::administration: break;
    }
    return TermFrom::own_time;
}

std::string_view word_of(TermFrom from) {
    switch (from) {
        case TermFrom::close: return "close";
        case TermFrom::own_time: return "event";
        case TermFrom::close_or_own: return "close or event";
    }
    return {};
}

const Regime& Retention::regime_of(const RecordFacts& facts) const {
    for (const Regime& regime : regimes) {
        if (regime.applies_to(facts)) return regime;
    }
    return regimes.back();
}

const Regime& Retention::regime_named(const std::string& name) const {
    const auto found =
        std::find_if(regimes.begin(), regimes.end(), [&](const Regime& regime) { return regime.name == name; });
    return found == regimes.end() ? regimes.back() : *found;
}

const RetentionTerm& Retention::term(const Regime& regime, RecordKind record) const {
    const auto found = regime.terms.find(record);
    return found != regime.terms.end() ? found->second : regimes.back().terms.at(record);
}

std::string Retention::version() const {
    std::string text = "by the senders of all reports\n";  // what the conditions are compared with
    for (const Regime& regime : regimes) {
        text += regime.name;
        append_names(text, regime.categories);
        append_names(text, regime.divisions);
        append_names(text, regime.compartments);
        append_names(text, regime.partners);
        text += '\n';
    }
    constexpr std::size_t enough = 16;
    return hex(sha256(text)).substr(0, enough);
}

const Retention& shipped_retention() {
    static const Retention shipped = make_shipped();
    return shipped;
}

void IncidentRecord::follow(const Event& event) {
    std::visit(RecordFold(*this, event), event.body);
}

void InstructionRecord::follow(const Event& event) {
    if (const auto* issued = std::get_if<InstructionIssued>(&event.body)) {
        incident = issued->incident;
        compartment = issued->compartment;
    }
    if (const auto* moved = std::get_if<InstructionMoved>(&event.body)) incident = moved->to;
    is_let_go = is_let_go || std::holds_alternative<InstructionRetired>(event.body);
    if (!is_let_go) ended_at = event.at;
}

std::set<std::uint16_t> fields_of(std::uint16_t kind, std::span<const RecordKind> records,
                                  std::span<const FieldSort> sorts) {
    std::set<std::uint16_t> numbers;
    const EventRecord* record = record_of(kind);
    if (record == nullptr) return numbers;
    for (const SealedKind& field : record->fields()) {
        const bool is_of_record = std::find(records.begin(), records.end(), field.record) != records.end();
        const bool is_of_sort = sorts.empty() || std::any_of(sorts.begin(), sorts.end(),
                                                             [&](FieldSort asked) { return field.holds(asked); });
        if (is_of_record && is_of_sort) numbers.insert(field.number);
    }
    return numbers;
}

}  // namespace paraat::core
