#include "hub/journal/shared_work.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <system_error>
#include <thread>

#include "hub/base/thread_name.hpp"

namespace paraat::journal {

namespace {

class Sharing {
public:
    Sharing(std::vector<Part>& parts, const std::function<Result<Looking>()>& connect, const Effort& effort)
        : parts_(parts), connect_(connect), effort_(effort), order_(parts.size()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_partition(order_.begin(), order_.end(), [&](std::size_t part) { return parts_[part].comes_first; });
    }

    // What one thread does.
    void work() {
        auto looking = connect_();
        for (std::size_t turn = next_++; turn < order_.size(); turn = next_++) {
            const std::size_t number = order_[turn];
            const auto is_over = [&] { return number > faulty_ || is_stopped(); };
            if (is_over()) continue;
            Part& part = parts_[number];
            part.fault = looking ? part.check(*looking, part.report, is_over)
                                 : Fault{{}, looking.error().message, looking.error().code == "journal_io"};
            if (part.fault) note_fault(number);
        }
    }

private:
    bool is_stopped() const { return effort_.is_stopped != nullptr && *effort_.is_stopped; }
    void note_fault(std::size_t part) {
        std::size_t before = faulty_;
        while (part < before && !faulty_.compare_exchange_weak(before, part)) {
        }
    }

    std::vector<Part>& parts_;
    const std::function<Result<Looking>()>& connect_;
    const Effort& effort_;
    std::vector<std::size_t> order_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> faulty_{SIZE_MAX};  // the first part that has a fault
};

// Linux has it for each thread.
void be_modest() {
    constexpr int niceness = 10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

}  // namespace

void share_out(std::vector<Part>& parts, const std::function<Result<Looking>()>& connect, const Effort& effort) {
    Sharing sharing(parts, connect, effort);
    std::vector<std::thread> others;
    try {
        while (others.size() + 1 < effort.threads) {
            others.emplace_back([&] {
                name_this_thread("verify");
                if (effort.is_modest) be_modest();
                sharing.work();
            });
        }
    } catch (const std::system_error&) {
        // Fewer threads take longer.
    }
    if (effort.is_modest) be_modest();
    sharing.work();
    for (std::thread& other : others) other.join();
}

}  // namespace paraat::journal
