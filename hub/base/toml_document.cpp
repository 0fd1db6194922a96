#include "hub/base/toml_document.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>
#include <variant>

#include "hub/base/nearest_word.hpp"

namespace paraat {

// Our own copy of the parsed tree: toml++ stays inside this file, and each table remembers what was asked of it.
struct TomlDocument::Node {
    using List = std::vector<std::unique_ptr<Node>>;
    using Map = std::map<std::string, std::unique_ptr<Node>>;

    int line = 0;
    int column = 0;
    std::variant<std::monostate, std::string, std::int64_t, bool, List, Map> value;  // monostate: of no use to us
    std::map<std::string, std::pair<int, int>> key_places;
    std::set<std::string> asked;
    std::map<std::string, SourceIssue> missing;  // by key
};

namespace {

int as_int(toml::source_index index) {
    return static_cast<int>(index);
}

// The place of the first character inside the quotes that begin at (line, column).
PlacedText placed(const std::string& source, const std::string& text, int line, int column) {
    std::size_t at = 0;
    for (int i = 1; i < line && at != std::string::npos; ++i) {
        at = source.find('\n', at);
        if (at != std::string::npos) ++at;
    }
    if (at == std::string::npos) return {text, line, column};
    at += static_cast<std::size_t>(column - 1);
    const std::string_view rest = std::string_view(source).substr(std::min(at, source.size()));
    if (rest.starts_with("'''") || rest.starts_with("\"\"\"")) {
        if (rest.substr(3).starts_with("\n")) return {text, line + 1, 1};
        return {text, line, column + 3};
    }
    return {text, line, column + 1};
}

}  // namespace

namespace {

template <class Node>
std::unique_ptr<Node> copy(const toml::node& from) {
    auto node = std::make_unique<Node>();
    node->line = as_int(from.source().begin.line);
    node->column = as_int(from.source().begin.column);
    if (const auto* text = from.as_string()) {
        node->value = text->get();
    } else if (const auto* number = from.as_integer()) {
        node->value = number->get();
    } else if (const auto* truth = from.as_boolean()) {
        node->value = truth->get();
    } else if (const auto* list = from.as_array()) {
        typename Node::List elements;
        for (const toml::node& element : *list) elements.push_back(copy<Node>(element));
        node->value = std::move(elements);
    } else if (const auto* table = from.as_table()) {
        typename Node::Map members;
        for (const auto& [key, member] : *table) {
            members[std::string(key.str())] = copy<Node>(member);
            node->key_places[std::string(key.str())] = {as_int(key.source().begin.line),
                                                        as_int(key.source().begin.column)};
        }
        node->value = std::move(members);
    }
    return node;
}

template <class Node>
void note_unasked(const Node& node, const std::string& file, std::vector<SourceIssue>& issues) {
    if (const auto* list = std::get_if<typename Node::List>(&node.value)) {
        for (const auto& element : *list) note_unasked(*element, file, issues);
    }
    const auto* members = std::get_if<typename Node::Map>(&node.value);
    if (members == nullptr) return;
    const std::vector<std::string> known(node.asked.begin(), node.asked.end());
    std::set<std::string> misspelt;
    for (const auto& [key, member] : *members) {
        if (node.asked.contains(key)) {
            note_unasked(*member, file, issues);
            continue;
        }
        const auto place = node.key_places.at(key);
        const auto nearest = nearest_word(key, known);
        if (nearest) misspelt.insert(*nearest);
        issues.push_back({"unknown_key", file, place.first, place.second, "unknown key \"" + key + "\"",
                          nearest ? "did you mean \"" + *nearest + "\"?" : ""});
    }
    for (const auto& [key, issue] : node.missing) {
        if (!misspelt.contains(key)) issues.push_back(issue);
    }
}

}  // namespace

TomlDocument::TomlDocument(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
    root_ = std::make_unique<Node>();
    root_->value = Node::Map{};
    try {
        root_ = copy<Node>(toml::parse(text_));
    } catch (const toml::parse_error& error) {
        issues_.push_back({"syntax", file_, as_int(error.source().begin.line), as_int(error.source().begin.column),
                           std::string(error.description()), ""});
    }
}

TomlDocument::~TomlDocument() = default;

TomlDocument::Table TomlDocument::root() {
    return Table(*this, *root_);
}

std::vector<SourceIssue> TomlDocument::take_issues() {
    // After a syntax error nothing was there to ask for.
    const bool is_broken =
        std::any_of(issues_.begin(), issues_.end(), [](const SourceIssue& issue) { return issue.code == "syntax"; });
    if (!is_broken) note_unasked(*root_, file_, issues_);
    std::stable_sort(issues_.begin(), issues_.end(), [](const SourceIssue& a, const SourceIssue& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(issues_);
}

bool TomlDocument::Table::has(const std::string& key) const {
    const auto* members = std::get_if<Node::Map>(&node_->value);
    return members != nullptr && members->contains(key);
}

const TomlDocument::Node* TomlDocument::Table::find(const std::string& key) {
    node_->asked.insert(key);
    const auto* members = std::get_if<Node::Map>(&node_->value);
    if (members == nullptr) return nullptr;
    const auto found = members->find(key);
    return found == members->end() ? nullptr : found->second.get();
}

void TomlDocument::Table::wrong_type(const Node& node, const std::string& key, const std::string& expected) {
    issue_at(node.line, node.column, "wrong_type", "\"" + key + "\" is " + expected);
}

std::optional<PlacedText> TomlDocument::Table::placed_text(const std::string& key) {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&node->value)) {
        return placed(document_->text_, *text, node->line, node->column);
    }
    wrong_type(*node, key, "a text in quotes");
    return std::nullopt;
}

std::optional<std::string> TomlDocument::Table::text(const std::string& key) {
    const auto found = placed_text(key);
    return found ? std::optional(found->text) : std::nullopt;
}

std::optional<std::int64_t> TomlDocument::Table::integer(const std::string& key, std::int64_t least,
                                                         std::int64_t most) {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto* number = std::get_if<std::int64_t>(&node->value);
    if (number == nullptr) {
        wrong_type(*node, key, "a whole number");
        return std::nullopt;
    }
    if (*number < least || *number > most) {
        issue(key, "out_of_range",
              "\"" + key + "\" is " + std::to_string(least) + " to " + std::to_string(most) + ", not " +
                  std::to_string(*number));
        return std::nullopt;
    }
    return *number;
}

std::optional<bool> TomlDocument::Table::boolean(const std::string& key) {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* truth = std::get_if<bool>(&node->value)) return *truth;
    wrong_type(*node, key, "true or false");
    return std::nullopt;
}

std::optional<Milliseconds> TomlDocument::Table::duration(const std::string& key) {
    const auto found = text(key);
    if (!found) return std::nullopt;
    const auto span = parse_duration(*found);
    if (!span) issue(key, "bad_duration", "\"" + key + "\" is a time span like \"60s\", \"5m\" or \"2h\"");
    return span;
}

std::optional<std::vector<PlacedText>> TomlDocument::Table::texts(const std::string& key) {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto* list = std::get_if<Node::List>(&node->value);
    if (list == nullptr) {
        wrong_type(*node, key, "a list of texts");
        return std::nullopt;
    }
    std::vector<PlacedText> texts;
    for (const auto& element : *list) {
        const auto* text = std::get_if<std::string>(&element->value);
        if (text == nullptr) {
            wrong_type(*element, key, "a list of texts");
            return std::nullopt;
        }
        texts.push_back(placed(document_->text_, *text, element->line, element->column));
    }
    return texts;
}

std::optional<std::vector<PlacedText>> TomlDocument::Table::text_or_texts(const std::string& key) {
    const Node* node = find(key);
    if (node != nullptr && std::holds_alternative<std::string>(node->value)) return std::vector{*placed_text(key)};
    return texts(key);
}

std::optional<TomlDocument::Table> TomlDocument::Table::table(const std::string& key) {
    const Node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!std::holds_alternative<Node::Map>(node->value)) {
        wrong_type(*node, key, "a table");
        return std::nullopt;
    }
    return Table(*document_, const_cast<Node&>(*node));
}

std::vector<TomlDocument::Table> TomlDocument::Table::tables(const std::string& key) {
    std::vector<Table> tables;
    const Node* node = find(key);
    if (node == nullptr) return tables;
    const auto* list = std::get_if<Node::List>(&node->value);
    if (list == nullptr) {
        wrong_type(*node, key, "a list of tables: write [[" + key + "]]");
        return tables;
    }
    for (const auto& element : *list) {
        if (std::holds_alternative<Node::Map>(element->value)) {
            tables.push_back(Table(*document_, *element));
        } else {
            wrong_type(*element, key, "a list of tables");
        }
    }
    return tables;
}

PlacedText TomlDocument::Table::required_placed_text(const std::string& key) {
    auto found = placed_text(key);
    if (!found) missing(key, "\"" + key + "\" is missing");
    return found.value_or(PlacedText{});
}

std::string TomlDocument::Table::required_text(const std::string& key) {
    return required_placed_text(key).text;
}

void TomlDocument::Table::missing(const std::string& key, std::string message) {
    node_->asked.insert(key);
    if (has(key)) return;
    node_->missing.emplace(
        key, SourceIssue{"missing_key", document_->file_, node_->line, node_->column, std::move(message), ""});
}

int TomlDocument::Table::line() const {
    return node_->line;
}
int TomlDocument::Table::line_of(const std::string& key) const {
    const auto* members = std::get_if<Node::Map>(&node_->value);
    return members != nullptr && members->contains(key) ? members->at(key)->line : node_->line;
}
int TomlDocument::Table::column() const {
    return node_->column;
}

void TomlDocument::Table::issue(const std::string& key, std::string code, std::string message, std::string suggestion) {
    const auto* members = std::get_if<Node::Map>(&node_->value);
    const Node* at = node_;
    if (members != nullptr && members->contains(key)) at = members->at(key).get();
    issue_at(at->line, at->column, std::move(code), std::move(message), std::move(suggestion));
}

void TomlDocument::Table::issue_at(int line, int column, std::string code, std::string message,
                                   std::string suggestion) {
    document_->issues_.push_back(
        {std::move(code), document_->file_, line, column, std::move(message), std::move(suggestion)});
}

std::optional<Milliseconds> parse_duration(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > 1'000'000'000) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit == "ms") return Milliseconds{number};
    if (unit == "s") return std::chrono::seconds{number};
    if (unit == "m") return std::chrono::minutes{number};
    if (unit == "h") return std::chrono::hours{number};
    if (unit == "d") return std::chrono::hours{24 * number};
    return std::nullopt;
}

}  // namespace paraat
