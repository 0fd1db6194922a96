#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/mqtt/session.hpp"

namespace paraat::bench {

class Line;
class Lines;

// Who hears what comes over a line.
class Ear {
public:
    virtual ~Ear() = default;
    virtual void arrived(Line& line, const mqtt::Publish& publish) = 0;
};

struct LineSettings {
    int port = 0;
    std::string client;
    std::vector<mqtt::Subscription> subscriptions;
    bool is_clean = true;
    std::optional<mqtt::Will> will = {};
};

// One connection to the broker, by hub/mqtt and without a thread.
class Line : public mqtt::Listener {
public:
    // Throws std::runtime_error when the broker takes no connection.
    Line(const LineSettings& settings, Ear& ear, Lines& lines);
    ~Line() override;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    int fd() const { return fd_; }
    bool is_ready() const { return session_.is_ready(); }
    bool has_room() const;
    void publish(const mqtt::Publish& publish);

    // For Lines.
    void read(std::string& buffer);
    bool write();  // whether all went out
    void pass();
    bool is_waiting_to_write = false;

    void ready(const std::vector<std::string>&) override {}
    void arrived(const mqtt::Publish& publish, mqtt::ArrivalNumber) override { ear_.arrived(*this, publish); }
    void answered(std::uint64_t, std::uint8_t) override {}

private:
    Ear& ear_;
    Lines& lines_;
    mqtt::Arrivals arrivals_;
    mqtt::Session session_;
    int fd_ = -1;
    std::string out_;
};

// Any number of them, by one thread that costs little beside what it measures.
class Lines {
public:
    Lines();
    ~Lines();
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

    Line& add(const LineSettings& settings, Ear& ear);
    // Closed without a word, all at once.
    void drop(const std::vector<Line*>& lines);
    // Writes what there is, reads what came within the patience. In nanoseconds: epoll's own milliseconds would make
    // what is due between two of them late by half of one.
    void turn(std::chrono::nanoseconds patience);
    // Throws std::runtime_error when that takes a minute.
    void until_all_are_ready();

private:
    friend class Line;
    void wants_to_write(Line& line);
    void write();

    int epoll_ = -1;
    std::vector<std::unique_ptr<Line>> lines_;
    std::vector<Line*> writing_;
    std::string buffer_;
    Instant passed_at_;
};

}  // namespace paraat::bench
