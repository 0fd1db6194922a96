#include "clients/cli/order_lines.hpp"

#include <cstdio>

#include "clients/cli/lines.hpp"
#include "clients/cli/planning.hpp"

namespace paraat::cli {
namespace {

const Json& member_of(const Json& object, const char* key) {
    static const Json none;
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() ? *found : none;
}

std::string when_at(const Json& object, const char* key) {
    const Json& at = member_of(object, key);
    return at.is_number_integer() ? moment(at.get<std::int64_t>()) : "-";
}

}  // namespace

std::vector<std::string> instruction_lines(const Json& items) {
    std::vector<std::vector<std::string>> rows{{"ORDER", "STATE", "TO", "BY", "AT", "SAID"}};
    for (const Json& item : items) {
        const Json& order = member_of(item, "order");
        rows.push_back({shown(order, "instruction"), shown(order, "state"), shown(order, "to"), shown(order, "from"),
                        when_at(order, "issued_at"), shown(order, "text")});
        for (const Json& answer : list_in(order, "answers")) {
            rows.push_back({"", shown(answer, "answer"), shown(answer, "client"), "", when_at(answer, "at"),
                            shown(answer, "text")});
        }
        for (const Json& name : list_in(item, "silent"))
            rows.push_back({"", "nothing yet", shown_word(name), "", "", ""});
        for (const Json& name : list_in(item, "left")) rows.push_back({"", "left", shown_word(name), "", "", ""});
    }
    if (rows.size() == 1) return {"no order stands, nor ended lately"};
    return aligned(rows);
}

std::vector<std::string> area_lines(const Json& items) {
    std::vector<std::vector<std::string>> rows{{"AREA", "RISK"}};
    for (const Json& item : items) {
        const Json& risk = member_of(item, "risk");
        char number[32];
        std::snprintf(number, sizeof number, "%.3f", risk.is_number() ? risk.get<double>() : 0.0);
        rows.push_back({shown(item, "name"), number});
    }
    if (rows.size() == 1) return {"the rules name no areas"};
    return aligned(rows);
}

}  // namespace paraat::cli
