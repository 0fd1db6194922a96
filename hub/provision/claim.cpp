#include "hub/provision/claim.hpp"

#include <nlohmann/json.hpp>

namespace paraat::provision {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

ClaimState state_of(const Claim& claim, Instant now) {
    if (claim.ended) return ClaimState::ended;
    if (static_cast<int>(claim.claimed.size()) >= claim.uses) return ClaimState::used;
    return now >= claim.until ? ClaimState::expired : ClaimState::waiting;
}

const char* word_of(ClaimState state) {
    switch (state) {
        case ClaimState::waiting: return "waiting";
        case ClaimState::used: return "used";
        case ClaimState::expired: return "expired";
        case ClaimState::ended: return "ended";
    }
    return "";
}

std::string claim_text(const Claim& claim) {
    Json claimed = Json::array();
    for (const Instant at : claim.claimed) claimed.push_back(at.ms);
    Json text = {{"id", claim.id},       {"account", claim.account},     {"kind", claim.kind},
                 {"label", claim.label}, {"made", claim.made.ms},        {"until", claim.until.ms},
                 {"uses", claim.uses},   {"claimed", std::move(claimed)}};
    if (claim.ended) text["ended"] = claim.ended->ms;
    return text.dump();
}

Result<Claim> read_claim(const std::string& text) {
    const Error damaged{"claim_damaged", "", "this is no claim link's record"};
    const Json read = Json::parse(text, nullptr, false);
    if (!read.is_object()) return damaged;
    try {
        Claim claim{
            read.at("id"), read.at("account"), read.at("kind"), read.at("label"), {}, {}, read.at("uses"), {}, {}};
        claim.made.ms = read.at("made");
        claim.until.ms = read.at("until");
        for (const Json& at : read.at("claimed")) claim.claimed.push_back(Instant{at.get<std::int64_t>()});
        if (read.contains("ended")) claim.ended = Instant{read.at("ended").get<std::int64_t>()};
        // Numbers of another kind, doubled or unknown fields: whatever it was, it is not ours.
        if (claim_text(claim) == text) return claim;
    } catch (const nlohmann::json::exception&) {
        // A field is missing, or of another type.
    }
    return damaged;
}

}  // namespace paraat::provision
