#include "tests/bench/peers/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace paraat::bench {
namespace {

constexpr auto goodbye_patience = std::chrono::seconds{5};

}  // namespace

Process::Process(const std::vector<std::string>& command, const std::string& output) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int parent = getpid();
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("cannot start " + command.front());
    if (pid_ > 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);     // a measurement that is broken off leaves no hub behind
    if (getppid() != parent) _exit(127);  // it was before that
    const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

Process::~Process() {
    end();
}

bool Process::is_alive() {
    if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
    return pid_ > 0;
}

std::chrono::nanoseconds Process::cpu_time() const {
    return cpu_time_of(pid_);
}

std::size_t Process::memory() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void Process::end() {
    if (!is_alive()) return;
    kill(pid_, SIGTERM);
    const auto latest = std::chrono::steady_clock::now() + goodbye_patience;
    while (is_alive() && std::chrono::steady_clock::now() < latest) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    end_at_once();
}

void Process::end_at_once() {
    if (!is_alive()) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

std::chrono::nanoseconds cpu_time_of(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    // Behind its name, which may hold anything: fields 3 to 52 of proc(5).
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string skipped;
    constexpr int fields_before_utime = 11;
    for (int field = 0; field < fields_before_utime; ++field) fields >> skipped;
    std::int64_t user = 0;
    std::int64_t kernel = 0;
    fields >> user >> kernel;
    return std::chrono::nanoseconds{(user + kernel) * (1'000'000'000 / sysconf(_SC_CLK_TCK))};
}

}  // namespace paraat::bench
