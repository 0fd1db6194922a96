#include "hub/core/privacy.hpp"

#include <algorithm>

#include "hub/core/event.hpp"

namespace paraat::core {
namespace {

class PrivacyFold {
public:
    PrivacyFold(Privacy& privacy, const Event& event) : privacy_(privacy), event_(event) {}

    void operator()(const Preserved& event) const {
        privacy_.preserved[event.incident] = {event_.by, event_.at, event.until, false};
    }
    void operator()(const PreservationEnded& event) const {
        const auto known = privacy_.preserved.find(event.incident);
        if (known != privacy_.preserved.end()) known->second.is_ended = true;
    }
    void operator()(const ErasureOrdered& event) const {
        ErasureOrdered& order = privacy_.orders[event.order] = event;
        order.text.clear();
        privacy_.orders_made = std::max(privacy_.orders_made, event.order);
        if (!event.incident.is_nil()) return;
        for (const RecordKind record : event.records) {
            std::int64_t& at = privacy_.cursors[{record, event.regime, false}];
            at = std::max(at, event.last);
        }
    }
    void operator()(const IncidentRetired& event) const {
        for (auto& [number, order] : privacy_.orders) {
            if (order.incident == event.incident) order.is_let_go = true;
        }
    }
    void operator()(const Erased& event) const { privacy_.orders.erase(event.order); }
    void operator()(const RetentionLooked& event) const {
        privacy_.regimes = event.regimes;
        privacy_.cursors.clear();
        for (const RetentionCursor& cursor : event.cursors) privacy_.cursors[cursor.walk] = cursor.at;
        // One that was preserved anew since it was looked at again stays.
        for (const IncidentId& incident : event.followed) {
            if (!privacy_.is_preserved(incident, event_.at)) privacy_.preserved.erase(incident);
        }
    }
    template <class Other>
    void operator()(const Other&) const {}

private:
    Privacy& privacy_;
    const Event& event_;
};

}  // namespace

bool Privacy::is_preserved(const IncidentId& incident, Instant now) const {
    const auto known = preserved.find(incident);
    return known != preserved.end() && known->second.holds_at(now);
}

void Privacy::follow(const Event& event) {
    std::visit(PrivacyFold(*this, event), event.body);
}

}  // namespace paraat::core
