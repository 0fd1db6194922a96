#include <algorithm>
#include <set>
#include <sstream>

#include "clients/cli/csv.hpp"
#include "clients/cli/provision.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::cli {
namespace {

constexpr std::size_t batch_devices_most = 1'000;

Error at_line(std::size_t line, const std::string& what) {
    return {"bad_value", "", "line " + std::to_string(line) + ": " + what};
}

// Where each column stands.
Result<std::vector<std::string>> columns_in(CsvReader& reader) {
    const auto names = reader.next();
    if (!names) return Error{"bad_value", "", "the file is empty; its first line is: account,kind,label"};
    const std::vector<std::string> known = {"account", "kind", "label"};
    for (const std::string& name : *names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        return at_line(1, "there is no column \"" + shortened(name) + "\"" + did_you_mean(name, known));
    }
    if (std::find(names->begin(), names->end(), "account") == names->end()) {
        return at_line(1, "a column \"account\" is missing");
    }
    return *names;
}

}  // namespace

Result<std::vector<provision::ClaimStore::Wanted>> batch_in(const std::string& csv,
                                                            const provision::ClaimStore::Wanted& usual) {
    if (!is_utf8(csv + "x")) return Error{"bad_value", "", "the file is no UTF-8"};
    std::istringstream in(csv);
    CsvReader reader(in);
    const auto columns = columns_in(reader);
    if (!columns) return columns.error();
    std::vector<provision::ClaimStore::Wanted> batch;
    std::set<std::string> accounts;
    while (const auto fields = reader.next()) {
        if (fields->size() != columns->size()) return at_line(reader.line(), "it has not as many fields as the first");
        provision::ClaimStore::Wanted wanted = usual;
        for (std::size_t i = 0; i < fields->size(); ++i) {
            const std::string& column = (*columns)[i];
            std::string& place = column == "account" ? wanted.account : column == "kind" ? wanted.kind : wanted.label;
            if (!(*fields)[i].empty() || column == "account") place = (*fields)[i];
        }
        if (auto sound = provision::ClaimStore::check(wanted); !sound)
            return at_line(reader.line(), sound.error().message);
        if (!accounts.insert(wanted.account).second) {
            return at_line(reader.line(), "\"" + wanted.account + "\" is there twice");
        }
        if (batch.size() == batch_devices_most) return at_line(reader.line(), "a batch has at most 1000 devices");
        batch.push_back(std::move(wanted));
    }
    if (batch.empty()) return Error{"bad_value", "", "there is no device in the file"};
    return batch;
}

}  // namespace paraat::cli
