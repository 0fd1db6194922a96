#include "hub/codec/read_input.hpp"
#include "hub/foreign/devices_file.hpp"
#include "hub/foreign/interpreter.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

// devices.toml; and what is made of whatever a device says.
namespace paraat::fuzz {
namespace {

void check_said(const foreign::Interpretation& found) {
    for (const codec::Remark& remark : found.remarks) promise(!remark.why.empty(), "a remark says why");
    const bool is_told = !found.sayings.empty() || found.refused || !found.remarks.empty() || found.is_unremarkable;
    promise(is_told, "what comes to nothing says why");
    for (const foreign::Saying& saying : found.sayings) {
        promise(saying.client == found.client && !saying.client.empty(), "a device speaks for its own unit alone");
        promise(codec::read_input(saying.kind, saying.normalised).has_value(), "the hub can read what it makes of it");
    }
}

}  // namespace

void devices(std::string_view input) {
    const auto reading = foreign::read_devices(input, "/nowhere/devices.toml", "oov", town());
    check_issues(reading.issues, input);
    if (!reading.issues.empty()) return;
    core::Organisation organisation = town();
    reading.devices.give_topics_to(organisation);
    for (const foreign::Device& device : reading.devices.devices) {
        promise(organisation.account(device.unit) != nullptr, "a device is of an account that there is");
    }
}

void device_words(std::string_view input) {
    foreign::Devices made;
    made.texts = made.detections = "other";
    foreign::Device device{core::ClientName{"radio-7"}, "jan/phone"};
    device.node = 0x7efeee00;
    device.secret = "s3cret";
    device.panic = foreign::PanicSigns{true, "nood", "nood"};
    made.devices.push_back(device);
    foreign::Interpreter interpreter(made);
    for (const char* topic :
         {"owntracks/jan/phone", "owntracks/jan/phone/waypoint", "msh/EU_868/2/json/LongFast/!a2e227d4"}) {
        check_said(
            interpreter.read({topic, input, {}, core::InputKind::report, false, Instant{1'700'000'000'000}}, town()));
    }
}

}  // namespace paraat::fuzz
