#include "hub/app/broker_sweep.hpp"

#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds quiet = std::chrono::milliseconds{200};
constexpr Milliseconds deadline = std::chrono::seconds{10};
constexpr Milliseconds pause_after_failure = std::chrono::seconds{1};

// All topics that the hub keeps retained messages of incidents, instructions, full boards and briefings on, and their
// twins.
std::vector<std::string> retained_filters(const std::string& root) {
    std::vector<std::string> filters;
    for (const std::string& base : {root, root + "/json"}) {
        for (const char* rest :
             {"/+/alert/+", "/covert/+/alert/+", "/down/+/notice/+", "/down/+/instruction/+", "/+/instruction/+",
              "/covert/+/instruction/+", "/+/team/+/instruction/+", "/covert/+/team/+/instruction/+", "/+/board/full",
              "/+/board/full/+", "/covert/+/board/full", "/covert/+/board/full/+", "/+/briefing/+",
              "/covert/+/briefing/+"}) {
            filters.push_back(base + rest);
        }
    }
    return filters;
}

}  // namespace

std::future<BrokerSweep::Found> BrokerSweep::on_a_thread(std::function<Found()> read) {
    return std::async(std::launch::async, std::move(read));
}

BrokerSweep::BrokerSweep(transport::Transport& transport, const std::string& root, Begin begin)
    : transport_(transport), filters_(retained_filters(root)), begin_(std::move(begin)) {}

std::optional<std::vector<std::string>> BrokerSweep::look(std::uint64_t incarnation, Instant now) {
    if (!is_reading()) {
        if (!transport_.is_connected(transport::Lane::alerts) || now < due_) return std::nullopt;
        incarnation_ = incarnation;
        reading_ = begin_([this] { return transport_.collect_retained(filters_, quiet, deadline); });
        return std::nullopt;
    }
    if (reading_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return std::nullopt;
    auto found = reading_.get();
    if (incarnation_ != incarnation) return std::nullopt;  // of a broker that is gone; the next round begins anew
    if (found) return std::move(*found);
    log_warn("cannot read what the broker retains; trying on", {{"why", found.error().message}});
    due_ = now + pause_after_failure;
    return std::nullopt;
}

}  // namespace paraat::app
