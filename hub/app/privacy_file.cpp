#include "hub/app/privacy_file.hpp"

#include <algorithm>

#include "hub/app/rule_folder.hpp"
#include "hub/base/amount.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::app {
namespace {

using Written = TomlDocument::Table;

constexpr std::size_t ground_most = 500;  // bytes
constexpr Milliseconds hasty = std::chrono::hours{24};
constexpr Milliseconds keep_most = std::chrono::hours{24 * 36'525};

class PrivacyTables {
public:
    PrivacyTables(TomlDocument& document, const core::Organisation& organisation)
        : root_(document.root()), organisation_(organisation) {}

    void read(PrivacyReading& reading) {
        core::Retention& made = reading.retention;
        made.officers = names(root_, "officers", organisation_.roles, "role");
        if (const auto inputs = root_.duration("inputs")) {
            made.inputs = *inputs;
            if (*inputs > keep_most) root_.issue("inputs", "bad_value", "it is 36525d (a hundred years) at most");
            if (*inputs < core::inputs_kept_least) {
                root_.issue("inputs", "too_short",
                            "what clients sent is kept 30d at least: by it a repeat is known for one, and makes "
                            "nothing new");
            }
        }
        std::vector<Written> tables = root_.tables("regime");
        if (tables.empty()) root_.missing("regime", "name the laws by which records are kept: [[regime]]");
        // Of one whose word is misspelt nobody knows where it would stand.
        const bool is_sure = !root_.may_hold_misspelt("regime");
        for (Written& table : tables) {
            are_records_sure_ = true;
            core::Regime regime = read_regime(table, reading);
            const bool is_twice = std::any_of(made.regimes.begin(), made.regimes.end(), [&](const core::Regime& known) {
                return known.name == regime.name && !regime.name.empty();
            });
            if (is_twice) table.issue("name", "twice", "\"" + regime.name + "\" is there twice");
            const bool is_last = &table == &tables.back();
            if (is_sure) check_place(table, regime, is_last);
            made.regimes.push_back(std::move(regime));
        }
    }

private:
    core::Regime read_regime(Written& table, PrivacyReading& reading) {
        core::Regime made;
        made.name = table.required_text("name");
        if (!made.name.empty() && !is_plain_name(made.name, '-')) {
            table.issue("name", "bad_name", no_plain_name(made.name, '-'));
        }
        made.label = table.text("label").value_or(made.name);
        const auto put = [](auto& into, const auto& found) { into.insert(found.begin(), found.end()); };
        put(made.categories, names(table, "categories", organisation_.categories, "category"));
        put(made.divisions, names(table, "divisions", organisation_.divisions, "division"));
        put(made.compartments, names(table, "compartments", organisation_.compartments, "compartment"));
        put(made.partners, partners(table));
        for (Written& term : table.tables("terms")) read_term(term, made, reading);
        return made;
    }

    void read_term(Written& table, core::Regime& regime, PrivacyReading& reading) {
        core::RetentionTerm term;
        const auto keep = table.duration("keep");
        if (!keep) table.missing("keep", "\"keep\" says for how long, as \"365d\"");
        term.keep = keep.value_or(Milliseconds{0});
        if (term.keep > keep_most) table.issue("keep", "bad_value", "a term is 36525d (a hundred years) at most");
        const auto ground = table.text("ground");
        if (!ground) table.missing("ground", "a term has a \"ground\", which is shown beside it");
        if (ground && (ground->empty() || ground->size() > ground_most)) {
            table.issue("ground", "bad_value", "\"ground\" is a sentence of 1 to 500 bytes");
        }
        term.ground = ground.value_or("");
        const auto from = table.text("from");
        if (!from) table.missing("from", "\"from\" says what the term runs from: close or event");
        if (keep && *keep < hasty) {
            reading.cautions.push_back("regime \"" + regime.name + "\" keeps some records for " + duration_text(*keep) +
                                       " only: what is erased does not come back");
        }
        const auto records = table.texts("records");
        if (!records) are_records_sure_ = false;
        if (!records) table.missing("records", "\"records\" says which: " + list_of_records());
        for (const PlacedText& text : records.value_or(std::vector<PlacedText>{})) {
            const auto record = core::from_word<core::RecordKind>(text.text);
            if (!record) {
                unknown(table, text, "unknown records", core::word_list<core::RecordKind>());
                continue;
            }
            const std::string right(core::word_of(core::term_from(*record)));
            if (from && *from != right) {
                table.issue("from", "bad_value", "the term of \"" + text.text + "\" runs from \"" + right + "\"");
            }
            if (!regime.terms.emplace(*record, term).second) {
                table.issue_at(text.line, text.column, "twice",
                               "\"" + text.text + "\" has a term in this regime already", "");
            }
        }
    }

    void check_place(Written& table, const core::Regime& regime, bool is_last) {
        const bool has_condition = !regime.categories.empty() || !regime.divisions.empty() ||
                                   !regime.compartments.empty() || !regime.partners.empty();
        if (!is_last && !has_condition) {
            table.missing_all({"categories", "divisions", "compartments", "partners"},
                              "say what it applies to (categories, divisions, compartments or partners), or put it "
                              "last: it would take all from those behind it");
        }
        if (!is_last) return;
        if (has_condition) table.issue("", "bad_value", "the last regime is for all else, so it has no conditions");
        if (!are_records_sure_ || table.may_hold_misspelt("terms")) return;
        for (const std::string& record : core::word_list<core::RecordKind>()) {
            if (regime.terms.contains(*core::from_word<core::RecordKind>(record))) continue;
            table.issue("", "missing", "the last regime is for all else, and has no term for \"" + record + "\"");
        }
    }

    template <class Known>
    std::vector<typename Known::key_type> names(Written& table, const std::string& key, const Known& known,
                                                const std::string& noun) {
        std::vector<typename Known::key_type> found;
        for (const PlacedText& text : table.texts(key).value_or(std::vector<PlacedText>{})) {
            const typename Known::key_type name{text.text};
            if (!known.contains(name)) unknown(table, text, "unknown " + noun, names_of(known));
            found.push_back(name);
        }
        return found;
    }

    std::vector<core::ClientName> partners(Written& table) {
        std::vector<std::string> outside;
        for (const auto& [name, account] : organisation_.accounts) {
            if (account.is_outside) outside.push_back(name.text);
        }
        std::vector<core::ClientName> found;
        for (const PlacedText& text : table.texts("partners").value_or(std::vector<PlacedText>{})) {
            if (std::count(outside.begin(), outside.end(), text.text) == 0) {
                unknown(table, text, "no account outside is called", outside);
            }
            found.push_back(core::ClientName{text.text});
        }
        return found;
    }

    static std::string list_of_records() {
        std::string list;
        for (const std::string& record : core::word_list<core::RecordKind>())
            list += (list.empty() ? "" : ", ") + record;
        return list;
    }

    static void unknown(Written& table, const PlacedText& text, const std::string& what,
                        const std::vector<std::string>& known) {
        table.issue_at(text.line, text.column, "unknown_word", what + " \"" + shortened(text.text) + "\"",
                       suggestion_for(text.text, known));
    }

    Written root_;
    bool are_records_sure_ = true;  // of the regime that is read
    const core::Organisation& organisation_;
};

}  // namespace

PrivacyReading read_privacy(std::string_view text, const std::string& file, const core::Organisation& organisation) {
    PrivacyReading reading;
    TomlDocument document(text, file);
    PrivacyTables(document, organisation).read(reading);
    reading.issues = document.take_issues();
    return reading;
}

PrivacyFile read_privacy_file(const std::filesystem::path& file, const core::Organisation& organisation,
                              const std::string& named_at) {
    PrivacyFile found;
    std::error_code fault;
    const bool is_there = std::filesystem::exists(file, fault);
    if (!is_there && !fault && named_at.empty()) return found;
    if (!is_there && !fault) {
        found.issues.push_back(named_at + ": hub.privacy names " + file.string() +
                               ", which is not there; without the key the shipped terms hold");
        return found;
    }
    const auto text = content_of(file);
    if (!text) {
        found.issues.push_back(file.string() + ": cannot read this file, which has the terms of records (hub.privacy)");
        return found;
    }
    PrivacyReading reading = read_privacy(*text, file.string(), organisation);
    for (const SourceIssue& issue : reading.issues) found.issues.push_back(render(issue, *text));
    for (const std::string& caution : reading.cautions) found.cautions.push_back(file.string() + ": " + caution);
    if (found.issues.empty()) found.retention = std::move(reading.retention);
    return found;
}

}  // namespace paraat::app
