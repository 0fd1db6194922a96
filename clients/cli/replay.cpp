#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <random>

#include "clients/cli/chicago.hpp"
#include "clients/cli/command.hpp"
#include "clients/cli/delivery.hpp"
#include "clients/cli/login.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* client = "replay-chicago";
constexpr double longest_gap_s = 5;

std::vector<Instant> moments(const std::vector<Json>& reports) {
    std::vector<Instant> happened;
    for (const Json& report : reports) happened.push_back(Instant{report.value("occurred_at", std::int64_t{0})});
    return happened;
}

// Sends records in file order and again until each has its receipt, over as many connections as that takes.
class Replay {
public:
    Replay(const Options& options, std::vector<Json> reports, const Pace& pace)
        : options_(options),
          reports_(std::move(reports)),
          delivery_(moments(reports_), pace, std::chrono::seconds{options.timeout_s}, Clock::now()) {
        for (std::size_t i = 0; i < reports_.size(); ++i) records_.emplace(text_of(reports_[i], "id"), i);
    }

    int run() {
        auto session = connect();
        if (!session) return fail(session.error());
        while (!delivery_.is_done()) {
            if (session) serve(*session);
            if (delivery_.is_done()) break;
            if (delivery_.is_out_of_patience(Clock::now())) return give_up();
            if (session) say(options_, "\nnothing comes any more; trying a new connection");
            pause();
            session = connect();
            if (session) delivery_.begin_again(Clock::now());
        }
        say(options_, "");
        char words[200];
        std::snprintf(words, sizeof words,
                      options_.json ? "{\"sent\":%zu,\"accepted\":%zu,\"known\":%zu,\"refused\":%zu}"
                                    : "%zu sent, %zu accepted, %zu known from an earlier run, %zu refused",
                      reports_.size(), accepted_, known_, refused_);
        print(words);
        return refused_ == 0 ? exit_ok : exit_no;
    }

private:
    Result<sdk::Session> connect() const {
        auto session = connect_as(options_, std::string(client), fresh_id());
        if (!session) return session;
        const auto heard = session->subscribe(options_.root + "/down/" + client + "/receipt");
        if (!heard) return heard.error();
        return session;
    }

    // One connection, until everything is answered, it is lost, or nothing comes any more.
    void serve(sdk::Session& session) {
        while (!delivery_.is_done() && session.is_connected() && !delivery_.is_out_of_patience(Clock::now())) {
            while (const auto record = delivery_.take_due(Clock::now(), static_cast<std::uint32_t>(chance_()))) {
                send(session, reports_[*record]);
            }
            if (const auto message = session.next(Milliseconds{20})) take(message->payload);
        }
    }

    // The same bytes each time: sent_at is of the first try. What the library does not take is sent again later.
    void send(sdk::Session& session, Json& report) const {
        if (!report.contains("sent_at")) report["sent_at"] = sdk::wall_clock().ms;
        (void)session.publish(options_.root + "/up/" + client + "/report", report.dump()).has_value();
    }

    void take(const std::string& payload) {
        const Json receipt = object_in(payload);
        if (!receipt.is_object() || receipt.value("retry", false)) return;
        const auto found = records_.find(text_of(receipt, "id"));
        if (found == records_.end() || !delivery_.answer(found->second, Clock::now())) return;
        const bool is_accepted = receipt.value("accepted", false);
        // Its id was taken by an earlier run, which sent another sent_at: nothing changes.
        const bool is_known = text_of(receipt, "code") == "id_reused";
        ++(is_accepted ? accepted_ : is_known ? known_ : refused_);
        if (!is_accepted && !is_known) say(options_, "refused: " + payload);
        if (!options_.quiet) std::fprintf(stderr, "\r%zu of %zu", delivery_.answered(), reports_.size());
    }

    static void pause() {
        std::random_device chance;
        const timespec wait{0, static_cast<long>(200'000'000 + chance() % 300'000'000)};
        nanosleep(&wait, nullptr);
    }

    int give_up() const {
        std::fprintf(stderr,
                     "\nparaat: no receipt for %d s; %zu of %zu were answered. Run the same again: nothing is "
                     "taken twice.\n",
                     options_.timeout_s, delivery_.answered(), reports_.size());
        return exit_try_again;
    }

    const Options& options_;
    std::vector<Json> reports_;
    std::map<std::string, std::size_t> records_;  // by id
    Delivery delivery_;
    std::mt19937 chance_{std::random_device{}()};
    std::size_t accepted_ = 0;
    std::size_t known_ = 0;
    std::size_t refused_ = 0;
};

struct ReplayGiven {
    std::string file;
    Pace pace{0, Milliseconds{static_cast<std::int64_t>(longest_gap_s * 1000)}};
    std::size_t limit = SIZE_MAX;
};

int replay(const Options& options, const ReplayGiven& given) {
    std::ifstream in(given.file);
    if (!in || in.peek() == std::ifstream::traits_type::eof()) {
        std::fprintf(stderr, "paraat: cannot read %s, or it is empty\n", given.file.c_str());
        return exit_no_input;
    }
    auto reports = chicago_reports(in, given.file, given.limit);
    if (!reports) return fail(reports.error());
    return Replay(options, std::move(*reports), given.pace).run();
}

}  // namespace

void add_replay(Word& root, const Options& options) {
    Word command = root.sub("replay", "send the records of a file as reports");
    command.example("Example: paraat replay chicago-crimes.csv --format chicago --speed 60");
    auto given = std::make_shared<ReplayGiven>();
    command
        .on_text("file", "a CSV file with the columns of the format",
                 [given](const std::string& file) { given->file = file; })
        .required();
    command.on_text("--format", "how the file is read; only chicago yet", [](const std::string&) {})
        .among({"chicago"})
        .otherwise("chicago");
    command
        .on_real("--speed",
                 "times real time: the gap to the record before, divided by this; absent = as fast as receipts come",
                 [given](double speed) { given->pace.speed = speed; })
        .between(1e-3, 1e9);
    command
        .on_real(
            "--longest-gap", "with --speed: no gap is longer than so many seconds",
            [given](double gap_s) { given->pace.longest_gap = Milliseconds{static_cast<std::int64_t>(gap_s * 1000)}; })
        .between(0, 86'400)
        .otherwise("5");
    command
        .on_whole("--limit", "send at most so many records",
                  [given](std::int64_t limit) { given->limit = static_cast<std::size_t>(limit); })
        .between(1, 1e9);
    command.does([&options, given] { return replay(options, *given); });
}

}  // namespace paraat::cli
