#include <fcntl.h>
#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <mosquitto_plugin.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>

#include "hub/guard/client_id.hpp"
#include "hub/guard/lockout.hpp"

// A plugin of Mosquitto 2.0 that stands before its own check of passwords: it refuses client ids that are another's,
// and who guessed too often. It never sees whether a password is right: of a connection that the broker lets in there
// is a client id afterwards, of one that it does not there is none (handle__connect() of its src/handle_connect.c). All
// of it runs on the broker's only thread.
namespace paraat::guard {
namespace {

constexpr const char* counter_option = "failed_logins";  // plugin_opt_: a file of 8 bytes that counts them
constexpr std::string_view never_locked = "hub";         // its password is chance; nobody may keep it out
constexpr std::size_t name_most = 32;

Instant now() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

// What somebody sent is not put into a log as it is.
std::string name_in(const char* text) {
    const std::string_view name = text == nullptr ? "" : text;
    const bool is_name = !name.empty() && name.size() <= name_most && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    return is_name ? std::string(name) : "?";
}

class Guard {
public:
    explicit Guard(const char* counter) {
        const int file = counter == nullptr ? -1 : open(counter, O_RDWR | O_CLOEXEC);
        if (file < 0) return;
        void* const page = mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        close(file);
        if (page != MAP_FAILED) failed_ = static_cast<std::uint64_t*>(page);
    }

    int is_let_in(const mosquitto_evt_basic_auth& asked) {
        const Attempt attempt{name_in(asked.username), address_of(asked.client)};
        const char* const id = mosquitto_client_id(asked.client);
        if (!may_use(asked.username == nullptr ? "" : asked.username, id == nullptr ? "" : id)) {
            note_failure(attempt, "under a client id that is not its own, or without an account");
            return MOSQ_ERR_AUTH;
        }
        // The broker asks again for each open session after a reload. That is no guess, and nobody is kept out by it.
        if (is_reloading_) return MOSQ_ERR_PLUGIN_DEFER;
        if (attempt.account != never_locked && lockout_.is_locked(attempt.account, attempt.address, now())) {
            count();
            return MOSQ_ERR_AUTH;
        }
        attempts_[asked.client] = attempt;
        return MOSQ_ERR_PLUGIN_DEFER;
    }

    // Before the broker forgets it.
    void goes(const mosquitto* client) {
        const auto found = attempts_.find(client);
        if (found == attempts_.end()) return;
        const Attempt attempt = found->second;
        attempts_.erase(found);
        judge(attempt, mosquitto_client_id(client) != nullptr);
    }

    // Once a round of the broker's loop: what is decided by now.
    void round() {
        is_reloading_ = false;
        for (const auto& [client, attempt] : attempts_) judge(attempt, mosquitto_client_id(client) != nullptr);
        attempts_.clear();
    }

    // Who has another login now is not kept out for what was tried with the old one.
    void reload() {
        is_reloading_ = true;
        lockout_ = Lockout{};
    }

private:
    struct Attempt {
        std::string account;
        std::string address;
    };

    static std::string address_of(const mosquitto* client) {
        const char* const address = mosquitto_client_address(client);
        return address == nullptr ? "?" : address;
    }

    void judge(const Attempt& attempt, bool is_in) {
        if (is_in) return lockout_.note_success(attempt.account, attempt.address);
        note_failure(attempt, "with a wrong password, or without a login");
        if (attempt.account == never_locked || !lockout_.note_failure(attempt.account, attempt.address, now())) return;
        mosquitto_log_printf(MOSQ_LOG_WARNING, "guard: %s at %s is refused for a while: too many wrong passwords",
                             attempt.account.c_str(), attempt.address.c_str());
    }

    void note_failure(const Attempt& attempt, const char* how) {
        count();
        mosquitto_log_printf(MOSQ_LOG_NOTICE, "guard: a log-in failed: %s at %s, %s", attempt.account.c_str(),
                             attempt.address.c_str(), how);
    }

    void count() {
        if (failed_ != nullptr) std::atomic_ref(*failed_).fetch_add(1, std::memory_order_relaxed);
    }

    Lockout lockout_;
    std::map<const mosquitto*, Attempt> attempts_;  // of this round
    std::uint64_t* failed_ = nullptr;
    bool is_reloading_ = false;
};

Guard& of(void* data) {
    return *static_cast<Guard*>(data);
}

// No exception crosses into the broker; what fails is refused.
int on_basic_auth(int, void* event, void* data) {
    try {
        return of(data).is_let_in(*static_cast<mosquitto_evt_basic_auth*>(event));
    } catch (...) {
        return MOSQ_ERR_AUTH;
    }
}

int on_disconnect(int, void* event, void* data) {
    try {
        of(data).goes(static_cast<mosquitto_evt_disconnect*>(event)->client);
    } catch (...) {
    }
    return MOSQ_ERR_SUCCESS;
}

int on_tick(int, void*, void* data) {
    try {
        of(data).round();
    } catch (...) {
    }
    return MOSQ_ERR_SUCCESS;
}

int on_reload(int, void*, void* data) {
    of(data).reload();
    return MOSQ_ERR_SUCCESS;
}

}  // namespace
}  // namespace paraat::guard

extern "C" {

int mosquitto_plugin_version(int count, const int* versions) {
    constexpr int spoken = 5;
    return std::find(versions, versions + count, spoken) == versions + count ? -1 : spoken;
}

int mosquitto_plugin_init(mosquitto_plugin_id_t* id, void** data, mosquitto_opt* options, int count) {
    using namespace paraat::guard;
    const char* counter = nullptr;
    for (int i = 0; i < count; ++i) {
        if (std::strcmp(options[i].key, counter_option) == 0) counter = options[i].value;
    }
    *data = new Guard(counter);
    for (const auto& [event, callback] : {std::pair{MOSQ_EVT_BASIC_AUTH, &on_basic_auth},
                                          {MOSQ_EVT_DISCONNECT, &on_disconnect},
                                          {MOSQ_EVT_TICK, &on_tick},
                                          {MOSQ_EVT_RELOAD, &on_reload}}) {
        if (const int failed = mosquitto_callback_register(id, event, callback, nullptr, *data)) return failed;
    }
    return MOSQ_ERR_SUCCESS;
}

// The broker ends.
int mosquitto_plugin_cleanup(void*, mosquitto_opt*, int) {
    return MOSQ_ERR_SUCCESS;
}
}
