#include "hub/app/screening.hpp"

#include <nlohmann/json.hpp>

#include "hub/app/pin.hpp"
#include "hub/codec/json_writer.hpp"
#include "hub/core/whereabouts.hpp"

namespace paraat::app {
namespace {

// A message as JSON without some of its fields.
std::string without(const std::string& payload, codec::Encoding encoding, const std::vector<std::string>& fields) {
    const std::string text = encoding == codec::Encoding::flatbuffers ? codec::json_twin(payload) : payload;
    auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    for (const std::string& field : fields) json.erase(field);
    return json.dump();
}

}  // namespace

void screen(Arrival& message, const core::Organisation& organisation, const core::State& state, const FreshIds& ids) {
    auto* update = std::get_if<core::StatusUpdate>(&message.reading.body);
    const core::Account* account = organisation.account(message.client);
    if (update == nullptr || account == nullptr) return;
    std::vector<std::string> unkept;
    if (!update->cancel_pin.empty()) {
        update->cancelled = read_pin(*account, update->cancel_pin);
        update->cancel_pin.clear();
        message.hash = ids.digest_of_secret(message.payload);
        unkept.emplace_back("cancel");
    }
    if (message.takes_back) update->cancelled = core::PinWord::right;
    if (update->position && core::hides_position(state, message.client, *update)) {
        update->position.reset();
        update->accuracy_m.reset();
        unkept.insert(unkept.end(), {"lat", "lon", "accuracy_m"});
    }
    if (!unkept.empty()) message.kept = without(message.payload, message.encoding, unkept);
}

}  // namespace paraat::app
