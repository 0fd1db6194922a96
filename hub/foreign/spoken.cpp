#include "hub/foreign/spoken.hpp"

#include <algorithm>
#include <cmath>

#include "hub/base/digest.hpp"

namespace paraat::foreign {
namespace {

constexpr double accuracy_most = 1'000'000;  // metres, as the contract takes it
constexpr double speed_most = 1'000;         // metres per second, likewise
constexpr std::size_t digest_told = 40;      // hexadecimal digits

std::int64_t rounded(double value, double most) {
    return std::llround(std::min(value, most));
}

}  // namespace

std::string plain(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const auto begin = text.find_first_not_of(white);
    if (begin == std::string_view::npos) return {};
    std::string kept(text.substr(begin, text.find_last_not_of(white) - begin + 1));
    for (char& c : kept) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return kept;
}

bool says(std::string_view text, std::string_view sign) {
    const std::string wanted = plain(sign);
    return !wanted.empty() && plain(text) == wanted;
}

std::string id_of(std::string_view format, std::string_view bytes) {
    return std::string(format) + "-" + hex(sha256(bytes)).substr(0, digest_told);
}

void put_place(nlohmann::ordered_json& input, const Whereabouts& of) {
    if (!of.lat || !of.lon) return;
    input["lat"] = *of.lat;
    input["lon"] = *of.lon;
    if (of.accuracy_m && *of.accuracy_m >= 0) input["accuracy_m"] = rounded(std::ceil(*of.accuracy_m), accuracy_most);
}

std::string beacon_of(const Whereabouts& of) {
    nlohmann::ordered_json input = nlohmann::ordered_json::object();
    if (of.sent_at) input["sent_at"] = of.sent_at->ms;
    put_place(input, of);
    if (of.speed_mps && *of.speed_mps >= 0 && *of.speed_mps <= speed_most) input["speed_mps"] = *of.speed_mps;
    if (of.heading_deg && *of.heading_deg >= 0) input["heading_deg"] = rounded(*of.heading_deg, 360) % 360;
    if (of.battery_pct && *of.battery_pct >= 0) input["battery_pct"] = rounded(*of.battery_pct, 100);
    return input.dump();
}

std::string panic_of(const std::string& id, const Whereabouts& of) {
    nlohmann::ordered_json input{{"id", id}};
    if (of.sent_at) input["sent_at"] = of.sent_at->ms;
    input["panic"] = true;
    put_place(input, of);
    return input.dump();
}

}  // namespace paraat::foreign
