#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "hub/base/time.hpp"

namespace paraat {

// Hands items from any threads to any threads, first in first out, never more than `capacity` at once. After close()
// nothing goes in; what is inside can still be taken.
template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    // False when full or closed; the item is then untouched.
    bool try_push(T&& item) {
        {
            std::lock_guard lock(mutex_);
            if (closed_ || items_.size() >= capacity_) return false;
            items_.push_back(std::move(item));
        }
        filled_.notify_one();
        return true;
    }

    // Waits for room. False when closed.
    bool push(T&& item) {
        {
            std::unique_lock lock(mutex_);
            drained_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
            if (closed_) return false;
            items_.push_back(std::move(item));
        }
        filled_.notify_one();
        return true;
    }

    // Waits at most `patience` for a first item, then takes what is there, at most `most`. Empty on time-out or when
    // closed and drained.
    std::vector<T> take(std::size_t most, Milliseconds patience) {
        std::vector<T> taken;
        {
            std::unique_lock lock(mutex_);
            // A wait of no time would still go to the kernel and back.
            if (patience > Milliseconds{0}) {
                filled_.wait_for(lock, patience, [&] { return closed_ || woken_ || !items_.empty(); });
            }
            woken_ = false;
            while (!items_.empty() && taken.size() < most) {
                taken.push_back(std::move(items_.front()));
                items_.pop_front();
            }
        }
        drained_.notify_all();
        return taken;
    }

    // Ends one wait of take() early.
    void wake() {
        {
            std::lock_guard lock(mutex_);
            woken_ = true;
        }
        filled_.notify_one();
    }

    void close() {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
        }
        filled_.notify_all();
        drained_.notify_all();
    }

    std::size_t size() const {
        std::lock_guard lock(mutex_);
        return items_.size();
    }
    std::size_t capacity() const { return capacity_; }
    bool is_closed() const {
        std::lock_guard lock(mutex_);
        return closed_;
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::condition_variable drained_;
    std::deque<T> items_;
    const std::size_t capacity_;
    bool closed_ = false;
    bool woken_ = false;
};

}  // namespace paraat
