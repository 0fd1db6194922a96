#include <cstdio>
#include <optional>
#include <vector>

#include "clients/cli/either_store.hpp"
#include "clients/cli/lines.hpp"
#include "clients/cli/outbox_place.hpp"
#include "clients/cli/outcome.hpp"
#include "clients/cli/outgoing.hpp"

// One letter, said and waited for; what is kept of it when nobody answers (docs/decisions/0023).
namespace paraat::cli {
namespace {

// Of a letter of an earlier run. A refusal is a fault, told also to who wants no talk: nobody sends it again.
void tell_earlier(const Options& options, const sdk::LetterNews& news, const sdk::Letter& letter) {
    const Json receipt = object_in(news.receipt);
    const std::string what = "earlier: " + letter_line(letter) + ": ";
    if (news.state == sdk::LetterState::accepted) say(options, what + accepted_line(receipt));
    if (news.state == sdk::LetterState::refused)
        std::fprintf(stderr, "%s%s\n", what.c_str(), refused_line(receipt).c_str());
}

// One letter of this run, and how it went.
class Said {
public:
    Said(const Options& options, sdk::Letter letter) : options_(options), letter_(std::move(letter)) {}

    bool hear(const sdk::LetterNews& news, const sdk::Letter& letter) {
        if (news.kind != letter_.kind || news.id != letter_.id) {
            tell_earlier(options_, news, letter);
            return false;
        }
        if (news.state == sdk::LetterState::sent && ++times_sent_ > 1) {
            say(options_, "no receipt yet; sending it again with the same id");
        }
        if (!has_ended(news)) return false;
        receipt_ = object_in(news.receipt);
        tell_outcome(options_, *receipt_);
        return true;
    }

    const std::optional<Json>& receipt() const { return receipt_; }
    bool was_sent() const { return times_sent_ > 0; }

private:
    const Options& options_;
    const sdk::Letter letter_;
    std::optional<Json> receipt_;
    int times_sent_ = 0;
};

// How far it came.
struct Way {
    int code = exit_ok;
    bool has_outcome = false;
    bool was_sent = false;
    bool is_for_later = false;  // the hub did not take it yet, and said so
};

Way carry(const Options& options, const std::string& as, const sdk::Letter& letter, sdk::Outbox& outbox) {
    Said said(options, letter);
    Outgoing outgoing(options, as, outbox);
    const auto ran =
        outgoing.run([&said](const sdk::LetterNews& news, const sdk::Letter& about) { return said.hear(news, about); });
    if (said.receipt()) return {exit_of(*said.receipt()), true, true, false};
    const auto why = outgoing.not_yet().find({letter.kind, letter.id});
    std::vector<std::string> not_yet;
    if (why != outgoing.not_yet().end()) not_yet.push_back(why->second);
    return {tell_silence(options, ran, not_yet), false, said.was_sent(), !not_yet.empty()};
}

// What is known of it comes first: who reads one line of it must not think that it was heard.
std::string standing(const Way& way) {
    if (way.is_for_later) return "NOT ACCEPTED: nobody acts on it yet.";
    return way.was_sent ? "NO RECEIPT: nobody knows whether the hub has it." : "NOT SENT: nobody knows of it yet.";
}

void tell_kept(const Options& options, const std::string& as, const sdk::Letter& letter, const Way& way) {
    std::fprintf(
        stderr, "%s%s It is kept as %s %s in %s; any `paraat report` or panic as %s takes it along, and so does: %s\n",
        standing(way).c_str(), letter.is_urgent ? " Say it otherwise, now." : "", letter.kind.c_str(),
        letter.id.c_str(), outbox_path(options, as).c_str(), as.c_str(), outbox_command(options, "send", as).c_str());
}

void tell_not_kept(const sdk::Letter& letter, const Way& way, bool should_be_kept) {
    std::fprintf(
        stderr, "%s It is not kept. %s.\n", standing(way).c_str(),
        should_be_kept ? "Say it otherwise, now" : "What arrives later than its sender thinks may be wrong by then");
    if (!way.was_sent) return;
    std::fprintf(stderr, "Sent again with --id %s, the hub takes it once.\n", letter.id.c_str());
}

sdk::Letter letter_of(const std::string& kind, const Json& body, bool is_urgent) {
    return {kind, text_of(body, "id"), body.dump(), is_urgent, sdk::wall_clock()};
}

// A letter with an id of its own, and when it was said.
sdk::Letter fresh_letter(const std::string& kind, Json& body, bool is_urgent) {
    body["id"] = fresh_id();
    body["sent_at"] = sdk::wall_clock().ms;
    return letter_of(kind, body, is_urgent);
}

sdk::OutboxLimits no_limit_of_its_own() {
    sdk::OutboxLimits limits;
    limits.letters_most = SIZE_MAX;
    limits.bytes_most = SIZE_MAX;
    return limits;
}

// Another one waits under its id. That one is tried all the same; what was said now is nowhere, and its sender told.
int send_the_others(const Options& options, const std::string& as, const sdk::Letter& letter, sdk::Outbox& outbox) {
    std::fprintf(stderr, "paraat: another %s with the id %s waits still\n", letter.kind.c_str(), letter.id.c_str());
    bool has_gone = false;
    const auto ran = Outgoing(options, as, outbox).run([&](const sdk::LetterNews& news, const sdk::Letter& about) {
        has_gone = has_gone || (has_ended(news) && news.kind == letter.kind && news.id == letter.id);
        tell_earlier(options, news, about);
        return false;
    });
    if (!ran) fail(ran.error());
    std::fprintf(stderr, "NOT SENT: nobody knows of this one, and it is not kept. Say it again with another --id.\n");
    if (has_gone) return exit_data;
    std::fprintf(stderr, "Or let go of the one that waits: %s\n",
                 outbox_command(options, "drop " + letter.id, as).c_str());
    return exit_data;
}

}  // namespace

int send_input(const Options& options, const std::string& as, const std::string& kind, Json body) {
    if (!body.contains("id")) body["id"] = fresh_id();
    const sdk::Letter letter = letter_of(kind, body, false);
    sdk::MemoryStore store;
    auto outbox = sdk::Outbox::open(store, no_limit_of_its_own(), letter.kept_at);
    if (!outbox) return fail(outbox.error());
    if (auto held = outbox->keep(letter, letter.kept_at); !held) return fail(held.error());
    const Way way = carry(options, as, letter, *outbox);
    if (!way.has_outcome) tell_not_kept(letter, way, false);
    return way.code;
}

int send_kept(const Options& options, const std::string& as, const std::string& kind, Json body) {
    const bool panics = body.value("panic", false);
    // Under an id of its sender's the same bytes must go again, so their moment is the sender's as well.
    sdk::Letter letter = body.contains("id") ? letter_of(kind, body, panics) : fresh_letter(kind, body, panics);
    auto folder = open_outbox(options, as);
    EitherStore store(folder ? Result<sdk::OutboxStore*>(&*folder) : folder.error(), {});
    auto outbox = sdk::Outbox::open(store, no_limit_of_its_own(), letter.kept_at);
    if (!outbox) return fail(outbox.error());
    if (folder) tell_damaged(*folder);
    auto kept = outbox->keep(letter, letter.kept_at);
    if (!kept && !panics) return send_the_others(options, as, letter, *outbox);
    if (!kept) {
        // Nobody in danger is refused for a name.
        const std::string given = letter.id;
        letter = fresh_letter(kind, body, panics);
        std::fprintf(stderr, "paraat: another %s with the id %s waits still; this one goes as %s\n", kind.c_str(),
                     given.c_str(), letter.id.c_str());
        kept = outbox->keep(letter, letter.kept_at);
    }
    if (!kept) return fail(kept.error());
    const bool is_kept = !store.why_not_on_disk();
    if (!is_kept) {
        std::fprintf(stderr, "paraat: IT CANNOT BE KEPT: %s. It is tried all the same.\n",
                     store.why_not_on_disk()->message.c_str());
    }
    const Way way = carry(options, as, letter, *outbox);
    if (way.has_outcome && outbox->size() > 0) {
        say(options,
            std::to_string(outbox->size()) + " earlier ones wait still: " + outbox_command(options, "send", as));
    }
    if (!way.has_outcome && is_kept) tell_kept(options, as, letter, way);
    if (!way.has_outcome && !is_kept) tell_not_kept(letter, way, true);
    return way.code;
}

}  // namespace paraat::cli
