#include "tests/bench/load/crowd.hpp"

#include <algorithm>

namespace paraat::bench {
namespace {

constexpr auto quiet_before = std::chrono::seconds{2};
constexpr std::chrono::duration<double> back_within{10};
constexpr std::size_t joined_between_looks = 16;

}  // namespace

std::string crowd_name(std::size_t number) {
    return "crowd-" + std::to_string(number);
}

Crowd::Crowd(Lines& lines, int port, std::size_t size) : lines_(lines), port_(port), size_(size) {
    while (members_.size() < size_) {
        join();
        if (members_.size() % joined_between_looks == 0) lines_.until_all_are_ready();
    }
    lines_.until_all_are_ready();
}

void Crowd::go_on(Clock::time_point now) {
    if (!is_thrown_out_ && now - begin_ >= quiet_before) {
        lines_.drop(members_);
        members_.clear();
        is_thrown_out_ = true;
        thrown_out_ = now;
    }
    if (!is_thrown_out_) return;
    const double part = std::chrono::duration<double>(now - thrown_out_) / back_within;
    const auto due = static_cast<std::size_t>(static_cast<double>(size_) * part);
    while (members_.size() < std::min(due, size_)) join();
    note_whether_all_are_back();
}

// Also while reports still come: when those are all there says nothing of the crowd.
void Crowd::note_whether_all_are_back() {
    if (is_back() || members_.size() < size_) return;
    const bool are_all = std::all_of(members_.begin(), members_.end(), [](Line* one) { return one->is_ready(); });
    if (are_all) took_s_ = std::chrono::duration<double>(Clock::now() - thrown_out_).count();
}

void Crowd::join() {
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

}  // namespace paraat::bench
