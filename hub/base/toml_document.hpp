#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/placed_text.hpp"
#include "hub/base/source_issue.hpp"
#include "hub/base/time.hpp"

namespace paraat {

struct TomlNode;

// A configuration or rule file (TOML 1.0) read strictly: every fault is noted with its line and column and reading goes
// on, so that a person sees all of them at once; a key that nobody asked for is a fault too.
class TomlDocument {
public:
    // The reader of a table or of the whole. Cheap to copy; must not outlive its document.
    class Table;

    // Syntax errors are among the issues afterwards; the root is then empty.
    TomlDocument(std::string_view text, std::string file);
    ~TomlDocument();
    TomlDocument(const TomlDocument&) = delete;
    TomlDocument& operator=(const TomlDocument&) = delete;

    Table root();
    // Ends the reading: each key that nobody asked for becomes an issue. In the order of lines.
    std::vector<SourceIssue> take_issues();
    // Whether the syntax was right, so that what is not there was not written.
    bool is_whole() const;
    const std::string& text() const { return text_; }
    const std::string& file() const { return file_; }

private:
    friend class Table;

    // A string of the document whose quotes begin there.
    PlacedText placed(const std::string& text, const LineColumn& place) const;

    std::string text_;
    std::string file_;
    std::vector<std::size_t> lines_;  // where each begins
    std::unique_ptr<TomlNode> root_;
    std::vector<SourceIssue> issues_;
};

class TomlDocument::Table {
public:
    bool has(const std::string& key) const;
    bool is_empty() const;
    std::vector<std::string> keys() const;  // in their order; whose names the reader does not know beforehand
    // Whether a key that nobody asked for so far looks like this one.
    bool may_hold_misspelt(const std::string& key) const;
    // Each read marks its key as known. A wrong type is an issue and reads as absent.
    std::optional<std::string> text(const std::string& key);
    std::optional<PlacedText> placed_text(const std::string& key);
    std::optional<std::int64_t> integer(const std::string& key, std::int64_t least, std::int64_t most);
    std::optional<bool> boolean(const std::string& key);
    std::optional<Milliseconds> duration(const std::string& key);  // "200ms", "60s", "5m", "2h", "30d"
    std::optional<std::vector<PlacedText>> texts(const std::string& key);
    // One text or several.
    std::optional<std::vector<PlacedText>> text_or_texts(const std::string& key);
    std::optional<Table> table(const std::string& key);
    std::vector<Table> tables(const std::string& key);  // [[key]], or a list of inline tables; empty when absent

    // The same, and absent is an issue; then an empty value.
    std::string required_text(const std::string& key);
    PlacedText required_placed_text(const std::string& key);

    // An issue, unless the key is there or a misspelt one stands in its place.
    void missing(const std::string& key, std::string message);
    // The same where any one of several keys would do.
    void missing_all(std::vector<std::string> keys, std::string message);

    int line() const;
    int line_of(const std::string& key) const;  // of its value; of the table when the key is absent
    int column() const;
    // An issue at the value of a key, or at the table itself when the key is empty or absent.
    void issue(const std::string& key, std::string code, std::string message, std::string suggestion = {});
    void issue_at(int line, int column, std::string code, std::string message, std::string suggestion = {});

private:
    friend class TomlDocument;
    Table(TomlDocument& document, TomlNode& node) : document_(&document), node_(&node) {}
    const TomlNode* find(const std::string& key);
    void wrong_type(const TomlNode& node, const std::string& key, const std::string& expected);

    TomlDocument* document_;
    TomlNode* node_;
};

}  // namespace paraat
