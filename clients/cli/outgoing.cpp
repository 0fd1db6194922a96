#include "clients/cli/outgoing.hpp"

#include <algorithm>
#include <ctime>
#include <random>

#include "clients/cli/lines.hpp"
#include "clients/cli/login.hpp"
#include "clients/cli/outcome.hpp"
#include "clients/sdk/receipt.hpp"
#include "clients/sdk/resend.hpp"

namespace paraat::cli {
namespace {

// For what else waits, once this run has what it is for: most of it is on the way already.
constexpr Milliseconds rest_patience{2'000};
// While nothing happens it looks this often whether the connection stands.
constexpr Milliseconds look_every{500};
// Up to 4 s between two tries of a connection: somebody stands beside it.
constexpr int longest_wait = 1;
constexpr const char* not_let_in = "not_let_in";

void wait(Milliseconds span) {
    const timespec pause{span.count() / 1000, static_cast<long>(span.count() % 1000 * 1'000'000)};
    nanosleep(&pause, nullptr);
}

}  // namespace

Outgoing::Outgoing(const Options& options, std::string account, sdk::Outbox& outbox)
    : options_(options),
      account_(std::move(account)),
      outbox_(outbox),
      end_(clock_.now() + std::chrono::seconds{options.timeout_s}) {}

Result<void> Outgoing::run(const Told& told) {
    auto session = connect();
    if (!session && session.error().code != not_let_in) {
        say(options_, "no broker at " + options_.broker.host + ":" + std::to_string(options_.broker.port) +
                          " yet; trying on for " + std::to_string(options_.timeout_s) + " s");
        session = connect_until(session.error());
        // It stands at last: there is time to say what it is for.
        if (session) end_ = std::max(end_, clock_.now() + rest_patience);
    }
    if (!session) return session.error();
    while (session) {
        attend(*session, told);
        if (is_over()) break;
        say(options_, "the broker went away; trying a new connection");
        const Error lost{"unreachable", "", "the broker went away"};
        session = lost;
        session = connect_until(lost);
    }
    if (!session && session.error().code == not_let_in) say(options_, "paraat: " + session.error().message);
    return {};
}

Result<sdk::Session> Outgoing::connect() const {
    // A name that no other program of the account has: the broker would end its connection.
    auto session = connect_as(options_, account_, fresh_id());
    if (!session) return session;
    const auto listens = session->subscribe(options_.root + "/down/" + account_ + "/receipt");
    if (!listens) return listens.error();
    return session;
}

Result<sdk::Session> Outgoing::connect_until(Error failed) {
    std::random_device chance;
    for (int tries = 0; !is_over() && failed.code != not_let_in; ++tries) {
        const Milliseconds span = sdk::resend_after(std::min(tries, longest_wait), chance());
        wait(std::clamp(end_ - clock_.now(), Milliseconds{0}, span));
        auto session = connect();
        if (session) return session;
        failed = session.error();
    }
    return failed;
}

void Outgoing::attend(sdk::Session& session, const Told& told) {
    outbox_.begin_again(clock_.now());
    while (!is_over() && session.is_connected()) {
        send_due(session);
        tell(told);
        if (is_over()) return;
        const Instant now = clock_.now();
        const Instant due = std::max(now, std::min(outbox_.next_due(true), end_));
        const auto message = session.next(std::min(due - now, look_every));
        if (message) hear(message->payload);
        tell(told);
    }
}

void Outgoing::send_due(sdk::Session& session) {
    std::random_device chance;
    while (const auto letter = outbox_.take_due(clock_.now(), chance())) {
        sent_[{letter->kind, letter->id}] = *letter;
        const std::string topic = options_.root + "/up/" + account_ + "/" + letter->kind;
        // A line that took nothing is found out by who calls; the letter comes again in its time.
        if (!session.publish(topic, letter->payload)) return;
    }
}

void Outgoing::hear(const std::string& payload) {
    const auto word = sdk::read_receipt(payload);
    if (!word) return;
    const bool must_wait = !word->is_accepted && word->is_retry && sent_.contains({word->kind, word->id});
    if (must_wait) {
        not_yet_[{word->kind, word->id}] = reason_line(object_in(payload));
        say(options_, word->kind + " " + word->id + " waits: " + refused_line(object_in(payload)));
    }
    // The hub takes it once, should it go out once more.
    if (auto heard = outbox_.receive(*word, clock_.now()); !heard) say(options_, "paraat: " + heard.error().message);
}

void Outgoing::tell(const Told& told) {
    for (const sdk::LetterNews& news : outbox_.tell(clock_.now())) {
        if (has_ended(news) && !is_done_) end_ = clock_.now() + std::chrono::seconds{options_.timeout_s};
        if (has_ended(news)) not_yet_.erase({news.kind, news.id});
        const auto sent = sent_.find({news.kind, news.id});
        const bool is_it =
            told(news, sent != sent_.end() ? sent->second : sdk::Letter{news.kind, news.id, {}, false, {}});
        if (!is_it || is_done_) continue;
        is_done_ = true;
        end_ = clock_.now() + rest_patience;
    }
}

bool Outgoing::is_over() const {
    return outbox_.size() == 0 || clock_.now() >= end_;
}

}  // namespace paraat::cli
