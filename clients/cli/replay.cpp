#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <random>

#include "clients/cli/chicago.hpp"
#include "clients/cli/command.hpp"
#include "clients/cli/csv.hpp"
#include "clients/cli/pace.hpp"
#include "clients/sdk/resend.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t window = 200;  // reports without a receipt
constexpr const char* client = "replay-chicago";

struct Record {
    std::string id;
    Json report;
};

// Sends records in file order and again until each has its receipt, over as many connections as that takes.
class Replay {
public:
    // `speed`: times real time; nullopt = as fast as receipts come.
    Replay(const Options& options, std::vector<Record> records, std::optional<double> speed)
        : options_(options), records_(std::move(records)), speed_(speed) {}

    int run() {
        while (done_ < records_.size()) {
            const auto served = serve();
            // At the start a broker that is not there is a fault; later it is one that comes back.
            if (!served && !was_connected_) return fail(served.error());
            if (done_ == records_.size()) break;
            if (is_silent()) return give_up();
            if (!served && !is_away_) say(options_, "\nno broker; trying again");
            is_away_ = !served;
            pause();
        }
        if (!options_.quiet) std::fprintf(stderr, "\n");
        std::printf(options_.json ? "{\"sent\":%zu,\"accepted\":%zu,\"known\":%zu,\"refused\":%zu}\n"
                                  : "%zu sent, %zu accepted, %zu known from an earlier run, %zu refused\n",
                    records_.size(), accepted_, known_, refused_);
        return refused_ == 0 ? exit_ok : exit_no;
    }

private:
    struct Waiting {
        std::size_t record;
        Clock::time_point again;
        int tries = 0;
    };

    // One connection, until everything is answered, it is lost, or nobody answers.
    Result<void> serve() {
        auto session = sdk::Session::connect(options_.broker, std::string(client) + "." + fresh_id());
        if (!session) return session.error();
        if (auto done = session->subscribe(options_.root + "/down/" + client + "/receipt"); !done) return done.error();
        was_connected_ = true;
        for (auto& [id, waiting] : waiting_) waiting.again = Clock::now();
        while (done_ < records_.size() && session->is_connected() && !is_silent()) {
            send_due(*session);
            const auto message = session->next(Milliseconds{20});
            if (message) take(message->payload);
            // With nothing unanswered there is no silence: the next record's time has not come.
            if (waiting_.empty()) heard_ = Clock::now();
        }
        return {};
    }

    bool is_silent() const { return Clock::now() - heard_ > std::chrono::seconds{options_.timeout_s}; }

    void send_due(sdk::Session& session) {
        const auto now = Clock::now();
        if (now >= next_look_) {
            for (auto& [id, waiting] : waiting_) {
                if (waiting.again <= now) send(session, waiting);
            }
            next_look_ = now + Milliseconds{100};
        }
        while (next_ < records_.size() && waiting_.size() < window && is_time()) {
            Waiting& waiting = waiting_[records_[next_].id];
            waiting.record = next_++;
            sent_last_ = Clock::now();
            send(session, waiting);
        }
    }

    // A record whose ID is still unanswered waits: a receipt could not tell the two apart.
    bool is_time() const {
        if (waiting_.contains(records_[next_].id)) return false;
        if (!speed_ || next_ == 0) return true;
        return Clock::now() >= sent_last_ + pause_between(moment(next_ - 1), moment(next_), *speed_);
    }

    Instant moment(std::size_t record) const { return Instant{records_[record].report["occurred_at"]}; }

    void send(sdk::Session& session, Waiting& waiting) {
        // The same bytes each time: sent_at is of the first try.
        Json& report = records_[waiting.record].report;
        if (!report.contains("sent_at")) report["sent_at"] = wall_clock().ms;
        (void)session.publish(options_.root + "/up/" + client + "/report", report.dump()).has_value();
        waiting.again = Clock::now() + sdk::resend_after(waiting.tries++, static_cast<std::uint32_t>(chance_()));
    }

    void take(const std::string& payload) {
        const Json receipt = Json::parse(payload, nullptr, false);
        if (!receipt.is_object() || receipt.value("retry", false)) return;
        if (waiting_.erase(receipt.value("id", "")) == 0) return;  // a receipt may come several times
        heard_ = Clock::now();
        ++done_;
        const bool is_accepted = receipt.value("accepted", false);
        // Its id was taken by an earlier run, which sent another sent_at: nothing changes.
        const bool is_known = receipt.value("code", "") == "id_reused";
        ++(is_accepted ? accepted_ : is_known ? known_ : refused_);
        if (!is_accepted && !is_known) say(options_, "\nrefused: " + payload);
        if (!options_.quiet) std::fprintf(stderr, "\r%zu of %zu", done_, records_.size());
    }

    void pause() {
        const timespec wait{0, static_cast<long>(200'000'000 + chance_() % 300'000'000)};
        nanosleep(&wait, nullptr);
    }

    int give_up() {
        std::fprintf(stderr,
                     "\nparaat: no receipt for %d s; %zu of %zu were answered. Run the same again: nothing is "
                     "taken twice.\n",
                     options_.timeout_s, done_, records_.size());
        return exit_try_again;
    }

    const Options& options_;
    std::vector<Record> records_;
    const std::optional<double> speed_;
    Clock::time_point heard_ = Clock::now();      // the last receipt, or the last moment when none was due
    Clock::time_point sent_last_ = Clock::now();  // a record for the first time
    Clock::time_point next_look_ = Clock::now();
    std::map<std::string, Waiting> waiting_;
    std::mt19937 chance_{std::random_device{}()};
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    std::size_t accepted_ = 0;
    std::size_t known_ = 0;
    std::size_t refused_ = 0;
    bool was_connected_ = false;
    bool is_away_ = false;
};

Error at_line(const std::string& file, std::size_t line, const std::string& what) {
    return {"bad_value", "", file + ":" + std::to_string(line) + ": " + what};
}

// All records are read before the first is sent: a fault in the last line leaves the hub as it was.
Result<std::vector<Record>> read_records(std::ifstream& in, const std::string& file, std::size_t limit) {
    CsvReader reader(in);
    std::vector<std::string> columns;
    std::vector<Record> records;
    while (records.size() < limit) {
        auto record = reader.next();
        if (!record) return at_line(file, reader.line(), record.error().message);
        if (!*record) break;
        if (columns.empty()) {
            columns = std::move(**record);
            if (const auto missing = missing_columns(columns)) return at_line(file, reader.line(), missing->message);
            continue;
        }
        auto report = chicago_report(columns, **record);
        if (!report) return at_line(file, reader.line(), report.error().message);
        const std::string id = (*report)["id"];
        records.push_back({id, std::move(*report)});
    }
    if (records.empty()) return Error{"bad_value", "", file + ": no records"};
    return records;
}

struct Given {
    std::string file;
    std::optional<double> speed;
    std::size_t limit = SIZE_MAX;
};

int replay(const Options& options, const Given& given) {
    std::ifstream in(given.file);
    if (!in || in.peek() == std::ifstream::traits_type::eof()) {
        const bool is_there = static_cast<bool>(in) || in.eof();
        std::fprintf(stderr, "paraat: %s %s\n", is_there ? "there is nothing in" : "cannot read", given.file.c_str());
        return is_there ? exit_data : exit_no_input;
    }
    auto records = read_records(in, given.file, given.limit);
    if (!records) return fail(records.error());
    return Replay(options, std::move(*records), given.speed).run();
}

}  // namespace

void add_replay(Word& root, const Options& options) {
    Word command = root.sub("replay", "send the records of a file as reports, each once however often it is run");
    command.example("Example: paraat replay chicago-crimes.csv --format chicago --speed 60");
    auto given = std::make_shared<Given>();
    command
        .on_text("file", "CSV with a header line, in UTF-8", [given](const std::string& file) { given->file = file; })
        .required();
    command.on_text("--format", "whose columns: chicago, the city's open data on crimes", [](const std::string&) {})
        .among({"chicago"})
        .otherwise("chicago");
    command
        .on_real("--speed",
                 "times real time, more than 0, e.g. 60: a minute in a second. Each record follows the one before it; "
                 "an older one follows at once, and a gap of more than " +
                     std::to_string(std::chrono::duration_cast<std::chrono::minutes>(gap_most).count()) +
                     " minutes counts as that. Absent = as fast as receipts come",
                 [given](double speed) { given->speed = speed; })
        .between(1e-3, 1e9);
    command
        .on_whole("--limit", "at most so many records, from the first on",
                  [given](std::int64_t limit) { given->limit = static_cast<std::size_t>(limit); })
        .between(1, 1e9);
    command.does([&options, given] { return replay(options, *given); });
}

}  // namespace paraat::cli
