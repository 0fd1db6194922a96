#include "hub/app/claiming.hpp"

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds claim_quiet = std::chrono::milliseconds{200};
constexpr Milliseconds claim_deadline = std::chrono::seconds{5};
constexpr Milliseconds claim_pause = std::chrono::milliseconds{500};

}  // namespace

Claiming::Claiming(Parts parts) : parts_(std::move(parts)), thread_([this] { run(); }) {}

Claiming::~Claiming() {
    {
        std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    thread_.join();
}

bool Claiming::wait(Milliseconds span) {
    std::unique_lock lock(mutex_);
    return !stopping_.wait_for(lock, span, [&] { return is_stopping_; });
}

void Claiming::run() {
    name_this_thread("claiming");
    std::string failure;
    while (!parts_.is_broker_own) {
        const auto marker = parts_.transport.read_retained(parts_.status_topic, claim_quiet, claim_deadline);
        const auto verdict =
            marker ? parts_.claim.look(*marker, parts_.clock.now()) : NodeClaim::Verdict::perhaps_taken;
        if (verdict == NodeClaim::Verdict::taken) end_for_another(parts_.node);
        if (verdict == NodeClaim::Verdict::free) break;
        const std::string why = marker ? "another hub of this node may still run" : marker.error().message;
        if (why != failure) {
            log_warn("not connected to the broker yet; trying on", {{"broker", parts_.broker}, {"why", why}});
        }
        failure = why;
        if (!wait(claim_pause)) return;
    }
    if (wait(Milliseconds{0})) parts_.transport.start();
}

}  // namespace paraat::app
