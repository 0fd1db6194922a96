#include "hub/app/tak_gateway.hpp"

#include <algorithm>

#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/codec/cot/control.hpp"
#include "hub/codec/cot/moment.hpp"
#include "hub/codec/cot/read_event.hpp"
#include "hub/codec/cot/tak_message.hpp"
#include "hub/codec/cot/type.hpp"
#include "hub/codec/cot/write_event.hpp"
#include "hub/foreign/tak_topic.hpp"
#include "hub/tak/handshakes.hpp"

namespace paraat::app {
namespace {

namespace cot = codec::cot;

constexpr std::size_t happenings_a_round = 256;
constexpr Milliseconds tak_round{200};  // as often as a board changes
constexpr Milliseconds look_at_tak_certificates_every{1'000};
constexpr std::size_t inputs_ahead = 1'000;     // of the core; while it is full nobody is read
constexpr std::size_t outbox_most = 8UL << 20;  // bytes: a picture of ten thousand units, and more

// Certificates are of the world's time, not of the hub's.
Instant tak_world_time() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

tak::TlsMaterial material_of(const BrokerTls& tls) {
    const transport::TlsListener& listener = tls.listener();
    return {listener.ca, listener.certificate, listener.key, listener.revoked};
}

std::optional<cot::Event> event_in(const tak::Frame& frame, Instant now) {
    if (frame.encoding == tak::Encoding::protobuf) {
        auto message = cot::read_tak_message(frame.bytes, now);
        if (!message || !message->event) return std::nullopt;
        return std::move(message->event->event);
    }
    auto reading = cot::read_event(frame.bytes, now);
    return reading ? std::optional(std::move(reading->event)) : std::nullopt;
}

// What its app says of the one who carries it.
bool is_of_friend(const cot::Event& event) {
    return cot::is_of_kind(event.type, "a-f-G");
}

}  // namespace

Result<std::unique_ptr<TakGateway>> TakGateway::start(Parts parts) {
    const HubConfig::Tak& config = parts.config.tak;
    tak::ServerSettings settings;
    settings.outbox_most = outbox_most;
    if (config.plain_port != 0) settings.plain = tak::Door{"127.0.0.1", config.plain_port};
    std::optional<BrokerTls> tls;
    if (config.tls_port != 0) {
        // The hub's own certificate is one, whoever shows it.
        auto opened = BrokerTls::open(broker_tls_place(parts.config), tak_world_time());
        if (!opened) return opened.error();
        tls = std::move(*opened);
        settings.tls = tak::Door{config.address, config.tls_port};
        settings.material = material_of(*tls);
    }
    auto server = tak::TakServer::start(std::move(settings));
    if (!server) return server.error();
    return std::unique_ptr<TakGateway>(new TakGateway(std::move(parts), std::move(*server), std::move(tls)));
}

TakGateway::TakGateway(Parts parts, std::unique_ptr<tak::TakServer> server, std::optional<BrokerTls> tls)
    : parts_(std::move(parts)),
      topics_(parts_.config.hub.root),
      started_at_(parts_.now()),
      server_(std::move(server)),
      tls_(std::move(tls)),
      desk_(parts_.organisation, topics_),
      to_core_(inputs_ahead),
      thread_([this] { run(); }) {}

void TakGateway::stop() {
    is_stopping_ = true;
    to_core_.close();
    server_->stop();
    if (thread_.joinable()) thread_.join();
}

void TakGateway::take_into(std::vector<transport::Inbound>& messages, std::size_t most) {
    for (transport::Inbound& message : to_core_.take(most, Milliseconds{0})) messages.push_back(std::move(message));
}

void TakGateway::tell(const projection::Publication& publication, const core::ClientName& panic_of) {
    if (mail_.put(publication, panic_of)) server_->wake();
}

void TakGateway::answer(const core::ClientName& account, const std::string& text) {
    mail_.put(account, text);
    server_->wake();
}

void TakGateway::reorganise(const core::Organisation& changed) {
    {
        std::lock_guard lock(mutex_);
        changed_ = changed;
    }
    server_->wake();
}

void TakGateway::run() {
    name_this_thread("tak");
    while (!is_stopping_) {
        const Milliseconds patience = desk_.has_more() ? Milliseconds{10} : tak_round;
        for (const tak::Happening& happening : server_->take(happenings_a_round, patience)) {
            std::visit([this](const auto& one) { happen(one); }, happening);
        }
        std::optional<core::Organisation> changed;
        {
            std::lock_guard lock(mutex_);
            changed = std::exchange(changed_, std::nullopt);
        }
        if (changed) take_places(std::move(*changed));
        tell_what_is_due();
        log_.write(desk_.organisation(), parts_.now());
        look_at_certificates();
    }
}

void TakGateway::take_places(core::Organisation organisation) {
    desk_.reorganise(std::move(organisation));
    for (const auto& [session, guest] : guests_) {
        if (!guest.account.empty() && !may_come_in(guest.account)) {
            server_->dismiss(session, "its account is no one's of the organisation any more");
        }
    }
}

bool TakGateway::may_come_in(const core::ClientName& name) const {
    const core::Account* account = desk_.organisation().account(name);
    return account != nullptr && !account->is_outside;
}

void TakGateway::happen(const tak::Connected& connected) {
    const auto guest = guests_.emplace(connected.session, Guest{{}, tak::place_of(connected.address)}).first;
    sessions_ = guests_.size();
    // Offered once; a client that knows no other encoding says nothing to it.
    send(connected.session, guest->second, cot::offer("paraat-protocol", parts_.now()));
    if (!connected.account.empty()) admit(connected.session, core::ClientName{connected.account});
}

void TakGateway::admit(tak::SessionId session, const core::ClientName& name) {
    if (!may_come_in(name)) return server_->dismiss(session, "no account of the organisation has this name");
    const TakPlaces::Ruling ruling = places_.enter(name, session, guests_.at(session).place, parts_.now());
    if (ruling.replaces) {
        log_.note(desk_.organisation(), name, TakLog::Reason::replaced);
        server_->dismiss(*ruling.replaces, "its account has newer sessions, and no more of them are taken");
    }
    if (ruling.is_let_in) {
        guests_.at(session).account = name;
        desk_.enter(session, name);
        tell_presence(name, "online");
    } else {
        log_.note(desk_.organisation(), name, TakLog::Reason::refused);
        server_->dismiss(session, "its account has had too many new sessions within a minute");
    }
    if (ruling.contests) tell_contested(name, session, *ruling.contests);
}

// All sessions of an account are one to the core, which none of them contests, until they keep displacing each other:
// then it hears of an older one that lives beside a newer one, as two devices of one name say it over MQTT.
void TakGateway::tell_contested(const core::ClientName& account, tak::SessionId newest, tak::SessionId older) {
    // Numbers of no earlier start's.
    const auto number = [this](tak::SessionId session) { return started_at_.ms + static_cast<std::int64_t>(session); };
    for (const tak::SessionId session : {newest, older}) {
        contested_[account] = number(session);
        tell_presence(account, "online");
    }
    contested_[account] = number(newest);
}

// With the number that the core knows, since only that one's end is its end.
void TakGateway::tell_presence(const core::ClientName& account, const std::string& state) {
    const auto told = contested_.find(account);
    const std::string session = told != contested_.end() ? R"(,"session":)" + std::to_string(told->second) : "";
    to_core({topics_.root() + "/up/" + account.text + "/presence", R"({"state":")" + state + "\"" + session + "}"});
}

void TakGateway::happen(const tak::Closed& closed) {
    const bool is_by_us = closed.code != "left" && closed.code != "silent";
    if (is_by_us) ++cut_;
    const auto found = guests_.find(closed.session);
    if (found == guests_.end()) return;
    const core::ClientName account = found->second.account;
    guests_.erase(found);
    sessions_ = guests_.size();
    desk_.leave(closed.session);
    if (account.empty()) return;
    places_.leave(account, closed.session);
    if (closed.code == "revoked") log_.note(desk_.organisation(), account, TakLog::Reason::revoked);
    const bool is_elsewhere =
        std::any_of(guests_.begin(), guests_.end(), [&](const auto& one) { return one.second.account == account; });
    if (is_elsewhere) return;
    tell_presence(account, "offline");
    contested_.erase(account);
}

void TakGateway::happen(const tak::Arrived& arrived) {
    const auto found = guests_.find(arrived.session);
    if (found == guests_.end()) return;
    Guest& guest = found->second;
    places_.hear(guest.account, arrived.session, parts_.now());
    const auto event = event_in(arrived.frame, parts_.now());
    if (event) {
        if (is_answered(arrived.session, guest, *event)) return;
        if (guest.account.empty() && !find_out(arrived.session, guest, *event)) return;
        note(arrived.session, guest, *event);
    }
    if (guest.account.empty()) return server_->dismiss(arrived.session, "no event, and nobody knows whose it is");
    // Also what cannot be read: there it is counted and shown.
    to_core({foreign::tak_topic(guest.account), arrived.frame.bytes});
}

bool TakGateway::is_answered(tak::SessionId session, Guest& guest, const cot::Event& event) {
    if (cot::is_ping(event.type)) {
        send(session, guest, cot::pong(parts_.now()));
        return true;
    }
    if (!cot::is_negotiation(event.type)) return cot::is_pong(event.type);
    const auto& said = event.detail.negotiation;
    if (!said || !said->requested) return true;
    const bool is_known = *said->requested == 1;
    send(session, guest, cot::response(event.uid, is_known ? cot::Granted::yes : cot::Granted::no, parts_.now()));
    guest.speaks_protobuf = guest.speaks_protobuf || is_known;
    return true;
}

// Who comes without a certificate is who carries the device, as config/devices.toml says.
bool TakGateway::find_out(tak::SessionId session, Guest& guest, const cot::Event& event) {
    const auto& devices = parts_.devices.devices;
    const auto device = std::find_if(devices.begin(), devices.end(), [&](const foreign::Device& one) {
        return !one.tak.empty() && one.tak == event.uid;
    });
    if (device == devices.end()) {
        server_->dismiss(session, "this device is nobody's in config/devices.toml");
        return false;
    }
    admit(session, device->unit);
    return !guest.account.empty();
}

void TakGateway::note(tak::SessionId session, const Guest& guest, const cot::Event& event) {
    const foreign::Device* device = parts_.devices.of_unit(guest.account);
    const bool is_named = device != nullptr && !device->tak.empty();
    if (is_of_friend(event) && (!is_named || device->tak == event.uid)) {
        const std::string callsign = event.detail.contact ? event.detail.contact->callsign : "";
        desk_.identify(session, event.uid, callsign.empty() ? guest.account.text : callsign);
    }
    const bool is_cancel = cot::is_cancel(event.type) || (event.detail.emergency && event.detail.emergency->is_cancel);
    if (is_cancel) {
        desk_.note_cancel(session);
    } else if (cot::is_emergency(event.type)) {
        desk_.note_alarm(session, event.uid);
    }
}

// Waits while the core is busy: then nobody is read, and the sockets fill.
void TakGateway::to_core(transport::Inbound message) {
    if (to_core_.push(std::move(message))) parts_.wake_core();
}

void TakGateway::send(tak::SessionId session, const Guest& guest, cot::Event event, const std::string& replaces) {
    event.detail.flow_tags = {{foreign::flow_tag_of(parts_.config.hub.node), cot::written_moment(parts_.now())}};
    std::string bytes =
        guest.speaks_protobuf ? tak::framed_for_stream(cot::write_tak_message(event)) : cot::write_event(event);
    server_->send(session, std::move(bytes), replaces);
}

void TakGateway::tell_what_is_due() {
    desk_.take(mail_.take());
    for (const TakDesk::Telling& telling : desk_.due(parts_.now())) {
        const auto guest = guests_.find(telling.session);
        if (guest != guests_.end()) send(telling.session, guest->second, *telling.event, telling.replaces);
    }
}

void TakGateway::look_at_certificates() {
    const Instant now = tak_world_time();
    if (!tls_ || now - looked_at_ < look_at_tak_certificates_every) return;
    looked_at_ = now;
    const auto change = tls_->look(now);
    if (!change) return;  // the broker's own watch tells of it
    if (!change->is_renewed) return;
    if (const auto renewed = server_->renew(material_of(*tls_)); !renewed) {
        log_error("TAK clients are not told of new certificates", {{"why", renewed.error().message}});
    }
}

}  // namespace paraat::app
