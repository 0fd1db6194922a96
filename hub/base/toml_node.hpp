#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hub/base/placed_text.hpp"
#include "hub/base/source_issue.hpp"

namespace paraat {

// Our own copy of a parsed TOML tree: the parser stays behind it, and each table remembers what was asked of it.
struct TomlNode {
    using List = std::vector<std::unique_ptr<TomlNode>>;
    using Map = std::map<std::string, std::unique_ptr<TomlNode>>;
    struct Missing {
        std::vector<std::string> keys;  // one of them would do
        SourceIssue issue;
    };

    LineColumn place;
    std::variant<std::monostate, std::string, std::int64_t, bool, List, Map> value;  // monostate: of no use to us
    std::map<std::string, LineColumn> key_places;
    std::set<std::string> asked;
    std::vector<Missing> missing;
    bool is_refused = false;  // of a wrong type: what is in it is no news
};

inline constexpr int toml_depth_most = 32;  // parts of a dotted key, and tables or lists in one another

// The tree of a file; after an issue, which is added, an empty table.
std::unique_ptr<TomlNode> read_toml(const std::string& text, const std::string& file, std::vector<SourceIssue>& issues);

}  // namespace paraat
