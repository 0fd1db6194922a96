#include <cstdio>
#include <memory>
#include <optional>

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

void tell_kept(const Options& options, const std::string& as, const sdk::Letter& letter) {
    std::fprintf(stderr,
                 "It is kept as %s %s in %s, and goes out with the next `paraat report` as %s, or by `paraat outbox "
                 "send --as %s`.\n",
                 letter.kind.c_str(), letter.id.c_str(), outbox_path(options, as).c_str(), as.c_str(), as.c_str());
}

void tell_not_kept(const sdk::Letter& letter, bool was_sent, bool should_be_kept) {
    const char* const why =
        should_be_kept ? "Say it otherwise, now" : "What arrives later than its sender thinks may be wrong by then";
    if (!was_sent) {
        std::fprintf(stderr, "It was NOT SENT, and is not kept. %s.\n", why);
        return;
    }
    std::fprintf(stderr, "It is not kept. %s. Sent again with --id %s, the hub takes it once.\n", why,
                 letter.id.c_str());
}

// How far it came.
struct Way {
    int code = exit_ok;
    bool has_outcome = false;
    bool was_sent = false;
};

Way carry(const Options& options, const std::string& as, const sdk::Letter& letter, sdk::Outbox& outbox) {
    Said said(options, letter);
    const auto ran = Outgoing(options, as, outbox).run([&said](const sdk::LetterNews& news, const sdk::Letter& about) {
        return said.hear(news, about);
    });
    if (!said.receipt()) return {tell_silence(options, ran), false, said.was_sent()};
    return {exit_of(*said.receipt()), true, true};
}

sdk::Letter letter_of(const std::string& kind, const Json& body, bool is_urgent) {
    return {kind, text_of(body, "id"), body.dump(), is_urgent, sdk::wall_clock()};
}

Result<std::unique_ptr<sdk::OutboxStore>> open_disk(const Options& options, const std::string& as) {
    auto folder = open_outbox(options, as);
    if (!folder) return folder.error();
    return std::unique_ptr<sdk::OutboxStore>(std::make_unique<sdk::OutboxFolder>(std::move(*folder)));
}

sdk::OutboxLimits no_limit_of_its_own() {
    sdk::OutboxLimits limits;
    limits.letters_most = SIZE_MAX;
    limits.bytes_most = SIZE_MAX;
    return limits;
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
    if (!way.has_outcome) tell_not_kept(letter, way.was_sent, false);
    return way.code;
}

int send_kept(const Options& options, const std::string& as, const std::string& kind, Json body) {
    // Under an id of its sender's the same bytes must go again, so their moment is the sender's as well.
    if (!body.contains("id")) body["sent_at"] = sdk::wall_clock().ms;
    if (!body.contains("id")) body["id"] = fresh_id();
    const sdk::Letter letter = letter_of(kind, body, body.value("panic", false));
    EitherStore store(open_disk(options, as), {});
    auto outbox = sdk::Outbox::open(store, no_limit_of_its_own(), letter.kept_at);
    if (!outbox) return fail(outbox.error());
    if (auto kept = outbox->keep(letter, letter.kept_at); !kept) return fail(kept.error());
    const bool is_kept = !store.why_not_on_disk();
    if (!is_kept) {
        std::fprintf(stderr, "paraat: IT CANNOT BE KEPT: %s. It is sent all the same.\n",
                     store.why_not_on_disk()->message.c_str());
    }
    const Way way = carry(options, as, letter, *outbox);
    if (way.has_outcome && outbox->size() > 0) {
        say(options, std::to_string(outbox->size()) + " earlier ones wait still: paraat outbox send --as " + as);
    }
    if (!way.has_outcome && is_kept) tell_kept(options, as, letter);
    if (!way.has_outcome && !is_kept) tell_not_kept(letter, way.was_sent, true);
    return way.code;
}

}  // namespace paraat::cli
