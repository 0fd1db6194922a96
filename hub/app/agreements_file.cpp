#include "hub/app/agreements_file.hpp"

#include <algorithm>
#include <set>

#include "hub/app/rule_folder.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/local_clock.hpp"
#include "hub/rules/cel/moment.hpp"

namespace paraat::app {
namespace {

using Agreed = TomlDocument::Table;

constexpr std::size_t sentence_most = 500;  // bytes of a purpose or a ground

// What people look for here and will not find: it is no partner's business, by no agreement.
const std::vector<std::string> never_given = {"covert", "compartment", "exercise", "exercises"};
const std::vector<std::string> never_fields = {"reporter", "phone",    "address", "units",       "teams",
                                               "notes",    "contract", "because", "escalations", "attachments"};

class AgreementTables {
public:
    AgreementTables(TomlDocument& document, const core::Organisation& organisation, const rules::RuleSet& rules)
        : root_(document.root()), organisation_(organisation), rules_(rules) {}

    void read(AgreementsReading& reading) {
        const std::string origin = root_.text("origin").value_or("");
        std::vector<Agreed> tables = root_.tables("partner");
        if (!tables.empty()) root_.missing("origin", "\"origin\" says how this site is called among its partners");
        if (root_.has("origin") && !is_plain_name(origin, '-')) {
            root_.issue("origin", "bad_name", no_plain_name(origin, '-'));
        }
        std::set<core::ClientName> known;
        for (Agreed& table : tables) {
            core::Agreement made = read_one(table);
            made.origin = origin;
            if (!made.partner.empty() && !known.insert(made.partner).second) {
                table.issue("name", "twice", "\"" + made.partner.text + "\" is there twice");
            }
            if (made.site == origin && !origin.empty()) {
                table.issue("site", "bad_value", "a partner is called otherwise than this site");
            }
            if (!made.gives() && !made.takes()) {
                reading.cautions.push_back("the agreement with \"" + made.partner.text + "\" lets nothing through");
            }
            reading.agreements.push_back(std::move(made));
        }
    }

private:
    core::Agreement read_one(Agreed& table) {
        core::Agreement made;
        made.partner = partner_of(table);
        made.label = table.text("label").value_or(made.partner.text);
        made.site = table.text("site").value_or(made.partner.text);
        if (table.has("site") && !is_plain_name(made.site, '-')) {
            table.issue("site", "bad_name", no_plain_name(made.site, '-'));
        }
        made.purpose = sentence(table, "purpose", "an agreement has a \"purpose\": what the partner needs it for");
        made.legal_ground = sentence(table, "legal_ground", "an agreement has a \"legal_ground\"");
        made.flows = words<core::Flow>(table, "directions");
        made.severities = words<core::Severity>(table, "severities");
        made.given = fields(table);
        read_categories(table, made);
        read_areas(table, made);
        made.place_m =
            static_cast<std::int32_t>(table.integer("place_m", core::place_m_least, core::place_m_most).value_or(0));
        made.hop_limit = static_cast<std::int32_t>(table.integer("hop_limit", 1, core::hop_limit_most).value_or(1));
        made.delay = table.duration("delay").value_or(Milliseconds{0});
        if (made.delay > core::partner_delay_most) table.issue("delay", "too_long", "a delay is 24h at most");
        if (const auto format = words_of_one<core::PartnerFormat>(table, "format")) made.format = *format;
        made.from = moment(table, "from", "an agreement says \"from\" when it is", DayEdge::begin).value_or(never);
        made.until = moment(table, "until", "an agreement ends: say \"until\" when", DayEdge::end).value_or(Instant{});
        if (made.from != never && made.until.ms > 0 && made.until <= made.from) {
            table.issue("until", "bad_value", "\"until\" is before \"from\"");
        }
        refuse_what_is_never_given(table);
        return made;
    }

    core::ClientName partner_of(Agreed& table) {
        const auto name = table.text("name");
        if (!name) table.missing("name", "\"name\" says which account the partner is");
        if (!name) return {};
        const core::ClientName partner{*name};
        const core::Account* account = organisation_.account(partner);
        std::vector<std::string> outside;
        for (const auto& [known, one] : organisation_.accounts) {
            if (one.is_outside) outside.push_back(known.text);
        }
        if (account == nullptr) {
            table.issue("name", "unknown_account", "no account \"" + shortened(*name) + "\"",
                        suggestion_for(*name, outside));
        } else if (!account->is_outside) {
            table.issue("name", "not_outside", "a partner's account is outside: set \"outside = true\" on it");
        }
        return partner;
    }

    std::string sentence(Agreed& table, const std::string& key, const std::string& if_missing) {
        const auto text = table.text(key);
        if (!text) table.missing(key, if_missing);
        if (text && (text->empty() || text->size() > sentence_most)) {
            table.issue(key, "bad_value", "\"" + key + "\" is a sentence of 1 to 500 bytes");
        }
        return text.value_or("");
    }

    template <class Word>
    FlatSet<Word> words(Agreed& table, const std::string& key) {
        FlatSet<Word> found;
        for (const PlacedText& text : table.texts(key).value_or(std::vector<PlacedText>{})) {
            if (const auto word = core::from_word<Word>(text.text)) {
                found.insert(*word);
            } else {
                unknown(table, text, "\"" + key + "\" has no word", core::word_list<Word>());
            }
        }
        return found;
    }
    template <class Word>
    std::optional<Word> words_of_one(Agreed& table, const std::string& key) {
        const auto text = table.placed_text(key);
        if (!text) return std::nullopt;
        const auto word = core::from_word<Word>(text->text);
        if (!word) unknown(table, *text, "unknown " + key, core::word_list<Word>());
        return word;
    }

    FlatSet<core::PartnerField> fields(Agreed& table) {
        FlatSet<core::PartnerField> found;
        for (const PlacedText& text : table.texts("fields").value_or(std::vector<PlacedText>{})) {
            if (const auto word = core::from_word<core::PartnerField>(text.text)) {
                found.insert(*word);
            } else if (text.text == "place" || text.text == "lat" || text.text == "lon") {
                table.issue_at(text.line, text.column, "bad_value",
                               "a place is given by \"place_m\", which says how coarse it is", "");
            } else if (std::count(never_fields.begin(), never_fields.end(), text.text) > 0) {
                table.issue_at(text.line, text.column, "never_given",
                               "\"" + text.text + "\" is given to no partner, by no agreement", "");
            } else {
                unknown(table, text, "unknown field", core::word_list<core::PartnerField>());
            }
        }
        return found;
    }

    void read_categories(Agreed& table, core::Agreement& made) {
        for (const PlacedText& text : table.texts("categories").value_or(std::vector<PlacedText>{})) {
            const core::CategoryName category{text.text};
            if (organisation_.category(category) == nullptr) {
                unknown(table, text, "unknown category", names_of(organisation_.categories));
            }
            made.categories.insert(category);
        }
    }

    void read_areas(Agreed& table, core::Agreement& made) {
        const std::vector<std::string> known = rules_.content().areas.names();
        for (const PlacedText& text : table.texts("areas").value_or(std::vector<PlacedText>{})) {
            const bool is_known = text.text == core::any_area || std::count(known.begin(), known.end(), text.text) > 0;
            if (!is_known) unknown(table, text, "no area is called", known);
            made.areas.insert(text.text);
        }
    }

    enum class DayEdge { begin, end };

    // A date is the whole day, by the clock of the place where the rules are.
    std::optional<Instant> moment(Agreed& table, const std::string& key, const std::string& if_missing, DayEdge edge) {
        const auto text = table.text(key);
        if (!text) {
            table.missing(key, if_missing);
            return std::nullopt;
        }
        const bool is_date = text->size() == 10;
        const auto read = rules::cel::read_timestamp(is_date ? *text + "T00:00:00Z" : *text);
        if (!read) {
            table.issue(key, "bad_value",
                        "\"" + key + "\" is a date, as \"2026-12-31\", or a moment, as \"2026-12-31T18:00:00+01:00\"");
            return std::nullopt;
        }
        const Instant at{read->seconds * 1'000 + read->nanoseconds / 1'000'000};
        if (!is_date) return at;
        // Midnight of the place is at most 14 hours from that of Greenwich.
        const core::LocalClock clock(rules_);
        Instant midnight = clock.next(Milliseconds{0}, at - std::chrono::hours{15});
        while (clock.date(midnight) < *text) midnight = clock.next(Milliseconds{0}, midnight);
        return edge == DayEdge::begin ? midnight : clock.next(Milliseconds{0}, midnight);
    }

    void refuse_what_is_never_given(Agreed& table) {
        for (const std::string& key : never_given) {
            if (!table.has(key)) continue;
            static_cast<void>(table.boolean(key));
            table.issue(key, "never_given", "covert work and drills go to no partner, so no agreement speaks of them");
        }
    }

    static void unknown(Agreed& table, const PlacedText& text, const std::string& what,
                        const std::vector<std::string>& known) {
        table.issue_at(text.line, text.column, "unknown_word", what + " \"" + shortened(text.text) + "\"",
                       suggestion_for(text.text, known));
    }

    Agreed root_;
    const core::Organisation& organisation_;
    const rules::RuleSet& rules_;
};

}  // namespace

AgreementsReading read_agreements(std::string_view text, const std::string& file,
                                  const core::Organisation& organisation, const rules::RuleSet& rules) {
    AgreementsReading reading;
    TomlDocument document(text, file);
    AgreementTables(document, organisation, rules).read(reading);
    reading.issues = document.take_issues();
    return reading;
}

AgreementsFile read_agreements_file(const std::filesystem::path& file, const core::Organisation& organisation,
                                    const rules::RuleSet& rules) {
    AgreementsFile found;
    std::error_code fault;
    const bool is_there = std::filesystem::exists(file, fault);
    if (!is_there && !fault) return found;
    const auto text = content_of(file);
    if (!text) {
        found.issues.push_back(file.string() + ": cannot read this file, which has the agreements (hub.partners)");
        return found;
    }
    AgreementsReading reading = read_agreements(*text, file.string(), organisation, rules);
    for (const SourceIssue& issue : reading.issues) found.issues.push_back(render(issue, *text));
    for (const std::string& caution : reading.cautions) found.cautions.push_back(file.string() + ": " + caution);
    if (found.issues.empty()) found.agreements = std::move(reading.agreements);
    return found;
}

}  // namespace paraat::app
