#include <fcntl.h>
#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <mosquitto_plugin.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "hub/guard/client_id.hpp"
#include "hub/guard/lockout.hpp"
#include "hub/guard/rights.hpp"
#include "hub/guard/shared_page.hpp"

// A plugin of Mosquitto 2.0 that says what each account may read and write, as the hub tells it, and stands before the
// broker's own check of passwords: it refuses client ids that are another's, and who guessed too often. It never sees
// whether a password is right: of a connection that the broker lets in there is a client id afterwards, of one that it
// does not there is none (handle__connect() of its src/handle_connect.c). All of it runs on the broker's only thread.
namespace paraat::guard {
namespace {

// plugin_opt_: files that the hub writes, see SharedPage.
constexpr const char* page_option = "page";
constexpr std::array<const char*, 2> rights_options = {"rights_0", "rights_1"};
constexpr std::string_view never_locked = "hub";  // its password is chance; nobody may keep it out
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

struct Files {
    std::string page;
    std::array<std::string, 2> rights;
};

SharedPage* page_in(const std::string& path) {
    const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return nullptr;
    void* const page = mmap(nullptr, sizeof(SharedPage), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return page == MAP_FAILED ? nullptr : static_cast<SharedPage*>(page);
}

// Nullopt when it cannot be read whole.
std::optional<std::string> text_of(int file) {
    std::string text;
    std::array<char, 65536> part{};
    while (true) {
        const ssize_t got = pread(file, part.data(), part.size(), static_cast<off_t>(text.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) return text;
        text.append(part.data(), static_cast<std::size_t>(got));
    }
}

class Guard {
public:
    // The files are opened once: a broker whose clients have all descriptors can still follow what it is told.
    explicit Guard(const Files& files) : page_(page_in(files.page)) {
        for (std::size_t slot = 0; slot < rights_files_.size(); ++slot) {
            rights_files_.at(slot) = open(files.rights.at(slot).c_str(), O_RDONLY | O_CLOEXEC);
        }
        follow_rights();
    }

    // False when nobody would have any right.
    bool is_sound() const { return version_.has_value(); }

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

    // A subscription gives nothing by itself: each message is asked for when it goes out. So a right that comes counts
    // for those that stand. By the name, because what the broker retains it asks of a client that is not there.
    int may(const mosquitto_evt_acl_check& asked) const {
        const char* const name = mosquitto_client_username(asked.client);
        const std::string_view account = name == nullptr ? "" : name;
        const std::string_view topic = asked.topic == nullptr ? "" : asked.topic;
        switch (asked.access) {
            case MOSQ_ACL_SUBSCRIBE:
            case MOSQ_ACL_UNSUBSCRIBE: return MOSQ_ERR_SUCCESS;
            case MOSQ_ACL_READ: return rights_.may_read(account, topic) ? MOSQ_ERR_SUCCESS : MOSQ_ERR_ACL_DENIED;
            case MOSQ_ACL_WRITE: return rights_.may_write(account, topic) ? MOSQ_ERR_SUCCESS : MOSQ_ERR_ACL_DENIED;
            default: return MOSQ_ERR_ACL_DENIED;
        }
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
        follow_rights();
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

    // Those that were read last count until others are read whole.
    void follow_rights() {
        if (page_ == nullptr) return;
        const std::atomic_ref<std::uint64_t> told(page_->rights_version);
        const std::uint64_t version = told.load();
        if (version_ == version) return;
        auto text = text_of(rights_files_.at(version % 2));
        if (told.load() != version) return;  // it was written meanwhile: the next round
        auto rights = text ? Rights::in(std::move(*text)) : std::nullopt;
        // Nobody at all is not what the hub tells: it names itself.
        if (!rights || rights->accounts() == 0) {
            if (refused_ != version) mosquitto_log_printf(MOSQ_LOG_ERR, "guard: rights that cannot be read are left");
            refused_ = version;
            return;
        }
        rights_ = std::move(*rights);
        version_ = version;
    }

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
        if (page_ != nullptr) std::atomic_ref(page_->failed_logins).fetch_add(1, std::memory_order_relaxed);
    }

    SharedPage* const page_;
    std::array<int, 2> rights_files_{-1, -1};
    Rights rights_;
    std::optional<std::uint64_t> version_;  // of the rights
    std::optional<std::uint64_t> refused_;  // that was logged
    Lockout lockout_;
    std::map<const mosquitto*, Attempt> attempts_;  // of this round
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

int on_acl_check(int, void* event, void* data) {
    try {
        return of(data).may(*static_cast<mosquitto_evt_acl_check*>(event));
    } catch (...) {
        return MOSQ_ERR_ACL_DENIED;
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
    Files files;
    for (int i = 0; i < count; ++i) {
        if (std::strcmp(options[i].key, page_option) == 0) files.page = options[i].value;
        for (std::size_t slot = 0; slot < rights_options.size(); ++slot) {
            if (std::strcmp(options[i].key, rights_options.at(slot)) == 0) files.rights.at(slot) = options[i].value;
        }
    }
    auto* const guard = new Guard(files);
    *data = guard;
    if (!guard->is_sound()) {
        mosquitto_log_printf(MOSQ_LOG_ERR, "guard: there are no rights to go by");
        return MOSQ_ERR_INVAL;
    }
    for (const auto& [event, callback] : {std::pair{MOSQ_EVT_BASIC_AUTH, &on_basic_auth},
                                          {MOSQ_EVT_ACL_CHECK, &on_acl_check},
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
