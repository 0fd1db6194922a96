#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "hub/app/intake.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {

using Json = nlohmann::ordered_json;

inline const std::string theft = R"({"id":"t1","category":"theft","lat":51.92,"lon":4.48})";

// An intake over a journal of its own, without network: messages go in, and what came of each is committed. Besides
// the small organisation it knows "contract-1", who is outside.
class Desk {
public:
    explicit Desk(const HubConfig::Limits& given = {}) : limits_(given) {
        core::Account outside = test::account("contract-1", "", {});
        outside.is_outside = true;
        centre_.organisation.accounts.put(outside);
        open_journal();
        start(core::State{});
    }

    // What came of a message of that client.
    Batch takes(const std::string& client, const std::string& kind, const std::string& payload) {
        return takes_from("oov/up/" + client + "/" + kind, payload);
    }
    Batch takes_from(const std::string& topic, const std::string& payload, bool is_retained = false) {
        Batch batch;
        batch.now = now;
        const auto taken = intake_->take({topic, payload, is_retained}, now, has_room, batch);
        EXPECT_TRUE(taken) << (taken ? "" : taken.error().message);
        const auto committed = journal_->append(batch.entries);
        EXPECT_TRUE(committed) << (committed ? "" : committed.error().message);
        return batch;
    }

    // What came of a command about the rules, whose files came to that.
    Batch answers(const RuleRequest& request, const core::RulesOffer& offer) {
        Batch batch;
        batch.now = now;
        EXPECT_TRUE(intake_->answer(request, offer, now, has_room, batch));
        EXPECT_TRUE(journal_->append(batch.entries));
        return batch;
    }

    // Time goes on, and what is due fires at the end of it.
    void passes(Milliseconds span) {
        now = now + span;
        Batch batch;
        batch.now = now;
        intake_->pass_time(now, batch);
        EXPECT_TRUE(journal_->append(batch.entries));
    }
    const std::filesystem::path& journal() const { return folder_.path(); }
    const core::Organisation& organisation() const { return centre_.organisation; }

    // The one receipt to a message in JSON, as sent; empty when there is not exactly one.
    std::string answer(const std::string& client, const std::string& kind, const std::string& payload) {
        const Batch batch = takes(client, kind, payload);
        EXPECT_EQ(batch.receipts.size(), 1u);
        if (batch.receipts.size() != 1) return {};
        EXPECT_EQ(batch.receipts[0].client.text, client);
        EXPECT_EQ(batch.receipts[0].twin, batch.receipts[0].bytes);
        return batch.receipts[0].bytes;
    }
    Json receipt(const std::string& client, const std::string& kind, const std::string& payload) {
        return Json::parse(answer(client, kind, payload), nullptr, false);
    }

    // A clean stop and a new start.
    void restarts() {
        core::State state = intake_->state();
        intake_.reset();
        journal_.reset();
        open_journal();
        start(std::move(state));
    }

    Intake& intake() { return *intake_; }
    const IntakeCounts& counts() const { return intake_->counts(); }
    const FreshIds& ids() const { return ids_; }

    Instant now{1'763'940'000'000};
    bool has_room = true;

private:
    void open_journal() {
        auto opened = journal::SqliteJournal::open({folder_.path(), 0, 0, journal::system_chance()}, now);
        EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
        journal_ = std::move(*opened);
    }
    void start(core::State state) {
        auto reader = journal::JournalReader::open(folder_.path());
        EXPECT_TRUE(reader) << (reader ? "" : reader.error().message);
        intake_ = std::make_unique<Intake>(centre_.organisation, centre_.rules, projection::Topics("oov"), ids_,
                                           Receipts(std::move(*reader)), std::move(state), limits_);
    }

    HubConfig::Limits limits_;
    test::Folder folder_;
    test::Centre centre_;
    FreshIds ids_{std::string(32, 'k')};
    std::unique_ptr<journal::SqliteJournal> journal_;
    std::unique_ptr<Intake> intake_;
};

}  // namespace paraat::app
