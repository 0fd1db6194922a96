#include "hub/app/in_hand.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "hub/base/durable_file.hpp"

namespace paraat::app {
namespace {

constexpr std::string_view page_mark = "paraat in hand 1";

// A file of the page's size on a descriptor that the caller closes; -1 with errno when it cannot be had.
int open_page(const std::filesystem::path& file, std::size_t bytes) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return -1;
    struct stat there {};
    const bool is_of_size = fstat(descriptor, &there) == 0 && there.st_size == static_cast<off_t>(bytes);
    if (!is_of_size && ftruncate(descriptor, 0) != 0) errno = EIO;
    const int failed = posix_fallocate(descriptor, 0, static_cast<off_t>(bytes));
    if (failed == 0) return descriptor;
    ::close(descriptor);
    ::unlink(file.c_str());  // a full disk needs the room
    errno = failed;
    return -1;
}

}  // namespace

struct InHand::Page {
    char mark[16];
    std::uint32_t is_taken;
    std::uint32_t topic_bytes;
    std::uint32_t payload_bytes;
    char topic[topic_most];
    char payload[payload_most];

    bool is_marked() const { return std::string_view(mark, sizeof(mark)) == page_mark; }
    // A process may die between any two of the stores above it, but sees to it that this one is the last.
    void set_taken(std::uint32_t value) { std::atomic_ref(is_taken).store(value, std::memory_order_release); }
};

Result<InHand> InHand::open(const std::filesystem::path& file) {
    const int descriptor = open_page(file, sizeof(Page));
    if (descriptor < 0) return disk_error("cannot make", file);
    void* mapped = mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    const int why = errno;
    ::close(descriptor);
    errno = why;
    if (mapped == MAP_FAILED) return disk_error("cannot map", file);
    InHand opened(static_cast<Page*>(mapped));
    if (!opened.page_->is_marked()) {
        opened.page_->set_taken(0);
        std::memcpy(opened.page_->mark, page_mark.data(), page_mark.size());
    }
    return opened;
}

InHand::InHand(InHand&& other) noexcept : page_(std::exchange(other.page_, nullptr)) {}

InHand::~InHand() {
    if (page_ != nullptr) munmap(page_, sizeof(Page));
}

std::optional<InHand::Message> InHand::held() const {
    const Page& page = *page_;
    if (page.is_taken != 1 || page.topic_bytes > topic_most || page.payload_bytes > payload_most) return std::nullopt;
    return Message{std::string(page.topic, page.topic_bytes), std::string(page.payload, page.payload_bytes)};
}

void InHand::take(std::string_view topic, std::string_view payload) {
    page_->topic_bytes = static_cast<std::uint32_t>(std::min(topic.size(), topic_most));
    page_->payload_bytes = static_cast<std::uint32_t>(std::min(payload.size(), payload_most));
    std::memcpy(page_->topic, topic.data(), page_->topic_bytes);
    std::memcpy(page_->payload, payload.data(), page_->payload_bytes);
    page_->set_taken(1);
}

void InHand::let_go() {
    page_->set_taken(0);
    // Whatever was in it is nobody's any more, and must not outlive its erasure from the journal in here.
    std::memset(page_->payload, 0, page_->payload_bytes);
}

// Of the mark, which its owner never writes while it takes something: without it the next process begins anew.
void InHand::spare() {
    std::atomic_ref(page_->mark[0]).store('-', std::memory_order_release);
}

}  // namespace paraat::app
