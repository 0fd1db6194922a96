#include "hub/codec/p2000/tables.hpp"

#include <array>

#include "hub/base/toml_document.hpp"
#include "hub/codec/p2000/letters.hpp"

namespace paraat::codec::p2000 {
namespace {

constexpr std::array<std::string_view, 5> service_words = {"unknown", "police", "fire", "ambulance", "lifeboat"};

std::vector<std::string> words_in(std::string_view phrase) {
    std::vector<std::string> words;
    for (const std::string_view part : split(phrase, ' ')) {
        if (!part.empty()) words.push_back(lower(part));
    }
    return words;
}

Service read_service(TomlDocument::Table& row) {
    const auto text = row.text("service");
    if (!text) return Service::unknown;
    for (std::size_t i = 0; i < service_words.size(); ++i) {
        if (service_words[i] == *text) return static_cast<Service>(i);
    }
    row.issue("service", "bad_value", "a service is police, fire, ambulance or lifeboat");
    return Service::unknown;
}

void read_class(TomlDocument::Table row, Tables& tables) {
    Classification one;
    one.name = row.required_text("name");
    one.code = row.text("lmc").value_or("");
    one.category = row.text("category").value_or("");
    one.service = read_service(row);
    for (const PlacedText& phrase : row.text_or_texts("words").value_or(std::vector<PlacedText>{})) {
        one.words = words_in(phrase.text);
        if (one.words.empty()) row.issue_at(phrase.line, phrase.column, "bad_value", "a phrase has a word at least");
        if (!one.words.empty()) tables.classes.push_back(one);
    }
    row.missing("words", "a class has the words that stand for it");
}

std::vector<std::string> lower_texts(TomlDocument::Table& table, const std::string& key) {
    std::vector<std::string> texts;
    for (const PlacedText& text : table.texts(key).value_or(std::vector<PlacedText>{})) {
        if (text.text.empty()) {
            table.issue_at(text.line, text.column, "bad_value", "it is not empty");
        } else {
            texts.push_back(lower(text.text));
        }
    }
    return texts;
}

std::map<std::string, std::string> pairs(TomlDocument::Table& root, const std::string& key) {
    std::map<std::string, std::string> made;
    auto table = root.table(key);
    if (!table) return made;
    for (const std::string& name : table->keys()) {
        if (auto text = table->text(name)) made[name] = std::move(*text);
    }
    return made;
}

}  // namespace

std::string_view word(Service service) {
    return service_words[static_cast<std::size_t>(service)];
}

Tables read_tables(std::string_view text, const std::string& file, std::vector<SourceIssue>& issues) {
    TomlDocument document(text, file);
    auto root = document.root();
    Tables tables;
    const std::string clock = root.text("clock").value_or("local");
    if (clock != "local" && clock != "utc") root.issue("clock", "bad_value", "a clock is \"local\" or \"utc\"");
    tables.is_utc = clock == "utc";
    for (const auto& row : root.tables("class")) read_class(row, tables);
    tables.categories = pairs(root, "categories");
    tables.places = pairs(root, "places");
    tables.place_names = lower_texts(root, "place_names");
    tables.street_ends = lower_texts(root, "street_ends");
    tables.loose_street_ends = lower_texts(root, "loose_street_ends");
    const auto found = document.take_issues();
    issues.insert(issues.end(), found.begin(), found.end());
    return tables;
}

std::string category_of(const Tables& tables, std::string_view category, std::string_view code) {
    if (!category.empty()) return std::string(category);
    for (std::size_t size = code.size(); size > 0; --size) {
        const auto found = tables.categories.find(std::string(code.substr(0, size)));
        if (found != tables.categories.end()) return found->second;
    }
    return "other";
}

}  // namespace paraat::codec::p2000
