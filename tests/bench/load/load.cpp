#include "tests/bench/load/load.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <optional>

#include "hub/transport/inbox.hpp"
#include "tests/bench/figures/figures.hpp"
#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/lines.hpp"

namespace paraat::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto silence_most = std::chrono::seconds{10};
constexpr std::string_view marker = "load-";  // and eight digits, in the text of a report

// Clients with a session, a last will and a receipt topic each, that all lose their connection at once.
class Crowd : public Ear {
public:
    Crowd(Lines& lines, int port, std::size_t size) : lines_(lines), port_(port), size_(size) {
        while (members_.size() < size_) {
            join();
            if (members_.size() % joined_between_looks == 0) lines_.until_all_are_ready();
        }
        lines_.until_all_are_ready();
    }

    void begin(Clock::time_point now) { begin_ = now; }
    void go_on(Clock::time_point now) {
        if (!is_thrown_out_ && now - begin_ >= quiet_before) {
            lines_.drop(members_);
            members_.clear();
            is_thrown_out_ = true;
            thrown_out_ = now;
        }
        if (!is_thrown_out_ || members_.size() == size_) return;
        const double part = std::chrono::duration<double>(now - thrown_out_) / back_within;
        const auto due = static_cast<std::size_t>(static_cast<double>(size_) * part);
        while (members_.size() < std::min(due, size_)) join();
    }
    bool is_back() {
        if (!is_thrown_out_ || members_.size() < size_) return false;
        const bool are_all = std::all_of(members_.begin(), members_.end(), [](Line* one) { return one->is_ready(); });
        if (are_all && took_s_ == 0) took_s_ = std::chrono::duration<double>(Clock::now() - thrown_out_).count();
        return are_all;
    }
    double took_s() const { return took_s_; }
    void arrived(Line&, const mqtt::Publish&) override {}

private:
    static constexpr auto quiet_before = std::chrono::seconds{2};
    static constexpr std::chrono::duration<double> back_within{10};
    static constexpr std::size_t joined_between_looks = 16;

    void join() {
        const std::string name = crowd_name(members_.size());
        const std::string presence = "oov/up/" + name + "/presence";
        ++session_;
        const std::string of = ",\"session\":" + std::to_string(session_) + "}";
        Line& line = lines_.add({port_,
                                 name,
                                 {{"oov/down/" + name + "/receipt", 1}},
                                 false,
                                 mqtt::Will{presence, "{\"state\":\"offline\"" + of}},
                                *this);
        const std::string online = "{\"state\":\"online\"" + of;
        line.publish({presence, online, 1, true, false, 0});
        members_.push_back(&line);
    }

    Lines& lines_;
    const int port_;
    const std::size_t size_;
    std::vector<Line*> members_;
    std::uint64_t session_ = 0;
    bool is_thrown_out_ = false;
    Clock::time_point begin_;
    Clock::time_point thrown_out_;
    double took_s_ = 0;
};

class Load : public Ear {
public:
    explicit Load(const LoadPlan& plan) : plan_(plan), due_(plan.messages), heard_by_(plan.messages) {
        for (std::size_t number = 1; number <= plan.consoles; ++number) {
            consoles_.push_back(
                &lines_.add({plan.port, "load-console-" + std::to_string(number), {{"oov/+/alert/+", 1}}}, *this));
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
        const auto cpu_before = cpu_time();
        begin_ = Clock::now();
        heard_at_ = begin_;
        if (beacons_) beacons_->begin(begin_);
        if (crowd_) crowd_->begin(begin_);
        while (!is_done() && Clock::now() - heard_at_ < silence_most) {
            send_due();
            if (beacons_) beacons_->send_due(Clock::now());
            if (crowd_) crowd_->go_on(Clock::now());
            lines_.turn(plan_.per_second > 0 ? 1 : 10);
        }
        result_.took = heard_at_ - begin_;
        result_.cpu = cpu_time() - cpu_before;
        result_.missing = plan_.messages - alerts_;
        if (beacons_) result_.beacons = beacons_->sent();
        if (crowd_) result_.crowd_s = crowd_->took_s();
        return result_;
    }

    void arrived(Line& line, const mqtt::Publish& publish) override {
        if (std::find(senders_.begin(), senders_.end(), &line) != senders_.end()) {
            ++result_.receipts;
            result_.receipt_bytes = publish.payload.size();
            return;
        }
        const auto at = publish.payload.find(marker);
        if (at == std::string_view::npos) return;
        std::size_t number = 0;
        const char* digits = publish.payload.data() + at + marker.size();
        std::from_chars(digits, digits + 8, number);
        if (number >= plan_.messages) return;
        const auto console = std::find(consoles_.begin(), consoles_.end(), &line);
        hears(number, static_cast<std::size_t>(console - consoles_.begin()), publish);
    }

private:
    // An alert is told again when something changes; the first is what somebody waits for.
    void hears(std::size_t number, std::size_t console, const mqtt::Publish& publish) {
        const std::uint64_t before = heard_by_[number];
        heard_by_[number] |= std::uint64_t{1} << console;
        if (heard_by_[number] == before) return;
        heard_at_ = Clock::now();
        const double late = std::chrono::duration<double, std::milli>(heard_at_ - due_[number]).count();
        if (before == 0) result_.alert_ms.push_back(late);
        if (static_cast<std::size_t>(std::popcount(heard_by_[number])) < consoles_.size()) return;
        result_.last_alert_ms.push_back(late);
        result_.alert_bytes = publish.payload.size();
        ++alerts_;
    }
    bool is_done() { return alerts_ == plan_.messages && (!crowd_ || crowd_->is_back()); }
    void send_due() {
        const auto now = Clock::now();
        while (sent_ < plan_.messages) {
            Line& line = *senders_[sent_ % plan_.senders];
            if (!line.has_room()) return;
            if (plan_.per_second > 0) {
                const std::chrono::duration<double> from_begin{static_cast<double>(sent_) / plan_.per_second};
                due_[sent_] = begin_ + std::chrono::duration_cast<Clock::duration>(from_begin);
                if (due_[sent_] > now) return;
            } else {
                if (sent_ - result_.receipts >= plan_.window) return;
                due_[sent_] = now;
            }
            send(line, topics_[sent_ % plan_.senders]);
            ++sent_;
        }
    }
    // Half a kilometre apart, so that none joins another.
    void send(Line& line, const std::string& topic) {
        char digits[9];
        std::snprintf(digits, sizeof digits, "%08zu", sent_);
        const std::size_t column = sent_ % 1'000;
        const std::size_t row = sent_ / 1'000;
        std::string payload = "{\"text\":\"" + std::string(marker) + digits + "\",\"id\":\"" + run_ + digits +
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
    std::vector<std::uint64_t> heard_by_;  // a bit for each console
    Clock::time_point begin_;
    Clock::time_point heard_at_;
    std::size_t sent_ = 0;
    std::size_t alerts_ = 0;
    LoadResult result_;
};

}  // namespace

std::string crowd_name(std::size_t number) {
    return "crowd-" + std::to_string(number);
}

LoadResult send_reports(const LoadPlan& plan) {
    return Load(plan).run();
}

}  // namespace paraat::bench
