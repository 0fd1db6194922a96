#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "hub/app/broker_tls.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/app/tak_desk.hpp"
#include "hub/app/tak_log.hpp"
#include "hub/app/tak_mail.hpp"
#include "hub/app/tak_places.hpp"
#include "hub/base/bounded_queue.hpp"
#include "hub/codec/cot/event.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/tak/server.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// Takes clients of TAK: what they say goes to the core beside the broker's messages, and what their accounts may read
// comes to them from the publisher. One thread of its own, beside that of its server; each function says who calls it.
class TakGateway {
public:
    struct Parts {
        const HubConfig& config;          // outlives it
        const foreign::Devices& devices;  // likewise
        core::Organisation organisation;  // in force now
        std::function<void()> wake_core;
        std::function<Instant()> now;  // the hub's time; any thread
    };
    // Refused as BrokerTls and TakServer do.
    static Result<std::unique_ptr<TakGateway>> start(Parts parts);
    ~TakGateway() { stop(); }

    // Nobody is let in any more, and whoever is in is out. By the one who started it.
    void stop();
    // What was said, behind what is there already; by the core's thread.
    void take_into(std::vector<transport::Inbound>& messages, std::size_t most);
    // What the topics say now, as TakMail takes it; by the publisher's thread, which never waits here.
    void tell(const projection::Publication& publication, const core::ClientName& panic_of);
    // To what one of them asked or said; likewise.
    void answer(const core::ClientName& account, const std::string& text);
    void reorganise(const core::Organisation& changed);
    // Any thread.
    std::size_t sessions() const { return sessions_; }
    std::uint64_t cut() const { return cut_; }

private:
    // Who is connected.
    struct Guest {
        core::ClientName account;  // empty until a plain one said which device it is
        std::string place;         // where from
        bool speaks_protobuf = false;
    };

    TakGateway(Parts parts, std::unique_ptr<tak::TakServer> server, std::optional<BrokerTls> tls);
    void run();
    void happen(const tak::Connected& connected);
    void happen(const tak::Arrived& arrived);
    void happen(const tak::Closed& closed);
    void take_places(core::Organisation organisation);
    bool may_come_in(const core::ClientName& name) const;
    void admit(tak::SessionId session, const core::ClientName& account);
    void tell_contested(const core::ClientName& account, tak::SessionId newest, tak::SessionId older);
    void tell_presence(const core::ClientName& account, const std::string& state);
    bool find_out(tak::SessionId session, Guest& guest, const codec::cot::Event& event);
    // True when it is between the two programs, and nothing for the core.
    bool is_answered(tak::SessionId session, Guest& guest, const codec::cot::Event& event);
    void note(tak::SessionId session, const Guest& guest, const codec::cot::Event& event);
    void to_core(transport::Inbound message);
    void send(tak::SessionId session, const Guest& guest, codec::cot::Event event, const std::string& replaces = {});
    void tell_what_is_due();
    void look_at_certificates();

    const Parts parts_;
    const projection::Topics topics_;
    const Instant started_at_;
    const std::unique_ptr<tak::TakServer> server_;
    std::optional<BrokerTls> tls_;
    Instant looked_at_;
    TakMail mail_;
    TakDesk desk_;
    std::map<tak::SessionId, Guest> guests_;
    TakPlaces places_;
    TakLog log_;
    std::map<core::ClientName, std::int64_t>
        contested_;  // accounts that are here, with the session that the core knows
    BoundedQueue<transport::Inbound> to_core_;
    std::mutex mutex_;
    std::optional<core::Organisation> changed_;  // since the last round
    std::atomic<std::size_t> sessions_{0};
    std::atomic<std::uint64_t> cut_{0};
    std::atomic<bool> is_stopping_{false};
    std::thread thread_;
};

}  // namespace paraat::app
