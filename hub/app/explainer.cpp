#include "hub/app/explainer.hpp"

#include <charconv>

#include "hub/base/json_size.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds explainer_wait_most = std::chrono::seconds{60};
constexpr std::int32_t findings_most = 200;
constexpr std::size_t findings_page_bytes = 40'000;  // well below the 64 KiB of a message
constexpr std::size_t remarks_most = 20;

core::QueryResult unexplained(const Question& question, const std::string& code, const std::string& field,
                              const std::string& sentence) {
    core::QueryResult result;
    result.id = question.id;
    result.ask = question.query.ask;
    result.code = code;
    result.field = field;
    result.error = sentence;
    return result;
}

std::size_t finding_size(const core::RuleFinding& finding) {
    std::size_t size = 300 + json_size(finding.because);
    for (const core::ConditionPart& part : finding.parts) {
        size += 40 + json_size(part.text) + json_size(part.came_to) + json_size(part.saw);
    }
    return size;
}

// Nullopt when it is no number; empty = 0.
std::optional<std::int64_t> number_in(const std::string& text) {
    if (text.empty()) return 0;
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc{} && parsed.ptr == end && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

Explainer::Explainer(Parts parts) : parts_(std::move(parts)), library_(parts_.kept), thread_([this] { run(); }) {}

Explainer::~Explainer() {
    asked_.close();
    answered_.close();
    thread_.join();
}

bool Explainer::ask(Question question, journal::Sequence until) {
    ++open_;
    if (asked_.try_push({std::move(question), until})) return true;
    --open_;
    return false;
}

std::vector<Explainer::Answer> Explainer::take() {
    std::vector<Answer> taken = answered_.take(asked_most, Milliseconds{0});
    open_ -= taken.size();
    return taken;
}

void Explainer::run() {
    name_this_thread("explainer");
    while (!asked_.is_closed()) {
        for (auto& [question, until] : asked_.take(1, explainer_wait_most)) {
            core::QueryResult result = answer_or_fault(question, until);
            answered_.push({std::move(question), std::move(result)});
            parts_.wake();
        }
    }
}

// A fault of a library that reads old rules must not end a hub that runs.
core::QueryResult Explainer::answer_or_fault(const Question& question, journal::Sequence until) {
    try {
        return answer(question, until);
    } catch (const std::exception& fault) {
        log_error("an explanation failed", {{"why", fault.what()}});
        return unexplained(question, "unavailable", "", "this cannot be explained now; tell those who run the hub");
    }
}

core::QueryResult Explainer::answer(const Question& question, journal::Sequence until) {
    auto reader = journal::JournalReader::open(parts_.journal);
    const auto unavailable = [&](const Error& why) {
        log_error("the journal cannot be read for an explanation; verify it", {{"why", why.message}});
        return unexplained(question, "unavailable", "",
                           "what happened to this incident cannot be read now; tell those who run the hub");
    };
    if (!reader) return unavailable(reader.error());
    // A stop of the hub does not wait for a long journal.
    const JudgementsWanted wanted{*question.query.incident, question.query.rev, until,
                                  [this](std::int64_t) { return !asked_.is_closed(); }};
    const auto explanation = explain_incident(parts_.organisation, library_, std::move(*reader), wanted,
                                              question.query.target, question.asker);
    if (explanation) return page_of(*explanation, question);
    const Error& why = explanation.error();
    if (why.code == "bad_value" || why.code == "not_found" || why.code == "cancelled") {
        return unexplained(question, why.code, why.field, why.message);
    }
    return unavailable(why);
}

core::QueryResult page_of(const IncidentExplanation& explanation, const Question& question) {
    const core::Query& query = question.query;
    if (query.limit < 1 || query.limit > findings_most) {
        return unexplained(question, query.limit < 1 ? "bad_value" : "too_many", "limit",
                           "limit is 1 to " + std::to_string(findings_most));
    }
    const auto after = number_in(query.after);
    if (!after) {
        return unexplained(question, "bad_value", "after",
                           "after is the n of the last finding that is known, \"0\" for all");
    }
    core::QueryResult result;
    result.id = question.id;
    result.ask = query.ask;
    result.ok = true;
    result.rev = explanation.rev;
    result.total = static_cast<std::int64_t>(explanation.findings.size());
    result.why_not = explanation.why_not;
    result.remarks = explanation.remarks;
    if (result.remarks.size() > remarks_most) {
        const std::size_t more = result.remarks.size() - remarks_most;
        result.remarks.resize(remarks_most);
        result.remarks.push_back("and " + std::to_string(more) + " more");
    }
    std::size_t bytes = 1'000;
    for (const std::string& sentence : result.why_not) bytes += json_size(sentence);
    for (const std::string& sentence : result.remarks) bytes += json_size(sentence);
    auto& items = result.findings.emplace();
    for (const core::RuleFinding& finding : explanation.findings) {
        if (finding.n <= *after) continue;
        bytes += finding_size(finding);
        const bool is_full = items.size() == static_cast<std::size_t>(query.limit) || bytes > findings_page_bytes;
        if (is_full && !items.empty()) {
            result.next = std::to_string(items.back().n);
            break;
        }
        items.push_back(finding);
    }
    return result;
}

}  // namespace paraat::app
