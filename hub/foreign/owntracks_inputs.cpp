#include "hub/foreign/owntracks_inputs.hpp"

#include <algorithm>

#include "hub/base/json_parts.hpp"
#include "hub/codec/owntracks/encryption.hpp"
#include "hub/codec/owntracks/reader.hpp"
#include "hub/codec/owntracks/topic.hpp"
#include "hub/codec/owntracks/writer.hpp"
#include "hub/foreign/spoken.hpp"

namespace paraat::foreign {
namespace {

namespace phone = codec::owntracks;

constexpr double kmh_per_mps = 3.6;

struct PhoneOwner {
    core::ClientName unit;
    const Device* device = nullptr;  // as devices.toml has it; may be none
};

Error unknown_phone(const phone::Topic& topic, const core::Account* account) {
    const std::string name = topic.user + "/" + topic.device;
    if (account != nullptr && !account->is_unit) {
        return {"unknown_device", "topic", "\"" + topic.user + "\" is no unit, and only units are followed"};
    }
    return {"unknown_device", "topic",
            "\"" + name + "\" is nobody's phone: in devices.toml say [[device]] unit = \"...\" owntracks = \"" + name +
                "\", or let the app publish under the account of its unit"};
}

Result<PhoneOwner> owner_of(const phone::Topic& topic, const Devices& devices, const core::Organisation& organisation) {
    if (const Device* device = devices.of_owntracks(topic.user, topic.device)) return PhoneOwner{device->unit, device};
    const core::ClientName name{topic.user};
    const core::Account* account = organisation.account(name);
    if (account == nullptr || !account->is_unit) return unknown_phone(topic, account);
    const Device* device = devices.of_unit(name);
    if (device != nullptr && !device->owntracks.empty()) {
        return Error{"unknown_device", "topic",
                     "by devices.toml the phone of " + name.text + " is \"" + device->owntracks + "\""};
    }
    return PhoneOwner{name, device};
}

// What one message comes to.
class PhoneMessage {
public:
    PhoneMessage(const Heard& heard, const phone::Topic& topic, const PhoneOwner& owner, const PanicSigns& signs,
                 std::size_t number)
        : heard_(heard), topic_(topic), owner_(owner), signs_(signs), number_(number) {}

    void take(const phone::Message& message, Interpretation& found) {
        found_ = &found;
        // What the hub or somebody else told the phone is no word of the phone.
        found.is_sign_of_life |= topic_.rest != "cmd" && !std::holds_alternative<phone::Lwt>(message);
        std::visit([this](const auto& one) { say(one); }, message);
    }

private:
    void say(const phone::Location& it) {
        Whereabouts of{it.lat, it.lon, it.accuracy_m, {}, it.course, it.battery, it.at};
        if (it.speed_kmh) of.speed_mps = *it.speed_kmh / kmh_per_mps;
        if (phone::is_by_hand(it) && signs_.manual_report) add(core::InputKind::status, panic_of(press(), of));
        add(core::InputKind::beacon, beacon_of(of));
    }
    void say(const phone::Waypoint& it) {
        if (topic_.rest != "waypoint" || !says(it.name, signs_.waypoint)) {
            return nothing("a place on the phone's own list");
        }
        add(core::InputKind::status, panic_of(press(), {it.lat, it.lon, {}, {}, {}, {}, it.at}));
    }
    // Its own time is that of the first connection, so the hub's counts.
    void say(const phone::Lwt&) { add(core::InputKind::presence, R"({"state":"offline"})"); }
    // The place in it may be the one before, kilometres away.
    void say(const phone::Transition& it) {
        const bool is_sign = says(it.name, signs_.waypoint);
        nothing(is_sign ? "who comes near a place of that name, or leaves it, does not call for help by it"
                        : "the regions of a phone are not the areas of the organisation");
    }
    void say(const phone::Waypoints&) { nothing("an exported list of places; only one that is marked now may call"); }
    void say(const phone::Command&) { nothing("a command to a phone"); }
    void say(const phone::Card&) { nothing("who carries a device is said by devices.toml"); }
    void say(const phone::Status&) { nothing("what the phone lets its app do is shown nowhere"); }
    void say(const phone::Steps&) { nothing("steps are not counted here"); }
    void say(const phone::Beacon&) { nothing("beacons that a phone hears are not followed"); }
    // It holds passwords, so nothing of it is told.
    void say(const phone::Configuration&) { nothing("the app's settings, which the hub does not keep"); }
    void say(const phone::Request&) { nothing("nobody follows a unit by a link"); }
    void say(const phone::Encrypted&) { nothing("encrypted within encryption"); }

    void add(core::InputKind kind, std::string normalised) {
        found_->sayings.push_back({owner_.unit, kind, std::move(normalised)});
    }
    void nothing(std::string why) { found_->remarks.push_back({"", std::move(why)}); }

    // Delivered twice it is the same press; the next one has another time, so other bytes.
    std::string press() const {
        const std::string bytes = std::string(heard_.topic) + "\n" + std::string(heard_.payload);
        return id_of("owntracks", number_ == 0 ? bytes : bytes + "\n" + std::to_string(number_));
    }

    const Heard& heard_;
    const phone::Topic& topic_;
    const PhoneOwner& owner_;
    const PanicSigns& signs_;
    const std::size_t number_;
    Interpretation* found_ = nullptr;
};

Result<phone::Reading> opened(const phone::Encrypted& message, const PhoneOwner& owner) {
    if (owner.device == nullptr || owner.device->secret.empty()) {
        return Error{
            "not_configured", "data",
            "it is encrypted: name the file with its secret in devices.toml, as secret_file of " + owner.unit.text};
    }
    return phone::open_encrypted(message, owner.device->secret);
}

void degrade(Interpretation& found, const codec::Remarks& remarks) {
    found.is_degraded |= !remarks.empty();
    found.remarks.insert(found.remarks.end(), remarks.begin(), remarks.end());
}

// A list of which some can be read is taken as far as that goes.
void refuse_one(Interpretation& found, const Error& why, bool is_alone) {
    if (is_alone) {
        found.refused = why;
    } else {
        degrade(found, {{why.field, why.message}});
    }
}

}  // namespace

Interpretation read_owntracks(const Heard& heard, const Devices& devices, const core::Organisation& organisation) {
    Interpretation found;
    found.format = Format::owntracks;
    // Whose it may be is told by its first level, also where nothing else of it can be read: a covert unit's phone is
    // told of to the cleared alone, however it is set.
    std::string_view below = heard.topic.substr(std::min(devices.owntracks_root.size() + 1, heard.topic.size()));
    const core::ClientName user{std::string(below.substr(0, below.find('/')))};
    if (organisation.account(user) != nullptr) found.client = user;
    const auto topic = phone::topic_in(heard.topic, devices.owntracks_root);
    if (!topic) {
        found.refused = Error{"bad_value", "topic", "a phone publishes on " + devices.owntracks_root + "/user/device"};
        return found;
    }
    const auto owner = owner_of(*topic, devices, organisation);
    if (owner) found.client = owner->unit;
    if (heard.payload.empty()) {
        found.remarks.push_back({"", "what the broker kept of it was cleared"});
        return found;
    }
    // What the hub asks a phone comes back to it.
    found.is_unremarkable = topic->rest == "cmd" && heard.payload == phone::write(phone::Command{});
    const auto readings = phone::read(heard.payload);
    if (!readings.empty() && readings.front()) found.what = phone::type_of(readings.front()->message);
    if (!owner) {
        found.refused = owner.error();
        return found;
    }
    if (readings.empty()) found.remarks.push_back({"", "an empty list"});
    const bool is_list = readings.size() > 1;
    const auto items = is_list ? json_items(heard.payload) : std::vector<std::string_view>{};
    for (std::size_t number = 0; number < readings.size(); ++number) {
        Result<phone::Reading> reading = readings[number];
        if (reading) {
            if (const auto* sealed = std::get_if<phone::Encrypted>(&reading->message)) {
                reading = opened(*sealed, *owner);
                if (reading && number == 0) found.what = phone::type_of(reading->message);
            }
        }
        if (!reading) {
            refuse_one(found, reading.error(), readings.size() == 1);
            continue;
        }
        degrade(found, reading->degraded);
        const std::size_t said = found.sayings.size();
        PhoneMessage(heard, *topic, *owner, devices.panic_of(owner->device), number).take(reading->message, found);
        if (number >= items.size()) continue;
        for (std::size_t i = said; i < found.sayings.size(); ++i) found.sayings[i].original = items[number];
    }
    return found;
}

}  // namespace paraat::foreign
