#include "hub/transport/private_broker.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/guard/shared_page.hpp"

namespace paraat::transport {
namespace {

constexpr Milliseconds start_patience = std::chrono::seconds{5};
constexpr Milliseconds look_interval{50};
constexpr Milliseconds restart_pause{200};
constexpr rlim_t descriptors_besides = 200;  // of the broker: its files, its listeners
constexpr rlim_t ports_most = 3;
constexpr std::uintmax_t log_most = 1UL << 20;  // bytes; then its log begins anew, with one old one beside it

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// Binds for a moment: the port if it is free (a free one for 0), else 0.
int free_port(int wanted) {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    sockaddr_in address = loopback(wanted);
    socklen_t size = sizeof(address);
    const bool is_free = bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                         getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(probe);
    return is_free ? ntohs(address.sin_port) : 0;
}

bool takes_connections(int port) {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool is_open = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    close(probe);
    return is_open;
}

const char* mosquitto() {
    for (const char* path : {"/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto"}) {
        if (access(path, X_OK) == 0) return path;
    }
    return nullptr;
}

struct Identity {
    uid_t user = 0;
    gid_t group = 0;
};

// Who Mosquitto would become by itself when root starts it.
Identity broker_identity() {
    for (const char* name : {"mosquitto", "nobody"}) {
        if (const passwd* entry = getpwnam(name)) return {entry->pw_uid, entry->pw_gid};
    }
    return {};
}

// What the broker reads is given to it as open files, because their folders may be closed to its own user; it opens
// them by these names, each time anew.
constexpr int configuration_at = 3;
constexpr std::array rights_at = {4, 6};
constexpr std::array passwords_at = {5, 7};
constexpr int guard_at = 8;
constexpr int page_at = 9;
constexpr int last_at = ListenerFiles::last;  // after ours come those of the listener by TLS

std::string name_of(int descriptor) {
    return "/dev/fd/" + std::to_string(descriptor);
}

// In the child, between fork and exec. A file may lie where another one goes.
void put_files(const std::vector<std::pair<int, int>>& files) {
    std::array<int, last_at + 1> aside{};
    for (const auto& [file, at] : files) aside[static_cast<std::size_t>(at)] = fcntl(file, F_DUPFD, last_at + 1);
    close_range(configuration_at, last_at, 0);
    for (const auto& [file, at] : files) dup2(aside[static_cast<std::size_t>(at)], at);
    close_range(last_at + 1, ~0U, 0);
}

rlim_t descriptors_for(std::int64_t connections) {
    return descriptors_besides + static_cast<rlim_t>(connections) * ports_most;
}

// What the system allows a process of ours.
rlim_t open_files_most() {
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_max : RLIM_INFINITY;
}

// In the child likewise: as many as its connections may come to, where the system allows that.
void raise_open_files(rlim_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

Result<void> choose_ports(PrivateBroker::Settings& settings) {
    const auto taken = [](int port, const std::string& key) {
        return Error{
            "broker_port_taken", "broker." + key,
            "port " + std::to_string(port) + " on 127.0.0.1 is taken; stop what uses it, or set [broker] " + key};
    };
    const int wanted = settings.port;
    settings.port = free_port(wanted);
    if (settings.port == 0) return taken(wanted, "port");
    // Both probes are closed again, so the second may find what the first found.
    for (int tries = 0; tries < 10; ++tries) {
        const int found = free_port(settings.websocket_port);
        if (found == 0) break;
        if (found != settings.port) {
            settings.websocket_port = found;
            return {};
        }
    }
    return taken(settings.websocket_port, "websocket_port");
}

// Also when nobody may ask for its exit code, because whoever started the hub had children's ends ignored.
bool has_ended(pid_t pid) {
    const pid_t ended = waitpid(pid, nullptr, WNOHANG);
    return ended == pid || (ended < 0 && errno == ECHILD);
}

void keep_log_short(const std::filesystem::path& log) {
    std::error_code ignored;  // without a log the broker runs all the same
    if (std::filesystem::file_size(log, ignored) <= log_most || ignored) return;
    std::filesystem::rename(log, log.string() + ".old", ignored);
}

void pause_for(Milliseconds span) {
    timespec wait{span.count() / 1000, (span.count() % 1000) * 1'000'000};
    nanosleep(&wait, nullptr);
}

}  // namespace

std::string broker_configuration(const PrivateBroker::Settings& settings, int passwords) {
    std::string entry = "allow_anonymous true\n";
    if (settings.access == "accounts") {
        // Its own default of the prefix it forgets when it reads this again, and the guard knows by it whose an id is.
        entry = "allow_anonymous false\nauto_id_prefix auto-\npassword_file " +
                name_of(passwords_at.at(static_cast<std::size_t>(passwords))) + "\nplugin " + name_of(guard_at) +
                "\nplugin_opt_page " + name_of(page_at) + "\nplugin_opt_rights_0 " + name_of(rights_at[0]) +
                "\nplugin_opt_rights_1 " + name_of(rights_at[1]) + "\n";
    }
    // Of each port its own: who fills one keeps nobody out of another, and the hub comes in by the first.
    const std::string connections = "max_connections " + std::to_string(settings.connections) + "\n";
    return "# Written by the hub at each start; changes are lost. See docs/decisions/0004.\n"
           "per_listener_settings false\n" +
           entry +
           "persistence false\n"
           "max_inflight_messages 1000\n"
           "max_queued_messages 100000\n"
           "max_queued_bytes 134217728\n"
           "max_packet_size 262144\n"
           "set_tcp_nodelay true\n"
           "max_keepalive 300\n"
           "persistent_client_expiration 7d\n"
           "sys_interval 5\n"
           "log_dest stderr\n"
           "log_type error\nlog_type warning\nlog_type notice\n"
           "connection_messages false\n"
           "listener " +
           std::to_string(settings.port) + " 127.0.0.1\n" + connections + listener_configuration(settings.tls) +
           (settings.tls.is_on() ? connections : "") + "listener " + std::to_string(settings.websocket_port) +
           " 127.0.0.1\n"
           "protocol websockets\n"
           "socket_domain ipv4\n" +
           connections;
}

Result<std::unique_ptr<PrivateBroker>> PrivateBroker::start(Settings settings) {
    if (settings.access != "open" && settings.admission.password_file.empty()) {
        return Error{"broker_access", "broker.access", "nobody has a login, not even the hub itself"};
    }
    if (settings.access != "open" && settings.guard.empty()) {
        return Error{"broker_guard_absent", "broker.access",
                     "paraat-guard.so, which the broker needs for accounts, is not beside paraat-hub, nor in "
                     "../lib/paraat of its folder; install it there"};
    }
    if (settings.access == "open" && settings.tls.is_on() && !settings.tls.is_on_loopback()) {
        return Error{"broker_access", "broker.tls_address",
                     "with access = \"open\" anybody may be anybody: beyond 127.0.0.1 it has to be \"accounts\""};
    }
    if (mosquitto() == nullptr) {
        return Error{"broker_absent", "broker.address",
                     "mosquitto is not installed: apt-get install mosquitto, or set [broker] address"};
    }
    // A free port may be gone before the broker has it; then another one does as well.
    const bool takes_any = settings.port == 0 || settings.websocket_port == 0;
    for (int tries = 1;; ++tries) {
        auto started = start_once(settings);
        if (started || !takes_any || tries == 3 || started.error().code != "broker_failed") return started;
    }
}

Result<std::unique_ptr<PrivateBroker>> PrivateBroker::start_once(Settings settings) {
    if (auto chosen = choose_ports(settings); !chosen) return chosen.error();
    std::error_code failed;
    settings.directory = std::filesystem::absolute(settings.directory);
    std::filesystem::create_directories(settings.directory, failed);
    std::ofstream(settings.directory / "mosquitto.conf") << broker_configuration(settings);
    std::unique_ptr<PrivateBroker> broker(new PrivateBroker(std::move(settings)));
    if (auto made = broker->make_files(); !made) return made.error();
    if (broker->settings_.tls.is_on()) {
        auto files = ListenerFiles::make(broker->settings_.tls, geteuid() == 0 ? broker_identity().user : geteuid());
        if (!files) return files.error();
        broker->tls_files_ = std::move(*files);
    }
    if (const rlim_t most = open_files_most(); most < descriptors_for(broker->settings_.connections)) {
        log_info("the system allows the broker fewer open files than [limits] connections at each port may need",
                 {{"allowed", std::to_string(most)},
                  {"needed", std::to_string(descriptors_for(broker->settings_.connections))}});
    }
    if (auto launched = broker->launch(); !launched) return launched.error();
    broker->supervisor_ = std::thread([running = broker.get()] { running->supervise(); });
    return broker;
}

Result<void> PrivateBroker::make_files() {
    const auto make = [](MemoryFile& file, const char* name, const Identity* owner) -> Result<void> {
        auto made = MemoryFile::make(name);
        if (!made) return made.error();
        file = std::move(*made);
        return owner == nullptr ? file.open_to_all() : file.give_to(owner->user);
    };
    if (auto made = make(configuration_, "mosquitto.conf", nullptr); !made) return made;
    if (settings_.access == "open") return configuration_.write(broker_configuration(settings_));
    const Identity identity = broker_identity();
    for (MemoryFile& file : rights_) {
        if (auto made = make(file, "rights", &identity); !made) return made;
    }
    for (MemoryFile& file : passwords_) {
        if (auto made = make(file, "mosquitto.passwd", &identity); !made) return made;
    }
    if (auto made = make(page_, "guard-page", &identity); !made) return made;
    if (auto written = page_.write(std::string(sizeof(guard::SharedPage), '\0')); !written) return written;
    if (auto written = write_rights(settings_.admission.access_file); !written) return written;
    return write_passwords(settings_.admission.password_file);
}

std::uint64_t PrivateBroker::failed_logins() const {
    guard::SharedPage page;
    if (page_.descriptor() < 0) return 0;
    return pread(page_.descriptor(), &page, sizeof(page), 0) == sizeof(page) ? page.failed_logins : 0;
}

// Into the file that is not in use, then that is.
Result<void> PrivateBroker::write_rights(const std::string& text) {
    const std::uint64_t next = rights_version_ + 1;
    if (auto written = rights_.at(next % 2).write(text); !written) return written;
    rights_version_ = next;
    return page_.write_at(offsetof(guard::SharedPage, rights_version), next);
}

Result<void> PrivateBroker::write_passwords(const std::string& text) {
    const int next = 1 - in_use_;
    auto written = passwords_.at(static_cast<std::size_t>(next)).write(text);
    if (!written) return written;
    in_use_ = next;
    return configuration_.write(broker_configuration(settings_, in_use_));
}

Result<void> PrivateBroker::admit(const Admission& admission) {
    if (settings_.access == "open") return {};
    std::lock_guard lock(mutex_);
    // The guard sees it in its next round.
    if (auto written = write_rights(admission.access_file); !written) return written;
    settings_.admission.access_file = admission.access_file;
    // The broker works out the password of each open session anew, so not for nothing.
    if (admission.password_file == settings_.admission.password_file) return {};
    if (auto written = write_passwords(admission.password_file); !written) return written;
    settings_.admission.password_file = admission.password_file;
    // One that is not there, or dies of it because it only begins, reads them when it is started again.
    if (pid_ > 0) kill(pid_, SIGHUP);
    return {};
}

Result<void> PrivateBroker::launch() {
    const std::string log_file = (settings_.directory / "mosquitto.log").string();
    keep_log_short(log_file);
    std::vector<std::pair<int, int>> files = {{configuration_.descriptor(), configuration_at}};
    for (std::size_t slot = 0; settings_.access != "open" && slot < rights_.size(); ++slot) {
        files.emplace_back(rights_.at(slot).descriptor(), rights_at.at(slot));
        files.emplace_back(passwords_.at(slot).descriptor(), passwords_at.at(slot));
    }
    const int guard = settings_.guard.empty() ? -1 : open(settings_.guard.c_str(), O_RDONLY | O_CLOEXEC);
    if (guard >= 0) files.emplace_back(guard, guard_at);
    if (page_.descriptor() >= 0) files.emplace_back(page_.descriptor(), page_at);
    if (tls_files_) {
        const auto places = tls_files_->places();
        files.insert(files.end(), places.begin(), places.end());
    }
    const Identity identity = broker_identity();
    const rlim_t descriptors = descriptors_for(settings_.connections);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0) {
        // Opened before the rights are given up: the log belongs to whoever runs the hub.
        const int log = open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        const int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(log >= 0 ? log : null, 1);
        dup2(log >= 0 ? log : null, 2);
        put_files(files);
        raise_open_files(descriptors);
        // Here and not by Mosquitto itself, because a change of identity undoes the next line.
        if (geteuid() == 0 &&
            (setgroups(0, nullptr) != 0 || setgid(identity.group) != 0 || setuid(identity.user) != 0)) {
            _exit(126);
        }
        // Ends with the hub, however that ends; a session of its own keeps the terminal's Ctrl-C for the hub, which
        // then says its last words first.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(1);
        setsid();
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        execl(mosquitto(), "mosquitto", "-c", name_of(configuration_at).c_str(), nullptr);
        _exit(127);
    }
    if (guard >= 0) close(guard);
    if (child < 0)
        return Error{"broker_failed", "broker", std::string("cannot start mosquitto: ") + std::strerror(errno)};
    const Error failed{"broker_failed", "broker", "mosquitto did not start; its reasons are in " + log_file};
    for (Milliseconds waited{0}; waited < start_patience; waited += look_interval) {
        if (takes_connections(settings_.port) && takes_connections(settings_.websocket_port)) {
            pid_ = child;
            return {};
        }
        if (has_ended(child)) return failed;
        pause_for(look_interval);
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    return failed;
}

Result<void> PrivateBroker::renew(TlsListener tls) {
    std::lock_guard lock(mutex_);
    if (!tls_files_) return {};
    if (auto written = tls_files_->write(tls); !written) return written;
    if (const pid_t running = pid_; running > 0) kill(running, SIGHUP);
    return {};
}

void PrivateBroker::supervise() {
    name_this_thread("broker");
    // PR_SET_PDEATHSIG follows the thread that forked, so this one, which restarts, lives as long as the broker.
    std::unique_lock lock(mutex_);
    bool has_failed = false;
    while (!is_stopping_) {
        stopping_.wait_for(lock, look_interval, [&] { return is_stopping_; });
        if (is_stopping_ || (pid_ != 0 && !has_ended(pid_))) continue;
        if (pid_.exchange(0) != 0) log_warn("the private broker ended; it is started again");
        stopping_.wait_for(lock, restart_pause, [&] { return is_stopping_; });
        if (is_stopping_) continue;
        const auto launched = launch();
        if (launched) log_info("the private broker runs again", {{"port", std::to_string(settings_.port)}});
        if (!launched && !has_failed) {
            log_error("the private broker does not start; trying on", {{"why", launched.error().message}});
        }
        has_failed = !launched;
    }
}

PrivateBroker::~PrivateBroker() {
    {
        std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    if (supervisor_.joinable()) supervisor_.join();
    const pid_t child = pid_;
    if (child <= 0) return;
    kill(child, SIGTERM);
    for (Milliseconds waited{0}; waited < start_patience; waited += look_interval) {
        if (has_ended(child)) return;
        pause_for(look_interval);
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

}  // namespace paraat::transport
