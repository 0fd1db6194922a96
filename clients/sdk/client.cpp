#include "clients/sdk/client.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

#include "clients/sdk/outbox_folder.hpp"
#include "clients/sdk/resend.hpp"
#include "clients/sdk/wall_clock.hpp"

namespace paraat::sdk {
namespace {

// While nothing happens it looks this often whether the connection stands.
constexpr Milliseconds look_every{500};

}  // namespace

struct Client::Parts {
    Parts(ClientSettings given, ClientEvents told, std::unique_ptr<OutboxFolder> folder, Outbox outbox)
        : settings(std::move(given)),
          events(std::move(told)),
          store(std::move(folder)),
          talk(std::move(outbox), settings.account, settings.root) {}

    void run() {
        for (int tries = 0; !is_ending(); ++tries) {
            if (auto session = connect()) {
                tries = 0;
                attend(*session);
            }
            rest(resend_after(tries, chance()));
        }
    }

    bool is_ending() const {
        std::lock_guard lock(mutex);
        return ending;
    }

    std::optional<Session> connect() {
        Publication will;
        {
            std::lock_guard lock(mutex);
            will = talk.will(clock.now());
        }
        auto session = Session::connect(settings.broker, settings.account, Will{will.topic, will.payload});
        if (!session) return complain(session.error());
        for (const std::string& filter : talk.filters()) {
            if (auto listens = session->subscribe(filter); !listens) return complain(listens.error());
        }
        return std::move(*session);
    }

    std::nullopt_t complain(const Error& why) const {
        if (events.trouble) events.trouble(why);
        return std::nullopt;
    }

    // As long as the connection stands.
    void attend(Session& session) {
        {
            std::lock_guard lock(mutex);
            talk.connected(clock.now());
            current = &session;
        }
        bool is_watching = false;
        if (events.connection) events.connection(true);
        while (!is_ending() && session.is_connected()) {
            const Milliseconds patience = go_on(session, is_watching);
            const auto message = session.next(patience);
            if (!message) continue;
            Result<void> heard;
            {
                std::lock_guard lock(mutex);
                heard = talk.hear(*message, clock.now());
            }
            if (!heard) complain(heard.error());
        }
        note_whether_heard(session, is_watching);
        Publication farewell;
        {
            std::lock_guard lock(mutex);
            current = nullptr;
            talk.disconnected();
            farewell = talk.farewell();
        }
        if (session.is_connected()) {
            static_cast<void>(session.deliver(farewell.topic, farewell.payload, farewell.qos, farewell.is_retained));
        }
        tell();
        if (events.connection) events.connection(false);
    }

    // Publishes what is due, and tells what there is to tell; how long there is nothing to do. `is_watching`: whether
    // the session listens to the hub's own word.
    Milliseconds go_on(Session& session, bool& is_watching) {
        for (;;) {
            std::optional<Publication> next;
            bool watches = false;
            {
                std::lock_guard lock(mutex);
                const Instant now = clock.now();
                watches = talk.watches_hub(now) && may_watch;
                if (watches == is_watching) next = talk.take_due(now, chance());
            }
            if (watches != is_watching) {
                is_watching = watches;
                watch(session, is_watching);
                continue;
            }
            if (!next) break;
            // A line that took nothing is found out below; the letter comes again in its time.
            if (!session.publish(next->topic, next->payload, next->qos, next->is_retained)) break;
        }
        tell();
        std::lock_guard lock(mutex);
        const Instant now = clock.now();
        return std::clamp(talk.next_due() <= now ? Milliseconds{0} : talk.next_due() - now, Milliseconds{0},
                          look_every);
    }

    void watch(Session& session, bool is_watching) const {
        const std::string filter = talk.hub_filter();
        const auto done = is_watching ? session.listen(filter) : session.listen_no_more(filter);
        if (!done) complain(done.error());
    }

    // A broker that lets no client listen to the hub keeps it from nothing, be it that it closes the connection: the
    // next one does without, and what waits goes again in its time.
    void note_whether_heard(const Session& session, bool is_watching) {
        may_watch = !is_watching || session.is_listening();
        if (may_watch || is_ending()) return;
        complain({"unreachable", talk.hub_filter(),
                  "the connection ended before the broker let " + settings.account + " listen to the hub"});
    }

    void tell() {
        std::vector<LetterNews> letters;
        std::vector<Request> requests;
        {
            std::lock_guard lock(mutex);
            letters = talk.letters(clock.now());
            requests = talk.requests();
        }
        if (events.letter) std::for_each(letters.begin(), letters.end(), events.letter);
        if (events.request) std::for_each(requests.begin(), requests.end(), events.request);
    }

    // Until the next try; what is kept meanwhile is told.
    void rest(Milliseconds span) {
        const Instant end = clock.now() + span;
        while (!is_ending() && clock.now() < end) {
            tell();
            std::unique_lock lock(mutex);
            const Milliseconds left = std::min(end - clock.now(), look_every);
            woken.wait_for(lock, left, [&] { return ending || has_news; });
            has_news = false;
        }
    }

    void wake() {
        has_news = true;
        if (current != nullptr) current->wake();
        woken.notify_all();
    }

    const ClientSettings settings;
    const ClientEvents events;
    const SteadyWallClock clock;
    std::unique_ptr<OutboxFolder> store;
    std::random_device chance;
    mutable std::mutex mutex;
    std::condition_variable woken;
    Conversation talk;           // these four with the mutex held
    Session* current = nullptr;  // that stands
    bool ending = false;
    bool has_news = false;
    bool may_watch = true;  // on the next connection; the thread's own
    std::thread thread;
};

Result<std::unique_ptr<Client>> Client::start(ClientSettings settings, ClientEvents events) {
    auto folder = OutboxFolder::open(settings.outbox);
    if (!folder) return folder.error();
    auto store = std::make_unique<OutboxFolder>(std::move(*folder));
    auto outbox = Outbox::open(*store, settings.limits, wall_clock());
    if (!outbox) return outbox.error();
    auto parts = std::make_unique<Parts>(std::move(settings), std::move(events), std::move(store), std::move(*outbox));
    Parts& running = *parts;
    running.thread = std::thread([&running] { running.run(); });
    return std::unique_ptr<Client>(new Client(std::move(parts)));
}

Client::Client(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Client::~Client() {
    {
        std::lock_guard lock(parts_->mutex);
        parts_->ending = true;
        parts_->wake();
    }
    parts_->thread.join();
}

Result<void> Client::say(const std::string& kind, const std::string& id, const std::string& payload, bool is_urgent) {
    std::lock_guard lock(parts_->mutex);
    const Instant now = parts_->clock.now();
    auto kept = parts_->talk.say({kind, id, payload, is_urgent, now}, now);
    if (kept) parts_->wake();
    return kept;
}

void Client::beacon(const std::string& payload) {
    std::lock_guard lock(parts_->mutex);
    parts_->talk.beacon(payload);
    parts_->wake();
}

std::size_t Client::waiting() const {
    std::lock_guard lock(parts_->mutex);
    return parts_->talk.waiting();
}

}  // namespace paraat::sdk
