#include "hub/base/toml_document.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "hub/base/amount.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_node.hpp"
#include "hub/base/utf8.hpp"

namespace paraat {

namespace {

void note_unasked(const TomlNode& node, const std::string& file, std::vector<SourceIssue>& issues) {
    if (node.is_refused) return;
    if (const auto* list = std::get_if<TomlNode::List>(&node.value)) {
        for (const auto& element : *list) note_unasked(*element, file, issues);
    }
    const auto* members = std::get_if<TomlNode::Map>(&node.value);
    if (members == nullptr) return;
    const std::vector<std::string> known(node.asked.begin(), node.asked.end());
    std::set<std::string> misspelt;
    for (const auto& [key, member] : *members) {
        if (node.asked.contains(key)) {
            note_unasked(*member, file, issues);
            continue;
        }
        const LineColumn place = node.key_places.at(key);
        if (const auto nearest = nearest_word(key, known)) misspelt.insert(*nearest);
        issues.push_back({"unknown_key", file, place.line, place.column, "unknown key \"" + shortened(key) + "\"",
                          suggestion_for(key, known)});
    }
    for (const TomlNode::Missing& missing : node.missing) {
        const bool is_misspelt = std::any_of(missing.keys.begin(), missing.keys.end(),
                                             [&](const std::string& key) { return misspelt.contains(key); });
        if (!is_misspelt) issues.push_back(missing.issue);
    }
}

bool is_syntax(const SourceIssue& issue) {
    return issue.code == "syntax";
}

}  // namespace

TomlDocument::TomlDocument(std::string_view text, std::string file)
    // A byte order mark has no column.
    : text_(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text), file_(std::move(file)), lines_{0} {
    for (std::size_t end = text_.find('\n'); end != std::string::npos; end = text_.find('\n', end + 1)) {
        lines_.push_back(end + 1);
    }
    root_ = read_toml(text_, file_, issues_);
}

TomlDocument::~TomlDocument() = default;

// Goes by the line: looked for from the beginning, the strings of a large file took the square of its length.
PlacedText TomlDocument::placed(const std::string& text, const LineColumn& place) const {
    const auto line = static_cast<std::size_t>(std::max(place.line, 1)) - 1;
    const std::string_view rest = line < lines_.size() ? std::string_view(text_).substr(lines_[line]) : "";
    PlacedText found = placed_text(rest, text, 1, place.column);
    found.line += static_cast<int>(line);
    return found;
}

TomlDocument::Table TomlDocument::root() {
    return Table(*this, *root_);
}

std::vector<SourceIssue> TomlDocument::take_issues() {
    // After a syntax error nothing was there to ask for.
    if (is_whole()) note_unasked(*root_, file_, issues_);
    std::stable_sort(issues_.begin(), issues_.end(), [](const SourceIssue& a, const SourceIssue& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    return std::move(issues_);
}

bool TomlDocument::is_whole() const {
    return std::none_of(issues_.begin(), issues_.end(), is_syntax);
}

bool TomlDocument::Table::is_empty() const {
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    return members == nullptr || members->empty();
}

std::vector<std::string> TomlDocument::Table::keys() const {
    std::vector<std::string> names;
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    if (members == nullptr) return names;
    for (const auto& [name, member] : *members) names.push_back(name);
    return names;
}

bool TomlDocument::Table::may_hold_misspelt(const std::string& key) const {
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    if (members == nullptr) return false;
    const std::vector<std::string> known(node_->asked.begin(), node_->asked.end());
    return std::any_of(members->begin(), members->end(), [&](const auto& member) {
        return !node_->asked.contains(member.first) && nearest_word(member.first, known) == key;
    });
}

bool TomlDocument::Table::has(const std::string& key) const {
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    return members != nullptr && members->contains(key);
}

const TomlNode* TomlDocument::Table::find(const std::string& key) {
    node_->asked.insert(key);
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    if (members == nullptr) return nullptr;
    const auto found = members->find(key);
    return found == members->end() ? nullptr : found->second.get();
}

void TomlDocument::Table::wrong_type(const TomlNode& node, const std::string& key, const std::string& expected) {
    const_cast<TomlNode&>(node).is_refused = true;
    issue_at(node.place.line, node.place.column, "wrong_type", "\"" + key + "\" is " + expected);
}

std::optional<PlacedText> TomlDocument::Table::placed_text(const std::string& key) {
    const TomlNode* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&node->value)) {
        return document_->placed(*text, node->place);
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
    const TomlNode* node = find(key);
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
    const TomlNode* node = find(key);
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
    const TomlNode* node = find(key);
    if (node == nullptr) return std::nullopt;
    const auto* list = std::get_if<TomlNode::List>(&node->value);
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
        texts.push_back(document_->placed(*text, element->place));
    }
    return texts;
}

std::optional<std::vector<PlacedText>> TomlDocument::Table::text_or_texts(const std::string& key) {
    const TomlNode* node = find(key);
    if (node != nullptr && std::holds_alternative<std::string>(node->value)) return std::vector{*placed_text(key)};
    return texts(key);
}

std::optional<TomlDocument::Table> TomlDocument::Table::table(const std::string& key) {
    const TomlNode* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!std::holds_alternative<TomlNode::Map>(node->value)) {
        wrong_type(*node, key, "a table");
        return std::nullopt;
    }
    return Table(*document_, const_cast<TomlNode&>(*node));
}

std::vector<TomlDocument::Table> TomlDocument::Table::tables(const std::string& key) {
    std::vector<Table> tables;
    const TomlNode* node = find(key);
    if (node == nullptr) return tables;
    const auto* list = std::get_if<TomlNode::List>(&node->value);
    if (list == nullptr) {
        wrong_type(*node, key, "a list of tables: write [[" + key + "]]");
        return tables;
    }
    for (const auto& element : *list) {
        if (std::holds_alternative<TomlNode::Map>(element->value)) {
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
    missing_all({key}, std::move(message));
}

void TomlDocument::Table::missing_all(std::vector<std::string> keys, std::string message) {
    node_->asked.insert(keys.begin(), keys.end());
    if (std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return has(key); })) return;
    node_->missing.push_back(
        {std::move(keys),
         {"missing_key", document_->file_, node_->place.line, node_->place.column, std::move(message), ""}});
}

int TomlDocument::Table::line() const {
    return node_->place.line;
}
int TomlDocument::Table::line_of(const std::string& key) const {
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    return members != nullptr && members->contains(key) ? members->at(key)->place.line : node_->place.line;
}
int TomlDocument::Table::column() const {
    return node_->place.column;
}

void TomlDocument::Table::issue(const std::string& key, std::string code, std::string message, std::string suggestion) {
    const auto* members = std::get_if<TomlNode::Map>(&node_->value);
    const TomlNode* at = node_;
    if (members != nullptr && members->contains(key)) at = members->at(key).get();
    issue_at(at->place.line, at->place.column, std::move(code), std::move(message), std::move(suggestion));
}

void TomlDocument::Table::issue_at(int line, int column, std::string code, std::string message,
                                   std::string suggestion) {
    document_->issues_.push_back(
        {std::move(code), document_->file_, line, column, std::move(message), std::move(suggestion)});
}

}  // namespace paraat
