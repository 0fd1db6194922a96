#include "tests/bench/site/history.hpp"

#include <deque>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "hub/app/intake.hpp"
#include "hub/app/replay.hpp"
#include "hub/app/seen_inputs.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "tests/bench/site/site.hpp"
#include "tests/bench/site/whole.hpp"

namespace paraat::bench {
namespace {

constexpr Milliseconds three_weeks = std::chrono::hours{24 * 21};
constexpr std::int64_t events_in_them = 1'000'000;
constexpr std::size_t entries_a_commit = 256;  // as many as the hub takes at once under load
constexpr std::int64_t events_told = 100'000;  // between two words of how far it is
constexpr const char* said_of_it =
    "seen from the street, three of them; they went towards the station, one has a red coat";

class Scribe {
public:
    Scribe(const std::filesystem::path& directory, std::int64_t events, Instant end, std::size_t open_most)
        : wanted_(events),
          open_most_(open_most),
          span_(three_weeks.count() * events / events_in_them),
          begin_(end - span_),
          journal_(whole(journal::SqliteJournal::open({directory, 0, 0, journal::system_chance()}, begin_))),
          intake_(shipped().organisation, shipped().rules, projection::Topics(shipped().config.hub.root),
                  app::FreshIds(whole(app::load_or_make_site_key(journal::Paths{directory}.site_key()))),
                  app::Receipts(
                      whole(journal::JournalReader::open(directory)),
                      [directory](const auto& is_unwanted) { return app::read_seen_inputs(directory, is_unwanted); }),
                  {}, shipped().config.limits) {
        intake_.start("bench", now_, batch_);
    }

    History write() {
        while (!is_done()) {
            live_on();
            if (written() / events_told > told_) {
                told_ = written() / events_told;
                std::cerr << "  " << written() << " events written\n";
            }
            if (history_.in_snapshot == 0 && written() >= wanted_ - snapshot_age()) keep_snapshot();
        }
        commit();
        history_.events = journal_->head().sequence.value;
        history_.open = intake_.state().tally.of({}).open;
        history_.kept = intake_.state().incidents.size();
        history_.inputs = intake_.counts().accepted;
        return history_;
    }

private:
    std::int64_t written() const {
        return journal_->head().sequence.value + static_cast<std::int64_t>(batch_.events.size());
    }
    bool is_done() const { return written() >= wanted_; }
    // Of Publisher::offer_snapshot.
    std::int64_t snapshot_age() const { return 2 * static_cast<std::int64_t>(intake_.state().incidents.size()); }

    // One incident more, and when there are enough the oldest is closed. Time goes with the events, so that the last
    // comes at the end.
    void live_on() {
        passes_to(begin_ + Milliseconds{span_.count() * written() / wanted_});
        const bool is_serious = ++number_ % 10 < 3;
        const core::IncidentId id = reported(is_serious ? "drug_dealing" : "robbery");
        if (number_ % 3 == 0) reported(is_serious ? "drug_dealing" : "robbery");
        takes("opco-1", "ack", {{"incident", id.text()}, {"answer", "acknowledged"}});
        takes("coord-ondermijning-1", "command",
              {{"do", "note"}, {"incident", id.text()}, {"text", "back to the station, nothing more was seen"}});
        open_.push_back(id);
        if (open_.size() <= open_most_) return;
        takes("opco-1", "command", {{"do", "close"}, {"incident", open_.front().text()}});
        open_.pop_front();
    }
    core::IncidentId reported(const std::string& category) {
        const core::Position place = square(number_);
        const std::size_t first = takes(
            caller(intake_.counts().accepted), "report",
            {{"category", category}, {"text", said_of_it}, {"lat", place.lat_e7 / 1e7}, {"lon", place.lon_e7 / 1e7}});
        return std::get<core::ReportReceived>(batch_.events.at(first).body).incident;
    }
    // The place of its first event in the batch.
    std::size_t takes(const std::string& client, const std::string& kind, nlohmann::json said) {
        if (batch_.entries.size() >= entries_a_commit) commit();
        said["id"] = "m-" + std::to_string(intake_.counts().accepted);
        const std::size_t first = batch_.events.size();
        const auto accepted = intake_.counts().accepted;
        whole(intake_.take({"oov/up/" + client + "/" + kind, said.dump()}, now_, true, batch_));
        if (intake_.counts().accepted == accepted) throw std::runtime_error(batch_.receipts.back().twin);
        return first;
    }
    void passes_to(Instant end) {
        for (Instant due = intake_.next_due(); due <= end; due = intake_.next_due()) {
            now_ = std::max(now_, due);
            intake_.pass_time(now_, batch_);
        }
        now_ = std::max(now_, end);
    }
    void commit() {
        whole(journal_->append(batch_.entries));
        batch_ = {};
    }
    void keep_snapshot() {
        commit();
        history_.in_snapshot = journal_->head().sequence.value;
        const auto saved =
            journal_->save_snapshot({journal_->head().sequence, app::snapshot_version, core::encode(intake_.state())});
        if (!saved) throw std::runtime_error(saved.error().message);
    }

    const std::int64_t wanted_;
    const std::size_t open_most_;
    const Milliseconds span_;
    const Instant begin_;
    Instant now_ = begin_;
    std::unique_ptr<journal::SqliteJournal> journal_;  // never closed: the next start finds what a killed hub leaves
    app::Intake intake_;
    app::Batch batch_;
    std::deque<core::IncidentId> open_;
    std::size_t number_ = 0;
    std::int64_t told_ = 0;
    History history_;
};

}  // namespace

History write_history(const std::filesystem::path& directory, std::int64_t events, Instant end, std::size_t open_most) {
    return Scribe(directory, events, end, open_most).write();
}

}  // namespace paraat::bench
