#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace paraat::bench {

// Another program, started and ended by us. Its output goes to a file.
class Process {
public:
    // Throws std::runtime_error when it cannot be started.
    Process(const std::vector<std::string>& command, const std::string& output);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    int pid() const { return pid_; }
    bool is_alive();
    // What it used of processors since it began (/proc/PID/stat), with its threads.
    std::chrono::nanoseconds cpu_time() const;
    std::size_t memory() const;  // bytes that are resident
    // SIGTERM, and SIGKILL after five seconds.
    void end();
    // SIGKILL, and nothing before.
    void end_at_once();

private:
    int pid_ = -1;
};

// Of any process, likewise.
std::chrono::nanoseconds cpu_time_of(int pid);

}  // namespace paraat::bench
