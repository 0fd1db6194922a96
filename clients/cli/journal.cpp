#include <cstdio>
#include <filesystem>
#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/consultations.hpp"
#include "hub/app/quarantine_folder.hpp"
#include "hub/base/digest.hpp"
#include "hub/journal/backup.hpp"
#include "hub/journal/erasures_file.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/forget.hpp"
#include "hub/journal/restore.hpp"

namespace paraat::cli {
namespace {

int exit_of_journal(const Error& error) {
    std::fprintf(stderr, "paraat: %s\n", error.message.c_str());
    if (error.code == "journal_locked") return exit_try_again;
    return error.code == "journal_directory" || error.code == "journal_exists" ? exit_cannot_create : exit_io;
}

// A side file alone says that there was a journal; that is for verify to name.
bool is_there(const std::string& directory) {
    const journal::Paths paths{directory};
    if (std::filesystem::exists(paths.journal()) || std::filesystem::exists(paths.expected_head())) return true;
    std::fprintf(stderr, "paraat: there is no journal in %s\n", directory.c_str());
    return false;
}

void tell_of_keys(const Options& options, const journal::VerifyReport& report) {
    if (report.lacks_keys) say(options, "its file of keys, keys.db, is not there: all that was sealed is erased");
}

int verify(const Options& options, const std::string& directory) {
    if (!is_there(directory)) return exit_no_input;
    const journal::VerifyReport report =
        journal::verify(directory, journal::Depth::thorough, {journal::threads_at_most()});
    if (options.json) {
        Json result = {{"whole", report.is_whole()},
                       {"events", report.events},
                       {"inputs", report.inputs},
                       {"erased", report.erased_parts},
                       {"head", hex(report.head.hash)},
                       {"snapshots", report.snapshots},
                       {"fields", report.sealed_fields},
                       {"erased_fields", report.erased_fields},
                       {"erasures", report.orders},
                       {"lacks_keys", report.lacks_keys},
                       {"bad_snapshots", report.bad_snapshots}};
        if (report.fault) result["fault"] = {{"event", report.fault->sequence.value}, {"what", report.fault->what}};
        std::printf("%s\n", result.dump().c_str());
    } else if (report.is_whole()) {
        std::printf("whole: %lld events, %lld inputs, head %s\n", static_cast<long long>(report.events),
                    static_cast<long long>(report.inputs), hex(report.head.hash).substr(0, 16).c_str());
        std::printf("sealed: %lld fields, %lld more erased, by %lld orders\n",
                    static_cast<long long>(report.sealed_fields), static_cast<long long>(report.erased_fields),
                    static_cast<long long>(report.orders));
    }
    tell_of_keys(options, report);
    for (const std::string& why : report.bad_snapshots) {
        say(options, "snapshot " + why + "; the hub does without it and removes it at its next start");
    }
    if (report.is_whole()) return exit_ok;
    std::fprintf(stderr, "paraat: %s\n", report.fault->what.c_str());
    return exit_io;
}

int adopt(const Options& options, const std::string& directory) {
    if (!is_there(directory)) return exit_no_input;
    const bool has_damaged_orders = !journal::ErasuresFile::read(journal::Paths{directory});
    const auto head = journal::adopt_head(directory);
    if (!head) return exit_of_journal(head.error());
    if (has_damaged_orders) {
        say(options,
            "its file erasures was damaged and is kept as erasures-damaged; its sound lines go on. What the others "
            "ordered comes back with a backup from before");
    }
    if (options.json) {
        const Json result = {{"adopted", true}, {"event", head->sequence.value}, {"head", hex(head->hash)}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("the hub goes on from event %lld, with a new generation\n",
                    static_cast<long long>(head->sequence.value));
    }
    return exit_ok;
}

int back_up(const Options& options, const std::string& directory, const std::string& target) {
    if (!is_there(directory)) return exit_no_input;
    const auto report = journal::back_up(directory, target);
    if (!report) return exit_of_journal(report.error());
    if (!report->is_whole()) return exit_of_journal({"journal_damaged", "", report->fault->what});
    if (options.json) {
        const Json result = {{"events", report->events}, {"inputs", report->inputs}, {"head", hex(report->head.hash)}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("%lld events are in %s, verified; a hub can start on it\n", static_cast<long long>(report->events),
                    target.c_str());
        say(options, "its file keys.db opens what is sealed: without it that is erased; see paraat journal forget");
    }
    return exit_ok;
}

int restore(const Options& options, const std::string& backup, const std::string& directory) {
    if (!is_there(backup)) return exit_no_input;
    const auto restored = journal::restore(backup, directory);
    if (!restored) return exit_of_journal(restored.error());
    const auto events = static_cast<long long>(restored->report.events);
    if (options.json) {
        Json result = {
            {"events", events}, {"inputs", restored->report.inputs}, {"head", hex(restored->report.head.hash)}};
        if (!restored->aside.empty()) result["aside"] = restored->aside.string();
        result["lacks_keys"] = restored->report.lacks_keys;
        result["had_erasures"] = restored->had_orders;
        if (restored->had_damaged_orders) result["lost_erasures"] = restored->lost_orders;
        std::printf("%s\n", result.dump().c_str());
        return exit_ok;
    }
    tell_of_keys(options, restored->report);
    std::printf("%lld events are in %s, verified; start the hub\n", events, directory.c_str());
    if (!restored->aside.empty()) {
        say(options, "what was there is in " + restored->aside.string() +
                         ", where nothing is erased any more: delete it when it is not needed");
    }
    if (!restored->had_orders) {
        say(options, "there was no file erasures in " + directory +
                         ": what was erased since this backup is back. If it is kept elsewhere, e.g. in a newer "
                         "backup, put it there before the hub starts");
    }
    if (restored->had_damaged_orders) {
        say(options, "its file erasures was damaged: it is there too, and of its lines " +
                         std::to_string(restored->lost_orders) +
                         " are lost. What they ordered is back, if this backup is from before: order it again");
    }
    return exit_ok;
}

int forget(const Options& options, const std::string& backup, const std::string& directory) {
    if (!is_there(backup) || !is_there(directory)) return exit_no_input;
    const auto forgotten = journal::forget(backup, directory);
    if (!forgotten) return exit_of_journal(forgotten.error());
    const journal::VerifyReport& report = forgotten->report;
    if (!report.is_whole()) return exit_of_journal({"journal_damaged", "", report.fault->what});
    const auto& done = forgotten->progress;
    if (options.json) {
        const Json result = {{"orders", forgotten->orders},
                             {"events", done.events},
                             {"fields", done.fields},
                             {"head", hex(report.head.hash)}};
        std::printf("%s\n", result.dump().c_str());
    } else {
        std::printf("erased %lld fields of %lld events in %s, by %lld orders that were new to it; its chain is whole\n",
                    static_cast<long long>(done.fields), static_cast<long long>(done.events), backup.c_str(),
                    static_cast<long long>(forgotten->orders));
    }
    tell_of_keys(options, report);
    return exit_ok;
}

// One line each, as far as a terminal may show what is in it.
int list_quarantine(const Options& options, const std::string& directory) {
    if (!is_there(directory)) return exit_no_input;
    const app::QuarantineFolder folder(directory);
    std::vector<std::string> unreadable = folder.fingerprints();
    for (const app::QuarantinedMessage& message : folder.messages()) {
        std::erase(unreadable, message.suspect.fingerprint);
        Json line = {{"fingerprint", message.suspect.fingerprint},
                     {"topic", message.topic},
                     {"deaths", message.suspect.deaths},
                     {"first", message.suspect.first.ms},
                     {"last", message.suspect.last.ms},
                     {"bytes", message.payload.size()}};
        const std::string& name = message.suspect.fingerprint;
        const auto text = options.json
                              ? line.dump(-1, ' ', false, Json::error_handler_t::replace)
                              : name + "  " + shown(line, "topic") + "  " + std::to_string(message.payload.size()) +
                                    " bytes, " + std::to_string(message.suspect.deaths) + " deaths";
        if (!print(text)) return exit_io;
    }
    for (const std::string& name : unreadable) {
        const Json line = {{"fingerprint", name}, {"readable", false}};
        if (!print(options.json ? line.dump() : name + "  cannot be read")) return exit_io;
    }
    return exit_ok;
}

int release(const Options& options, const std::string& fingerprint, const std::string& directory) {
    if (!is_there(directory)) return exit_no_input;
    const app::QuarantineFolder folder(directory);
    std::vector<std::string> meant;
    for (const std::string& name : folder.fingerprints()) {
        if (name.starts_with(fingerprint)) meant.push_back(name);
    }
    if (meant.size() != 1) {
        std::fprintf(stderr, "paraat: %s in quarantine begins with %s\n",
                     meant.empty() ? "nothing" : "more than one message", fingerprint.c_str());
        return exit_no_input;
    }
    const auto released = folder.release(meant.front());
    if (!released) return exit_of_journal(released.error());
    if (!*released) return exit_no_input;
    say(options, "released; the hub decides such a message again within seconds");
    return exit_ok;
}

void add_directory(Word& word, const std::shared_ptr<std::string>& directory) {
    word.on_text("directory", "the journal's folder", [directory](const std::string& given) { *directory = given; })
        .otherwise(*directory);
}

void add_quarantine(Word& journal, const Options& options) {
    Word command = journal.sub("quarantine", "messages that the hub refuses because it died with them in hand");
    command.example("Example: paraat journal quarantine list data/journal").needs_sub();
    auto directory = std::make_shared<std::string>("data/journal");
    auto fingerprint = std::make_shared<std::string>();
    Word list = command.sub("list", "what is in it, the oldest first; each is a file in quarantine/ of the folder");
    add_directory(list, directory);
    list.does([&options, directory] { return list_quarantine(options, *directory); });
    Word let_go = command.sub("release", "let the hub decide it again, e.g. once its fault is mended");
    let_go
        .on_text("fingerprint", "as listed, or its first digits",
                 [fingerprint](const std::string& given) { *fingerprint = given; })
        .required();
    add_directory(let_go, directory);
    let_go.does([&options, directory, fingerprint] { return release(options, *fingerprint, *directory); });
}

}  // namespace

void add_journal(Word& root, const Options& options) {
    Word command = root.sub("journal", "look after the hub's journal");
    command.example("Example: paraat journal verify data/journal").needs_sub();
    auto directory = std::make_shared<std::string>("data/journal");
    Word check = command.sub("verify", "whether it is whole: every event, in its order, unchanged");
    add_directory(check, directory);
    check.does([&options, directory] { return verify(options, *directory); });
    Word take = command.sub("adopt", "go on with this journal, e.g. after a restore; the hub must be stopped");
    add_directory(take, directory);
    take.does([&options, directory] { return adopt(options, *directory); });
    Word copy = command.sub("backup", "a copy that a hub can start on, while the hub goes on writing");
    add_directory(copy, directory);
    auto target = std::make_shared<std::string>();
    copy.on_text("target", "a new folder for the copy", [target](const std::string& given) { *target = given; })
        .required();
    copy.does([&options, directory, target] { return back_up(options, *directory, *target); });
    Word put_back = command.sub("restore", "put a backup in the journal's place; what is there is moved aside");
    put_back.example(
        "Example: paraat journal restore /backup/monday data/journal\n"
        "The hub must be stopped. The backup is verified first, and stays as it is.");
    put_back
        .on_text("backup", "a folder that paraat journal backup made",
                 [target](const std::string& given) { *target = given; })
        .required();
    add_directory(put_back, directory);
    put_back.does([&options, directory, target] { return restore(options, *target, *directory); });
    Word clean = command.sub("forget", "destroy in an old backup what was ordered to be erased since");
    clean.example(
        "Example: paraat journal forget /backup/monday data/journal\n"
        "What is destroyed are the keys in keys.db; the copy of the chain stays, and verifies.");
    clean
        .on_text("backup", "a folder that paraat journal backup made",
                 [target](const std::string& given) { *target = given; })
        .required();
    add_directory(clean, directory);
    clean.does([&options, directory, target] { return forget(options, *target, *directory); });
    add_quarantine(command, options);
    add_consultations(command, options);
}

}  // namespace paraat::cli
