#include "clients/cli/lines.hpp"

#include <ctime>

namespace paraat::cli {
namespace {

std::int64_t whole_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool truth_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

bool is_control(unsigned char byte) {
    return byte < 0x20 || byte == 0x7f;
}

void add(std::string& line, const std::string& before, const std::string& text) {
    if (!text.empty()) line += before + text;
}

}  // namespace

std::string moment(std::int64_t ms) {
    const std::time_t seconds = ms / 1000;
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[32];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local));
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string shown(const Json& object, const char* key) {
    std::string text = text_of(object, key);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_control(static_cast<unsigned char>(text[i]))) text[i] = ' ';
        // U+0080 to U+009F in UTF-8.
        const bool is_c1 = text[i] == '\xc2' && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (is_c1) text.replace(i, 2, "  ");
    }
    return text;
}

std::string shown_word(const Json& word) {
    return shown(Json{{"word", word}}, "word");
}

const Json& list_in(const Json& object, const char* key) {
    static const Json none = Json::array();
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_array() ? *found : none;
}

std::string alert_line(const Json& alert) {
    std::string line = "P" + std::to_string(whole_of(alert, "priority")) + " " + shown(alert, "division") + " " +
                       shown(alert, "incident") + " " + shown(alert, "status") + " " + shown(alert, "title");
    if (!truth_of(alert, "acked")) line += " UNACKNOWLEDGED";
    const auto escalation = alert.find("escalation");
    if (escalation != alert.end() && escalation->is_object() && escalation->contains("ack_by")) {
        line += " -> " + shown(*escalation, "target") + " because " + shown(*escalation, "because");
    }
    if (truth_of(alert, "silent")) line += " SILENT";
    if (truth_of(alert, "cancelled")) line += " taken back";
    add(line, ", claimed by ", shown(alert, "claimed_by"));
    for (const char* pause : {"silenced", "shelved"}) {
        const auto rests = alert.find(pause);
        if (rests == alert.end() || !rests->is_object()) continue;
        line +=
            std::string(", ") + pause + " by " + shown(*rests, "by") + " until " + moment(whole_of(*rests, "until"));
    }
    return line + " | " + shown(alert, "text");
}

std::string timeline_line(const Json& entry) {
    std::string line = moment(whole_of(entry, "at")) + "  " + shown(entry, "what") + " by " + shown(entry, "by");
    add(line, " -> ", shown(entry, "division"));
    add(line, " -> ", shown(entry, "target"));
    add(line, " -- ", shown(entry, "other"));
    if (entry.contains("until")) line += " until " + moment(whole_of(entry, "until"));
    add(line, ", order ", shown(entry, "instruction"));
    const bool has_deadline = entry.contains("instruction") && entry.contains("ack_by");
    if (has_deadline) line += ", answer by " + moment(whole_of(entry, "ack_by"));
    add(line, ", rule ", shown(entry, "rule"));
    add(line, " because ", shown(entry, "because"));
    add(line, " | ", shown(entry, "text"));
    return line;
}

std::string accepted_line(const Json& receipt) {
    std::string line = "accepted";
    add(line, ": incident ", shown(receipt, "incident"));
    if (receipt.contains("joined")) line += truth_of(receipt, "joined") ? ", joined" : ", opened";
    add(line, ": instruction ", shown(receipt, "instruction"));
    const std::string erasure = shown(receipt, "erasure");
    if (erasure == "waits") line += ", erased once the hub lets go of it, 48 hours after its close";
    if (erasure == "ordered") line += ", erased from now on; `paraat privacy proof` shows how far";
    return line;
}

std::string reason_line(const Json& receipt) {
    std::string line = shown(receipt, "error");
    const std::string field = shown(receipt, "field");
    if (!field.empty()) line += " (" + field + ")";
    return line + " [" + shown(receipt, "code") + "]";
}

std::string refused_line(const Json& receipt) {
    std::string line = "refused: " + reason_line(receipt);
    const auto now = receipt.find("now");
    if (now == receipt.end() || !now->is_object()) return line;
    line += "\nnow: revision " + std::to_string(whole_of(*now, "rev"));
    add(line, ", by ", shown(*now, "by"));
    add(line, ", who did ", shown(*now, "did"));
    return line;
}

std::string letter_line(const sdk::Letter& letter) {
    const Json named{{"kind", letter.kind}, {"id", letter.id}};
    std::string line = shown(named, "kind") + " " + shown(named, "id");
    if (letter.kept_at.ms != 0) line = moment(letter.kept_at.ms) + "  " + line;
    const Json body = object_in(letter.payload);
    if (!body.is_object()) return line;
    if (truth_of(body, "panic")) line += " PANIC";
    add(line, " ", shown(body, "category"));
    add(line, " | ", shown(body, "text"));
    return line;
}

std::string finding_line(const Json& finding) {
    std::string verdict = shown(finding, "verdict");
    for (char& letter : verdict) {
        if (letter == '_') letter = ' ';
    }
    std::string line = moment(whole_of(finding, "at")) + "  " + shown(finding, "what") + ": " + shown(finding, "rule") +
                       " (" + shown(finding, "place") + ") " + verdict;
    add(line, ": ", shown(finding, "because"));
    const auto parts = finding.find("parts");
    if (parts == finding.end()) return line;
    for (const Json& part : *parts) {
        line += "\n    " + shown(part, "came_to") + ": " + shown(part, "text");
        const std::string saw = shown(part, "saw");
        if (!saw.empty()) line += " [" + saw + "]";
    }
    return line;
}

std::string unit_line(const Json& unit) {
    std::string line = shown(unit, "unit") + " " + shown(unit, "team");
    add(line, " ", shown(unit, "status"));
    add(line, " ", shown(unit, "presence"));
    if (unit.contains("lat") && unit.contains("lon")) line += " at " + unit["lat"].dump() + "," + unit["lon"].dump();
    add(line, " for ", shown(unit, "incident"));
    if (truth_of(unit, "panic")) line += " PANIC";
    const std::string cover = shown(unit, "cover");
    if (!cover.empty()) line += ", under the cover of " + cover + " (" + shown(unit, "cover_status") + ")";
    return line;
}

}  // namespace paraat::cli
