#include "hub/projection/areas.hpp"

#include <algorithm>

#include "hub/base/json_size.hpp"
#include "hub/core/clearance.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

constexpr Milliseconds risk_half_life = std::chrono::hours{12};
// What a message has room for; about 2,000 corners.
constexpr std::size_t geometry_most = 50'000;

// The real incidents that the asker may read: what others do covertly raises nothing, nor does a drill.
class ReadableSurroundings : public core::Surroundings {
public:
    ReadableSurroundings(const Archive& archive, const core::ClientName& asker) : archive_(archive), asker_(asker) {}

    Found nearby(std::int64_t, const Window&) const override { return {}; }
    std::vector<core::UnitSeen> units() const override { return {}; }
    Found marked(core::Mark mark, const std::string& name, const Window& window) const override {
        Found found;
        for (const core::IncidentId& id : archive_.state.marks.find(mark, name)) {
            const core::Incident& incident = *archive_.state.incident(id);
            const bool is_asked_for = archive_.now - incident.newest_report_at <= window.span &&
                                      (window.includes_closed || incident.takes_reports());
            if (!is_asked_for || incident.is_exercise || !core::may_read(archive_.organisation, asker_, incident)) {
                continue;
            }
            found.is_cut = found.incidents.size() == core::found_most;
            if (found.is_cut) break;
            found.incidents.push_back(&incident);
        }
        return found;
    }

private:
    const Archive& archive_;
    const core::ClientName& asker_;
};

// A list of JSON of what `write` makes of each.
template <class Values, class Write>
std::string list_of(const Values& values, Write write) {
    std::string text = "[";
    for (const auto& value : values) {
        if (text.size() > 1) text += ',';
        text += write(value);
    }
    return text + "]";
}

// Six decimals, about a decimetre, without zeros at the end.
std::string degrees(std::int32_t e7) {
    const std::int64_t e6 = (std::abs(std::int64_t{e7}) + 5) / 10;
    std::string decimals = std::to_string(1'000'000 + e6 % 1'000'000).substr(1);
    decimals.erase(decimals.find_last_not_of('0') + 1);
    const std::string whole = std::to_string(e6 / 1'000'000);
    return (e7 < 0 && e6 > 0 ? "-" : "") + whole + (decimals.empty() ? "" : "." + decimals);
}

std::string position(const core::Position& corner) {
    return "[" + degrees(corner.lon_e7) + "," + degrees(corner.lat_e7) + "]";
}

std::string ring(std::vector<core::Position> corners) {
    if (!corners.empty()) corners.push_back(corners.front());
    return list_of(corners, position);
}

std::string polygon(const std::vector<std::vector<core::Position>>& rings) {
    return list_of(rings, ring);
}

// Of RFC 7946; empty when it is too large.
std::string geometry(const core::AreaShape& shape) {
    const bool is_one = shape.size() == 1;
    std::string text = is_one ? R"({"type":"Polygon","coordinates":)" + polygon(shape.front())
                              : R"({"type":"MultiPolygon","coordinates":)" + list_of(shape, polygon);
    text += '}';
    return json_size(text) > geometry_most ? std::string() : text;
}

std::size_t size_of(const core::AreaView& area) {
    return 100 + area.name.size() + json_size(area.geometry);
}

}  // namespace

void answer_areas(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                  core::QueryResult& result) {
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only people of the organisation may ask that");
    }
    auto& answer = result.areas.emplace();
    answer.half_life = risk_half_life;
    if (archive.rules == nullptr) return;
    const std::vector<std::string> names = archive.rules->area_names();
    result.total = static_cast<std::int64_t>(names.size());
    const ReadableSurroundings around(archive, asker);
    std::size_t bytes = 0;
    for (auto name = std::upper_bound(names.begin(), names.end(), query.after); name != names.end(); ++name) {
        core::AreaView area{*name, archive.rules->risk_thousandths(*name, around, archive.now, risk_half_life),
                            geometry(archive.rules->area_shape(*name))};
        bytes += size_of(area);
        const bool is_full = answer.areas.size() == static_cast<std::size_t>(query.limit) || bytes > page_bytes;
        if (is_full && !answer.areas.empty()) {
            result.next = answer.areas.back().name;
            return;
        }
        answer.areas.push_back(std::move(area));
    }
}

}  // namespace paraat::projection
