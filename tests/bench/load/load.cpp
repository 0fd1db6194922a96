#include "tests/bench/load/load.hpp"

#include <sys/prctl.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <optional>

#include "hub/transport/inbox.hpp"
#include "tests/bench/figures/figures.hpp"
#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/crowd.hpp"
#include "tests/bench/load/lines.hpp"

namespace paraat::bench {
namespace {

using Clock = std::chrono::steady_clock;

// The system may wake a thread up to 50 us late, so that it has less to do (PR_SET_TIMERSLACK, prctl(2)). Ends with the
// load: a process that this thread starts would have it too.
class ExactWaits {
public:
    ExactWaits() { prctl(PR_SET_TIMERSLACK, 1); }
    ~ExactWaits() { prctl(PR_SET_TIMERSLACK, 0); }
    ExactWaits(const ExactWaits&) = delete;
    ExactWaits& operator=(const ExactWaits&) = delete;
};

constexpr auto silence_most = std::chrono::seconds{10};
constexpr std::chrono::nanoseconds turn_most = std::chrono::milliseconds{10};
constexpr std::chrono::nanoseconds turn_least = std::chrono::microseconds{20};  // what is due may find no room
constexpr auto look_interval = std::chrono::seconds{10};
constexpr std::string_view text_marker = "load-";  // and eight digits, in the text of a report
constexpr std::size_t number_digits = 8;

// The number behind the marker, if it is there.
std::optional<std::size_t> number_behind(std::string_view marker, std::string_view payload) {
    const auto at = payload.find(marker);
    if (at == std::string_view::npos || payload.size() < at + marker.size() + number_digits) return std::nullopt;
    const char* digits = payload.data() + at + marker.size();
    std::size_t number = 0;
    if (std::from_chars(digits, digits + number_digits, number).ec != std::errc{}) return std::nullopt;
    return number;
}

class Load : public Ear {
public:
    explicit Load(const LoadPlan& plan) : plan_(plan), due_(plan.messages), heard_by_(plan.messages) {
        for (std::size_t number = 1; number <= plan.consoles; ++number) {
            consoles_.push_back(
                &lines_.add({plan.port, "load-console-" + std::to_string(number), {{plan.heard, 1}}}, *this));
        }
        for (std::size_t number = 1; number <= plan.senders; ++number) {
            const std::string name = "load-" + std::to_string(number);
            senders_.push_back(&lines_.add({plan.port, name, {{"oov/down/" + name + "/receipt", 1}}}, *this));
            topics_.push_back("oov/up/" + name + "/report");
        }
        if (plan.beacons_per_second > 0) {
            beacons_.emplace(lines_, BeaconPlan{plan.port, BeaconPlan{}.units, plan.beacons_per_second});
        }
        if (plan.crowd > 0) crowd_.emplace(lines_, plan.port, plan.crowd);
        lines_.until_all_are_ready();
    }

    LoadResult run() {
        const ExactWaits exact;
        const auto cpu_before = cpu_time();
        begin_ = Clock::now();
        heard_at_ = begin_;
        looked_at_ = begin_;
        if (beacons_) beacons_->begin(begin_);
        if (crowd_) crowd_->begin(begin_);
        for (auto now = begin_; !is_done() && now - heard_at_ < silence_most && now - begin_ < plan_.longest;) {
            send_due();
            if (beacons_) beacons_->send_due(Clock::now());
            if (crowd_) crowd_->go_on(Clock::now());
            lines_.turn(until_next());
            now = Clock::now();
            look(now);
        }
        result_.took = heard_at_ - begin_;
        result_.cpu = cpu_time() - cpu_before;
        result_.sent = sent_;
        result_.missing = plan_.messages - told_;
        if (beacons_) result_.beacons = beacons_->sent();
        if (crowd_) result_.crowd_s = crowd_->took_s();
        return result_;
    }

    void arrived(Line& line, const mqtt::Publish& publish) override {
        const auto console = std::find(consoles_.begin(), consoles_.end(), &line);
        if (console != consoles_.end()) {
            const auto number = number_behind(text_marker, publish.payload);
            if (plan_.places == 0 && number && *number < plan_.messages) {
                hears(*number, static_cast<std::size_t>(console - consoles_.begin()), publish);
            }
            return;
        }
        ++result_.receipts;
        result_.receipt_bytes = publish.payload.size();
        const auto number = plan_.places == 0 ? std::nullopt : number_behind(run_, publish.payload);
        if (number && *number < plan_.messages) is_answered(*number);
    }

private:
    using Consoles = std::bitset<consoles_most>;

    double late_ms(std::size_t number) {
        heard_at_ = Clock::now();
        return std::chrono::duration<double, std::milli>(heard_at_ - due_[number]).count();
    }
    // An alert is told again when something changes; the first is what somebody waits for.
    void hears(std::size_t number, std::size_t console, const mqtt::Publish& publish) {
        Consoles& heard_by = heard_by_[number];
        if (heard_by.test(console)) return;
        const double late = late_ms(number);
        if (heard_by.none()) result_.alert_ms.push_back(late);
        heard_by.set(console);
        if (heard_by.count() < consoles_.size()) return;
        result_.last_alert_ms.push_back(late);
        result_.alert_bytes = publish.payload.size();
        ++told_;
    }
    void is_answered(std::size_t number) {
        if (heard_by_[number].any()) return;
        heard_by_[number].set(0);
        result_.alert_ms.push_back(late_ms(number));
        result_.last_alert_ms.push_back(result_.alert_ms.back());
        ++told_;
    }
    bool is_done() const { return told_ == plan_.messages && (!crowd_ || crowd_->is_back()); }
    void look(Clock::time_point now) {
        if (!plan_.look || now - looked_at_ < look_interval) return;
        looked_at_ += look_interval;
        plan_.look();
    }
    Clock::time_point due(std::size_t number) const {
        const std::chrono::duration<double> from_begin{static_cast<double>(number) / plan_.per_second};
        return begin_ + std::chrono::duration_cast<Clock::duration>(from_begin);
    }
    std::chrono::nanoseconds until_next() const {
        if (plan_.per_second <= 0) return turn_most;
        const std::chrono::nanoseconds most = beacons_ || crowd_ ? std::chrono::milliseconds{1} : turn_most;
        if (sent_ == plan_.messages) return most;
        return std::clamp<std::chrono::nanoseconds>(due(sent_) - Clock::now(), turn_least, most);
    }
    void send_due() {
        const auto now = Clock::now();
        while (sent_ < plan_.messages) {
            Line& line = *senders_[sent_ % plan_.senders];
            if (!line.has_room()) return;
            if (plan_.per_second > 0) {
                due_[sent_] = due(sent_);
                if (due_[sent_] > now) return;
            } else {
                if (sent_ - (plan_.has_receipts ? result_.receipts : told_) >= plan_.window) return;
                due_[sent_] = now;
            }
            send(line, topics_[sent_ % plan_.senders]);
            ++sent_;
        }
    }
    // Half a kilometre apart, so that none joins another.
    void send(Line& line, const std::string& topic) {
        char digits[number_digits + 1];
        std::snprintf(digits, sizeof digits, "%08zu", sent_);
        const std::size_t place = plan_.places == 0 ? sent_ : sent_ % plan_.places;
        const std::size_t column = place % 1'000;
        const std::size_t row = place / 1'000;
        std::string payload = "{\"text\":\"" + std::string(text_marker) + digits + "\",\"id\":\"" + run_ + digits +
                              "\",\"category\":\"theft\",\"severity\":\"moderate\",\"lat\":" +
                              fixed(50.8 + static_cast<double>(row) * 0.006, 4) +
                              ",\"lon\":" + fixed(3.4 + static_cast<double>(column) * 0.008, 4) + "}";
        if (payload.size() < plan_.payload_bytes) payload.resize(plan_.payload_bytes, ' ');
        line.publish({topic, payload, 1, false, false, 0});
    }

    const LoadPlan& plan_;
    const std::string run_ = std::to_string(transport::steady_now().ms) + "-";
    Lines lines_;
    std::vector<Line*> consoles_;
    std::vector<Line*> senders_;
    std::optional<BeaconSource> beacons_;
    std::optional<Crowd> crowd_;
    std::vector<std::string> topics_;
    std::vector<Clock::time_point> due_;
    std::vector<Consoles> heard_by_;
    Clock::time_point begin_;
    Clock::time_point heard_at_;
    Clock::time_point looked_at_;
    std::size_t sent_ = 0;
    std::size_t told_ = 0;
    LoadResult result_;
};

}  // namespace

double late_ms(const LoadResult& result, double part) {
    if (result.missing > 0) return never_ms;
    std::vector<double> late = result.alert_ms;
    return percentile(late, part);
}

LoadResult send_reports(const LoadPlan& plan) {
    return Load(plan).run();
}

}  // namespace paraat::bench
