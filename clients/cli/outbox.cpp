#include <cstdio>
#include <memory>

#include "clients/cli/lines.hpp"
#include "clients/cli/outbox_place.hpp"
#include "clients/cli/outcome.hpp"
#include "clients/cli/outgoing.hpp"

// What waits for the hub, of one account: docs/decisions/0023.
namespace paraat::cli {
namespace {

int cannot_open(const Error& error) {
    std::fprintf(stderr, "paraat: %s\n", error.message.c_str());
    return exit_io;
}

// The account's folder, once it is opened; `body` gives the exit code.
int with_outbox(const Options& options, const std::function<int(sdk::OutboxFolder&, const std::string& as)>& body) {
    const auto as = named_account(options);
    if (!as) return fail(as.error());
    auto folder = open_outbox(options, *as);
    return folder ? body(*folder, *as) : cannot_open(folder.error());
}

int list(const Options& options, sdk::OutboxFolder& folder, const std::string& as) {
    const auto letters = folder.all();
    if (!letters) return cannot_open(letters.error());
    tell_damaged(folder);
    Json told = Json::array();
    for (const auto& [number, letter] : *letters) {
        if (!options.json) print(letter_line(letter));
        told.push_back({{"kind", letter.kind},
                        {"id", letter.id},
                        {"urgent", letter.is_urgent},
                        {"kept_at", letter.kept_at.ms},
                        {"payload", letter.payload}});
    }
    if (options.json) {
        const Json listed{{"account", as}, {"folder", outbox_path(options, as).string()}, {"letters", told}};
        // What a device keeps may be no UTF-8.
        print(listed.dump(-1, ' ', false, Json::error_handler_t::replace));
    } else if (letters->empty()) {
        say(options, "nothing of " + as + " waits for the hub");
    }
    return exit_ok;
}

int send_all(const Options& options, sdk::OutboxFolder& folder, const std::string& as) {
    auto outbox = sdk::Outbox::open(folder, {}, sdk::wall_clock());
    if (!outbox) return cannot_open(outbox.error());
    tell_damaged(folder);
    if (outbox->size() == 0) {
        say(options, "nothing of " + as + " waits for the hub");
        return exit_ok;
    }
    int code = exit_ok;
    Outgoing outgoing(options, as, *outbox);
    const auto ran = outgoing.run([&](const sdk::LetterNews& news, const sdk::Letter& letter) {
        if (!has_ended(news)) return false;
        const Json receipt = object_in(news.receipt);
        if (news.state == sdk::LetterState::refused) code = exit_of(receipt);
        if (!options.json) say(options, letter_line(letter) + ":");
        tell_outcome(options, receipt);
        return false;
    });
    if (outbox->size() == 0) return code;
    std::vector<std::string> not_yet;
    for (const auto& [key, why] : outgoing.not_yet()) not_yet.push_back(key.first + " " + key.second + ": " + why);
    code = tell_silence(options, ran, not_yet);
    std::fprintf(stderr, "%zu wait still in %s.\n", outbox->size(), outbox_path(options, as).c_str());
    return code;
}

int drop(const Options& options, sdk::OutboxFolder& folder, const std::string& as, const std::string& id) {
    const auto letters = folder.all();
    if (!letters) return cannot_open(letters.error());
    std::size_t dropped = 0;
    for (const auto& [number, letter] : *letters) {
        if (letter.id != id) continue;
        if (auto gone = folder.forget(number); !gone) return cannot_open(gone.error());
        say(options, "dropped: " + letter_line(letter));
        ++dropped;
    }
    if (options.json) print(Json{{"dropped", dropped}}.dump());
    if (dropped > 0) return exit_ok;
    std::fprintf(stderr, "paraat: nothing with the id \"%s\" waits: %s\n", id.c_str(),
                 outbox_command(options, "list", as).c_str());
    return exit_no;
}

}  // namespace

void add_outbox(Word& root, const Options& options) {
    Word outbox = root.sub("outbox", "what was reported and the hub does not have yet");
    outbox
        .example(
            "Example: paraat outbox list --as radio-7\n"
            "Reports and panics lie in a folder of their account until the hub has them (--outbox, PARAAT_OUTBOX);\n"
            "commands, answers, instructions and other statuses do not: they may be wrong when they arrive later.\n"
            "Who speaks with several hubs gives each an outbox of its own.")
        .needs_sub();
    Word lists = outbox.sub("list", "what waits, and since when");
    lists.example("Example: paraat outbox list --as radio-7");
    lists.does([&options] {
        return with_outbox(options, [&options](auto& folder, const auto& as) { return list(options, folder, as); });
    });
    Word sends = outbox.sub("send", "send all of it now, urgent ones first");
    sends.example(
        "Example: paraat outbox send --as radio-7 --timeout 300\n"
        "It goes on for as long as receipts come, and ends with 75 when something waits still.");
    sends.does([&options] {
        return with_outbox(options, [&options](auto& folder, const auto& as) { return send_all(options, folder, as); });
    });
    Word drops = outbox.sub("drop", "let go of one on purpose; what the hub has already it keeps");
    drops.example("Example: paraat outbox drop 7d2k0c8r5v1m9x3q6b4h --as radio-7");
    auto id = std::make_shared<std::string>();
    drops.on_text("id", "its id, as the list says it", [id](const std::string& given) { *id = given; }).required();
    drops.does([&options, id] {
        return with_outbox(options, [&](auto& folder, const auto& as) { return drop(options, folder, as, *id); });
    });
}

}  // namespace paraat::cli
