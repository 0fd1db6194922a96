#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <string>

namespace paraat::tak {

// What is on its way to one session and was not given to its socket yet. One thread at a time.
class Outbox {
public:
    explicit Outbox(std::size_t most) : most_(most) {}  // bytes

    // `replaces` names what it is about ("position of a uid"): an older one of that name that still waits makes room
    // for it and gives it its place; empty = it waits for itself. False when that is too much; it is then full, and
    // says so from now on, since what is missing cannot be told to a client.
    bool put(std::string bytes, const std::string& replaces);
    bool is_full() const { return is_full_; }
    // Full from now on, and holds nothing: there is no room for what all of them hold.
    void give_up();
    bool is_empty() const { return waiting_.empty(); }
    std::size_t size() const { return size_; }
    // The oldest, as many as fit into that many bytes, and at least one.
    std::string take(std::size_t most);

private:
    struct Item {
        std::string bytes;
        std::string replaces;
    };

    std::size_t most_;
    std::size_t size_ = 0;
    bool is_full_ = false;
    std::list<Item> waiting_;
    std::map<std::string, std::list<Item>::iterator> newest_;
};

}  // namespace paraat::tak
