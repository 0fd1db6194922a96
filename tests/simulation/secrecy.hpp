#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace paraat::simulation {

// What those heard who are not cleared for covert work. Nothing of it may name a covert incident, order or unit; which
// those are is known at the end.
class Secrecy {
public:
    void hears(const std::string& client, std::string_view topic, std::string_view payload);
    // An answer may repeat what its client said itself.
    void says(const std::string& client, std::string_view payload);
    // `secrets`: ids and names. A sentence for each that was heard.
    std::vector<std::string> broken_by(const std::set<std::string>& secrets) const;

private:
    // The words of a text that may be an id or a name.
    static std::set<std::string, std::less<>> words_of(std::string_view text);

    std::map<std::string, std::string, std::less<>> heard_;  // word -> who heard it first
    std::map<std::string, std::set<std::string, std::less<>>> said_;
};

}  // namespace paraat::simulation
