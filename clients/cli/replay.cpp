#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <random>

#include "clients/cli/chicago.hpp"
#include "clients/cli/command.hpp"
#include "clients/sdk/resend.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t window = 200;  // reports without a receipt
constexpr const char* client = "replay-chicago";

std::int64_t wall_ms() {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

struct Record {
    std::string id;
    Json report;
};

// Sends records in file order and again until each has its receipt, over as many connections as that takes.
class Replay {
public:
    Replay(const Options& options, std::vector<Record> records, double speed)
        : options_(options), records_(std::move(records)), speed_(speed) {}

    int run() {
        const auto end = Clock::now() + std::chrono::seconds{options_.timeout_s};
        auto patience = end;
        while (done_ < records_.size()) {
            const std::size_t before = done_;
            serve();
            if (done_ > before) patience = Clock::now() + std::chrono::seconds{options_.timeout_s};
            if (done_ < records_.size() && Clock::now() > patience) return give_up();
        }
        std::fprintf(stderr, "\n");
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

    // One connection, until everything is answered or it is lost.
    void serve() {
        auto session = sdk::Session::connect(options_.broker, std::string(client) + "." + fresh_id());
        const std::string receipts = options_.root + "/down/" + client + "/receipt";
        if (!session || !session->subscribe(receipts)) {
            say(options_, "no broker; trying again");
            pause();
            return;
        }
        for (auto& [id, waiting] : waiting_) waiting.again = Clock::now();
        auto heard = Clock::now();
        while (done_ < records_.size() && session->is_connected()) {
            send_due(*session);
            const auto message = session->next(Milliseconds{20});
            if (message) take(message->payload);
            if (message) heard = Clock::now();
            if (Clock::now() - heard > std::chrono::seconds{options_.timeout_s}) return;
        }
    }

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
            send(session, waiting);
        }
    }

    // At --speed N the records come N times as fast as they happened.
    bool is_time() {
        if (speed_ <= 0) return true;
        const std::int64_t at = records_[next_].report.value("occurred_at", std::int64_t{0});
        const std::int64_t first = records_[0].report.value("occurred_at", std::int64_t{0});
        const auto due = begun_ + Milliseconds{static_cast<std::int64_t>(static_cast<double>(at - first) / speed_)};
        return Clock::now() >= due;
    }

    void send(sdk::Session& session, Waiting& waiting) {
        // The same bytes each time: sent_at is of the first try.
        Json& report = records_[waiting.record].report;
        if (!report.contains("sent_at")) report["sent_at"] = wall_ms();
        (void)session.publish(options_.root + "/up/" + client + "/report", report.dump()).has_value();
        waiting.again = Clock::now() + sdk::resend_after(waiting.tries++, static_cast<std::uint32_t>(chance_()));
    }

    void take(const std::string& payload) {
        const Json receipt = Json::parse(payload, nullptr, false);
        if (receipt.is_discarded() || receipt.value("retry", false)) return;
        if (waiting_.erase(receipt.value("id", "")) == 0) return;  // a receipt may come several times
        ++done_;
        const bool is_accepted = receipt.value("accepted", false);
        // Its id was taken by an earlier run, which sent another sent_at: nothing changes.
        const bool is_known = receipt.value("code", "") == "id_reused";
        ++(is_accepted ? accepted_ : is_known ? known_ : refused_);
        if (!is_accepted && !is_known) say(options_, "refused: " + payload);
        if (!options_.quiet && (done_ % 100 == 0 || done_ == records_.size())) {
            std::fprintf(stderr, "\r%zu of %zu", done_, records_.size());
        }
    }

    void pause() {
        std::random_device chance;
        const timespec wait{0, static_cast<long>(200'000'000 + chance() % 300'000'000)};
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
    const double speed_;
    const Clock::time_point begun_ = Clock::now();
    Clock::time_point next_look_ = Clock::now();
    std::map<std::string, Waiting> waiting_;
    std::mt19937 chance_{std::random_device{}()};
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    std::size_t accepted_ = 0;
    std::size_t known_ = 0;
    std::size_t refused_ = 0;
};

int replay(const Options& options, const std::string& file, double speed, std::size_t limit) {
    std::ifstream in(file);
    std::string line;
    if (!in || !std::getline(in, line)) {
        std::fprintf(stderr, "paraat: cannot read %s\n", file.c_str());
        return exit_no_input;
    }
    const std::vector<std::string> columns = csv_fields(line);
    std::vector<Record> records;
    std::size_t number = 1;
    while (records.size() < limit && std::getline(in, line)) {
        ++number;
        if (line.empty()) continue;
        auto report = chicago_report(columns, csv_fields(line));
        if (!report) {
            std::fprintf(stderr, "paraat: %s:%zu: this record has no ID; is the file in the format chicago?\n",
                         file.c_str(), number);
            return exit_data;
        }
        const std::string id = (*report)["id"];
        records.push_back({id, std::move(*report)});
    }
    return Replay(options, std::move(records), speed).run();
}

}  // namespace

void add_replay(Word& root, const Options& options) {
    Word command = root.sub("replay", "send the records of a file as reports");
    command.example("Example: paraat replay chicago-crimes.csv --format chicago");
    struct Given {
        std::string file;
        double speed = 0;
        std::size_t limit = SIZE_MAX;
    };
    auto given = std::make_shared<Given>();
    command.on_text("file", "the file", [given](const std::string& file) { given->file = file; }).required();
    command.on_text("--format", "chicago", [](const std::string&) {}).among({"chicago"}).otherwise("chicago");
    command
        .on_real("--speed", "times real time; absent = as fast as receipts come",
                 [given](double speed) { given->speed = speed; })
        .between(1e-3, 1e9);
    command
        .on_whole("--limit", "at most so many records",
                  [given](std::int64_t limit) { given->limit = static_cast<std::size_t>(limit); })
        .between(1, 1e9);
    command.does([&options, given] { return replay(options, given->file, given->speed, given->limit); });
}

}  // namespace paraat::cli
