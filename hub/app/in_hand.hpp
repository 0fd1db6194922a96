#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"

namespace paraat::app {

// The message that the core thread has before it, in a file that outlives its process however that dies, though not
// the machine. Taking one and letting it go are copies in memory, without a system call. One thread owns it.
class InHand {
public:
    // What is kept of a message, and what tells it from another. Whatever is longer is refused for that alone.
    static constexpr std::size_t topic_most = 1'024;
    static constexpr std::size_t payload_most = 65'536;

    struct Message {
        std::string topic;
        std::string payload;

        bool operator==(const Message&) const = default;
    };

    // Makes the file when there is none that can be used. Its room on the disk is taken at once: there is no
    // answer to a disk that is full later.
    static Result<InHand> open(const std::filesystem::path& file);
    InHand(InHand&& other) noexcept;
    InHand& operator=(InHand&&) = delete;
    ~InHand();

    // What was taken and not let go of: by an earlier process, before this one takes anything.
    std::optional<Message> held() const;
    void take(std::string_view topic, std::string_view payload);
    void let_go();
    // The process ends on purpose: what is in hand is not to blame, nor what is taken from here on. On any thread.
    void spare();

private:
    struct Page;
    explicit InHand(Page* page) : page_(page) {}

    Page* page_;
};

}  // namespace paraat::app
