#include "hub/transport/session_socket.hpp"

#include <gmock/gmock.h>

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <future>
#include <thread>

#include "tests/support/eventually.hpp"
#include "tests/support/mqtt_frames.hpp"
#include "tests/support/socket.hpp"
#include "tests/unit/mqtt/broker_words.hpp"

namespace paraat::transport {
namespace {

using namespace std::chrono_literals;
using mqtt::Version;

// The other end of the connection is the test, which says and hears what a broker would.
class SessionSocketTest : public testing::Test, public mqtt::Listener {
protected:
    ~SessionSocketTest() override {
        asio::post(io_, [this] { socket_->close(); });
        if (thread_.joinable()) thread_.join();
        if (broker_ >= 0) ::close(broker_);
    }

    // Before it reads on.
    void ready(const std::vector<std::string>&) override {
        has_room_ = !is_full_later_;
        is_ready_.set_value();
    }
    void arrived(const mqtt::Publish&, mqtt::ArrivalNumber) override { ++arrived_; }
    void answered(std::uint64_t, std::uint8_t) override {}

    void opens(Milliseconds patience) {
        mqtt::Session::Settings settings;
        settings.connect.client_id = "hub-1";
        settings.subscriptions = {{"up/+", 1}};
        settings.patience = patience;
        SessionSocket::Watch watch;
        watch.turn = [this] { publish_what_is_asked(); };
        watch.ended = [this](const std::string& why) { ended_.set_value(why); };
        watch.has_room = [this] { return has_room_.load(); };
        watch.paused = [this] { ++pauses_; };
        socket_ = std::make_shared<SessionSocket>(io_, std::move(settings), arrivals_, *this, std::move(watch));
        socket_->open("127.0.0.1", listener_.port());
        thread_ = std::thread([this] { io_.run(); });
        broker_ = ::accept(listener_.descriptor(), nullptr, nullptr);
        says(mqtt::connack(Version::v3_1_1) + mqtt::suback(Version::v3_1_1, 1, {1}));
        is_ready_.get_future().wait();
    }
    void publish_what_is_asked() {
        if (socket_->session().room() == 0 || !is_asked_.exchange(false)) return;
        socket_->session().publish(1, {"down", "word", 0, false, false, 0}, Instant{});
    }
    void says(const std::string& bytes) {
        ASSERT_EQ(::send(broker_, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    }
    // The payload of the next message that it publishes; empty when it ends.
    std::string hears_publish() {
        for (;;) {
            std::string_view unread = heard_;
            const auto frame = test::take_frame(unread);
            if (!frame) {
                char bytes[4'096];
                const ssize_t size = ::recv(broker_, bytes, sizeof(bytes), 0);
                if (size <= 0) return "";
                heard_.append(bytes, static_cast<std::size_t>(size));
                continue;
            }
            const bool is_publish = static_cast<mqtt::PacketType>(frame->type) == mqtt::PacketType::publish;
            const std::string payload{is_publish ? mqtt::read_publish(*frame, Version::v3_1_1)->payload : ""};
            heard_.erase(0, heard_.size() - unread.size());
            if (is_publish) return payload;
        }
    }

    test::Socket listener_ = test::Socket::listening();
    int broker_ = -1;
    std::string heard_;
    asio::io_context io_{1};
    std::thread thread_;
    mqtt::Arrivals arrivals_;
    std::shared_ptr<SessionSocket> socket_;
    std::promise<void> is_ready_;
    std::promise<std::string> ended_;
    bool is_full_later_ = false;
    std::atomic<bool> has_room_{true};
    std::atomic<bool> is_asked_{false};
    std::atomic<int> pauses_{0};
    std::atomic<int> arrived_{0};
};

std::string report() {
    return mqtt::publish(Version::v3_1_1, "up/a", "x", 1, 1);
}

// Who waits for room in its outbox would wait for ever.
TEST_F(SessionSocketTest, SendsWhileItLeavesUnreadWhatThereIsNoRoomFor) {
    is_full_later_ = true;
    opens(10s);
    says(report());
    is_asked_ = true;
    asio::post(io_, [this] { socket_->go_on(); });
    EXPECT_EQ(hears_publish(), "word");
    EXPECT_TRUE(test::eventually([this] { return pauses_ == 1; }));
    EXPECT_EQ(arrived_, 0);
    has_room_ = true;
    EXPECT_TRUE(test::eventually([this] { return arrived_ == 1; }));
}

TEST_F(SessionSocketTest, EndsWhenThereIsNoRoomForAsLongAsItsPatience) {
    is_full_later_ = true;
    opens(2s);
    says(report());
    EXPECT_EQ(ended_.get_future().get(), "there was no room to read it");
    EXPECT_EQ(arrived_, 0);
}

TEST_F(SessionSocketTest, SaysThatTheBrokerClosedIt) {
    opens(10s);
    ::shutdown(broker_, SHUT_WR);
    EXPECT_EQ(ended_.get_future().get(), "the broker closed it");
}

}  // namespace
}  // namespace paraat::transport
