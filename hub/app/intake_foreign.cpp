// What comes in formats that are not the hub's own: put into its words, then through the same door as everybody's.
#include "hub/app/answerable.hpp"
#include "hub/app/intake.hpp"
#include "hub/app/reply.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t remarks_told_most = 16;
constexpr std::size_t topic_told_most = 256;
constexpr std::size_t what_told_most = 64;

std::string sentence_of(const codec::Remark& remark) {
    return remark.field.empty() ? remark.why : remark.field + ": " + remark.why;
}

std::string sentence_of(const Error& error) {
    return error.field.empty() ? error.message : error.field + ": " + error.message;
}

}  // namespace

void Intake::understand(foreign::Devices devices) {
    interpreter_ = foreign::Interpreter(std::move(devices));
}

void Intake::understand_pages(codec::p2000::Tables tables, codec::p2000::OffsetAt offset) {
    interpreter_.understand_pages(std::move(tables), std::move(offset));
}

void Intake::hold_again(const std::vector<foreign::HeldLine>& held) {
    interpreter_.hold_again(held);
    // As the file has them: what is not held again is taken out of it with what came of it.
    held_pages_ = held;
}

void Intake::note_held(Batch& batch) {
    std::vector<foreign::HeldLine> held = interpreter_.held();
    if (held == held_pages_) return;
    held_pages_ = held;
    batch.held_pages = std::move(held);
}

// Nullopt when it is in the hub's own words.
std::optional<foreign::Heard> Intake::foreign_in(const transport::Inbound& arrived, Instant now) const {
    if (arrived.is_retained) return std::nullopt;
    foreign::Heard heard{arrived.topic, arrived.payload, {}, core::InputKind::report, false, now};
    heard.answerable = [this](const core::ClientName& client) { return answerable_by(state_, organisation(), client); };
    if (const auto account = foreign::account_of_tak_topic(arrived.topic)) {
        heard.is_in_need = !has_been_helped(*account);
        heard.must_be_quiet = core::must_stay_quiet(state_, *account);
        heard.press_before_start = press_before_start(*account);
    }
    if (interpreter_.is_of_devices(arrived.topic)) return heard;
    const auto source = topics_.source_of(arrived.topic);
    if (!source || source->client == core::the_hub) return std::nullopt;
    const bool may_be = source->is_partner || source->kind == core::InputKind::report ||
                        source->kind == core::InputKind::status || source->kind == core::InputKind::beacon;
    if (!may_be || !foreign::Interpreter::format_of(arrived.payload, source->is_partner, source->partner_kind)) {
        return std::nullopt;
    }
    heard.sender = source->client;
    heard.is_in_need = !has_been_helped(source->client);
    heard.must_be_quiet = core::must_stay_quiet(state_, source->client);
    heard.press_before_start = press_before_start(source->client);
    heard.kind = source->kind;
    heard.is_by_partner = source->is_partner;
    heard.partner_kind = source->partner_kind;
    const core::Partner* partner = source->is_partner ? state_.partners.find(source->client) : nullptr;
    if (partner != nullptr) heard.site = partner->agreement.origin;
    return heard;
}

// A partner's formats call for no unit of ours.
std::optional<Cry> Intake::cry_in(const transport::Inbound& quarantined, Instant now) const {
    if (const auto heard = foreign_in(quarantined, now); heard && !heard->is_by_partner) {
        const foreign::Glance seen = interpreter_.glance_at(*heard, organisation());
        // As a beacon: brought again by its broker it is the same press.
        return seen.may_call ? std::optional(Cry{seen.unit, core::InputKind::beacon}) : std::nullopt;
    }
    const auto source = topics_.source_of(quarantined.topic);
    if (!source || quarantined.is_retained || source->client == core::the_hub) return std::nullopt;
    auto words = app::cry_in(source->kind, quarantined.payload);
    return words ? std::optional(Cry{source->client, source->kind, std::move(*words)}) : std::nullopt;
}

// A device gets no receipt: whoever looks after devices is told.
void Intake::refuse_glanced(const transport::Inbound& arrived, const foreign::Heard& heard, const Error& error,
                            Batch& batch) {
    const foreign::Glance seen = interpreter_.glance_at(heard, organisation());
    count(&IntakeCounts::quarantined, seen.unit);
    core::HeardMessage told;
    told.at = heard.now;
    told.format = word(seen.format);
    told.topic = cut(arrived.topic, topic_told_most);
    told.client = seen.unit;
    told.outcome = core::HeardOutcome::refused;
    told.remarks.push_back(error.message);
    told.is_covert = !organisation().compartment_of(seen.unit).empty();
    batch.heard.push_back(std::move(told));
    hear({seen.unit, core::InputKind::status, arrived.payload, {}, codec::Encoding::json, heard.now}, batch);
}

// Of a unit: nothing of a panic of its is going on.
bool Intake::has_been_helped(const core::ClientName& client) const {
    const core::Unit* unit = state_.unit(client);
    if (unit == nullptr || !unit->panic) return true;
    const core::Incident* panic = state_.incident(*unit->panic);
    return panic == nullptr || panic->is_closed();
}

core::Press Intake::press_before_start(const core::ClientName& client) const {
    const auto before = pressed_before_.find(client);
    const core::Unit* unit = state_.unit(client);
    const bool is_same = before != pressed_before_.end() && unit != nullptr && unit->press.from == before->second;
    return is_same ? unit->press : core::Press{};
}

// A device without a panic button says where its unit is and nothing of a button: what another device of the unit holds
// pressed is not let go by that.
void Intake::keep_pressed(Arrival& message) const {
    auto* update = std::get_if<core::StatusUpdate>(&message.reading.body);
    if (update == nullptr || update->panic || message.kind != core::InputKind::beacon) return;
    const core::Unit* unit = state_.unit(message.client);
    if (unit == nullptr || !unit->press.is_on()) return;
    update->panic = unit->press.covers(update->sent_at.value_or(message.now));
}

Result<void> Intake::take_foreign(const transport::Inbound& arrived, const foreign::Heard& heard, bool accepts_intake,
                                  Batch& batch) {
    foreign::Interpretation found = interpreter_.read(heard, organisation());
    if (found.format == foreign::Format::p2000) note_held(batch);
    return tell(arrived, heard, std::move(found), accepts_intake, batch);
}

Result<void> Intake::take_late(Instant now, bool accepts_intake, Batch& batch) {
    // They wait until they can be kept.
    if (!accepts_intake) return {};
    return tell_late(interpreter_.overdue(now), now, accepts_intake, batch);
}

Result<void> Intake::take_held(Instant now, bool accepts_intake, Batch& batch) {
    // The next hub finds them where they are kept.
    if (!accepts_intake) return {};
    return tell_late(interpreter_.let_go(), now, accepts_intake, batch);
}

Result<void> Intake::tell_late(std::vector<foreign::Late> messages, Instant now, bool accepts_intake, Batch& batch) {
    for (foreign::Late& late : messages) {
        transport::Inbound arrived;
        arrived.topic = std::move(late.topic);
        arrived.payload = std::move(late.payload);
        const foreign::Heard heard{
            arrived.topic, arrived.payload, late.found.client, core::InputKind::report, true, now};
        if (auto told = tell(arrived, heard, std::move(late.found), accepts_intake, batch); !told) return told;
    }
    if (!messages.empty()) note_held(batch);
    return {};
}

// What was made of it, through the door, and to whoever looks after devices.
Result<void> Intake::tell(const transport::Inbound& arrived, const foreign::Heard& heard, foreign::Interpretation found,
                          bool accepts_intake, Batch& batch) {
    for (foreign::Reply& reply : found.replies) {
        batch.foreign_replies.push_back({found.client, std::move(reply.topic), std::move(reply.payload)});
    }
    // Of what is decided the decision notes it.
    const bool is_only_alive = found.is_sign_of_life && found.sayings.empty();
    if (is_only_alive) hear({found.client, heard.kind, arrived.payload, {}, codec::Encoding::json, heard.now}, batch);
    if (found.is_unremarkable) return {};
    core::HeardMessage told;
    told.at = heard.now;
    told.format = word(found.format);
    told.topic = cut(arrived.topic, topic_told_most);
    told.what = cut(found.what, what_told_most);
    told.client = found.client;
    for (const codec::Remark& remark : found.remarks) {
        if (told.remarks.size() < remarks_told_most) told.remarks.push_back(sentence_of(remark));
    }
    told.outcome = found.sayings.empty() ? core::HeardOutcome::nothing_to_do : core::HeardOutcome::taken;
    if (found.is_degraded && !found.sayings.empty()) told.outcome = core::HeardOutcome::degraded;
    if (found.is_repeat) told.outcome = core::HeardOutcome::repeated;
    const std::string original = arrived.topic + "\n" + arrived.payload;
    for (const foreign::Saying& saying : found.sayings) {
        const std::string own = saying.original.empty() ? original : arrived.topic + "\n" + saying.original;
        if (auto taken = say(heard, found, saying, own, accepts_intake, batch); !taken) return taken;
        if (!told.kind) told.kind = saying.kind;
        if (verdict_.outcome == core::HeardOutcome::refused) {
            told.outcome = core::HeardOutcome::refused;
            told.remarks.push_back(verdict_.sentence);
        } else if (verdict_.outcome == core::HeardOutcome::repeated && told.outcome != core::HeardOutcome::refused) {
            told.outcome = core::HeardOutcome::repeated;
        }
        if (!verdict_.follows_nothing) continue;
        told.remarks.emplace_back("what it refers to is not known here; it is kept as a reference");
        if (told.outcome == core::HeardOutcome::taken) told.outcome = core::HeardOutcome::degraded;
    }
    if (found.refused) {
        told.outcome = core::HeardOutcome::refused;
        told.remarks.push_back(sentence_of(*found.refused));
        refuse_foreign(arrived, heard, found, batch);
    }
    // Who is covert, and what a covert one's phone says, is for the cleared.
    told.is_covert = !organisation().compartment_of(told.client).empty();
    batch.heard.push_back(std::move(told));
    return {};
}

// One of the things that a message says.
Result<void> Intake::say(const foreign::Heard& heard, const foreign::Interpretation& found,
                         const foreign::Saying& saying, const std::string& original, bool accepts_intake,
                         Batch& batch) {
    Arrival message{saying.client,
                    saying.kind,
                    saying.normalised,
                    sha256(saying.sameness.empty() ? std::string_view(original) : std::string_view(saying.sameness)),
                    codec::Encoding::json,
                    heard.now,
                    accepts_intake};
    message.is_by_partner = heard.is_by_partner;
    message.original = original;
    message.foreign_receipt = saying.receipt ? saying.receipt : found.receipt;
    message.only_follows = saying.only_follows;
    message.takes_back = saying.takes_back;
    verdict_ = {};
    return read(std::move(message), batch);
}

// What cannot be read at all: its sender is told, where it is known who that is and where to tell it.
void Intake::refuse_foreign(const transport::Inbound& arrived, const foreign::Heard& heard,
                            const foreign::Interpretation& found, Batch& batch) {
    const core::ClientName& client = heard.sender.empty() ? found.client : heard.sender;
    if (!heard.sender.empty()) {
        Arrival message{client, heard.kind, arrived.payload, sha256(arrived.payload), codec::Encoding::json, heard.now};
        message.has_own_id = false;
        message.is_by_partner = heard.is_by_partner;
        message.foreign_receipt = found.receipt;
        malformed(message, {"", *found.refused}, batch);
        return;
    }
    count(&IntakeCounts::unreadable_foreign, client);
    const bool is_told = organisation().compartment_of(client).empty() && !is_cleared(client);
    if (!is_told || !rejections_.is_first(client, heard.kind, heard.now)) return;
    rejections_.log(
        "a device's message was refused",
        {{"format", std::string(word(found.format))}, {"client", client.text}, {"code", found.refused->code}},
        heard.now);
}

}  // namespace paraat::app
