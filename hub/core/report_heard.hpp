#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/base/flat_set.hpp"
#include "hub/base/shared.hpp"
#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/position.hpp"
#include "hub/core/words.hpp"

namespace paraat::core {

// A report as its incident remembers it: what windows count, and what goes along when it is split off.
struct ReportHeard {
    Instant at;
    ClientName client;
    CategoryName category;
    std::string id = {};  // the client's
    std::optional<Severity> severity = {};
    Shared<std::string> text = {};
    std::optional<Position> position = {};
    std::string area = {};
    std::string contract = {};
    FlatSet<std::string> areas = {};  // the named polygons that it lies in
    std::vector<std::string> tags = {};
    std::int32_t persons = 0;
    std::string lmc = {};
    std::vector<std::pair<std::string, std::string>> attributes = {};

    bool operator==(const ReportHeard&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "at", self.at);
        visit(2, "client", self.client);
        visit(3, "category", self.category);
        visit(4, "id", self.id);
        visit(5, "severity", self.severity);
        visit(6, "text", self.text);
        visit(7, "position", self.position);
        visit(8, "area", self.area);
        visit(9, "contract", self.contract);
        visit(10, "areas", self.areas);
        visit(11, "tags", self.tags);
        visit(12, "persons", self.persons);
        visit(13, "lmc", self.lmc);
        visit(14, "attributes", self.attributes);
    }
};

inline constexpr std::size_t heard_most = 256;  // reports of an incident that it remembers

}  // namespace paraat::core
