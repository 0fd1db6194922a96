#include "hub/app/tls_watch.hpp"

#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/transport/takeover.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds look_at_certificates_every{1'000};
// The broker reads its files anew at a signal, on its next round: who is cut before that might come back. So it is done
// again each second, for as long as a broker may be busy with other things.
constexpr Milliseconds broker_reads_within{200};
constexpr int cuts = 5;
constexpr Milliseconds takeover_patience{5'000};

// Certificates are of the world's time, not of the hub's.
Instant world_time() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

}  // namespace

TlsWatch::TlsWatch(BrokerTls tls, transport::PrivateBroker& broker)
    : tls_(std::move(tls)), broker_(broker), thread_([this] { run(); }) {}

TlsWatch::~TlsWatch() {
    {
        std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    thread_.join();
}

bool TlsWatch::wait(Milliseconds span) {
    std::unique_lock lock(mutex_);
    return !stopping_.wait_for(lock, span, [this] { return is_stopping_; });
}

void TlsWatch::run() {
    name_this_thread("tls");
    while (wait(look_at_certificates_every)) {
        look();
        cut_those_that_are_due();
    }
}

void TlsWatch::look() {
    const auto change = tls_.look(world_time());
    const std::string fault = change ? "" : change.error().message;
    is_usable_ = fault.empty();
    if (fault != std::exchange(fault_, fault) && !fault.empty()) {
        log_error("the site's CA cannot be used; nothing is renewed or revoked", {{"why", fault}});
    }
    if (!change || !change->is_renewed) return;
    if (const auto renewed = broker_.renew(tls_.listener()); !renewed) {
        log_error("the private broker is not told of new certificates", {{"why", renewed.error().message}});
    }
    if (change->has_new_certificate) log_info("the private broker shows a new certificate");
    for (const std::string& account : change->cut) to_cut_[account] = cuts;
    if (!to_cut_.empty()) static_cast<void>(wait(broker_reads_within));
}

void TlsWatch::cut_those_that_are_due() {
    for (auto& [account, left] : to_cut_) {
        const auto identity = tls_.in_the_name_of(account, world_time());
        const int port = tls_.listener().port;
        const auto taken = identity
                               ? transport::take_over(tls_.own_address(), port, *identity, account, takeover_patience)
                               : Result<void>(identity.error());
        if (!taken) {
            log_error("the session of a revoked device is not cut; trying on", {{"why", taken.error().message}});
            continue;
        }
        // Without its name: it may be one that works covertly, or did, and whoever revoked it knows.
        if (left-- == cuts) log_info("a revoked device is cut off");
    }
    std::erase_if(to_cut_, [](const auto& one) { return one.second <= 0; });
}

}  // namespace paraat::app
