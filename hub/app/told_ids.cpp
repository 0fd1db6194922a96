#include "hub/app/told_ids.hpp"

namespace paraat::app {

bool ToldIds::insert(const std::string& id) {
    if (!known_.insert(id).second) return false;
    in_order_.push_back(id);
    if (in_order_.size() > most_) {
        known_.erase(in_order_.front());
        in_order_.pop_front();
    }
    return true;
}

}  // namespace paraat::app
