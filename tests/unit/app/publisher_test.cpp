#include "hub/app/publisher.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "hub/journal/sqlite_journal.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using test::eventually;
using transport::Lane;

// A broker that a test connects and disconnects; it keeps what was sent, and what it retains is what a test says.
class ScriptedTransport : public transport::Transport {
public:
    void start() override {}
    void stop() override {}
    std::vector<transport::Inbound> take(std::size_t, Milliseconds) override { return {}; }
    void wake() override {}
    bool send(const transport::Outbound& message) override {
        std::lock_guard lock(mutex_);
        if (is_up_ || message.waits_for_connection) sent_.push_back(message);
        return true;
    }
    void wait_for_room(Milliseconds) override {}
    bool has_room(Lane) const override { return takes_answers; }
    bool is_connected(Lane) const override {
        std::lock_guard lock(mutex_);
        return is_up_;
    }
    std::uint64_t incarnation(Lane) const override {
        std::lock_guard lock(mutex_);
        return incarnation_;
    }
    bool is_shedding() const override { return false; }
    transport::Counters counters() const override { return {}; }
    Result<std::vector<std::string>> collect_retained(const std::vector<std::string>&, Milliseconds,
                                                      Milliseconds) override {
        std::lock_guard lock(mutex_);
        ++readings_;
        if (failing_readings_ > 0) {
            --failing_readings_;
            return Error{"broker_unreachable", "broker", "gone"};
        }
        return retained_;
    }
    Result<std::string> read_retained(const std::string&, Milliseconds, Milliseconds) override { return std::string{}; }

    void connect(std::vector<std::string> retained, int failing_readings = 0) {
        std::lock_guard lock(mutex_);
        retained_ = std::move(retained);
        failing_readings_ = failing_readings;
        is_up_ = true;
        ++incarnation_;
    }
    void disconnect() {
        std::lock_guard lock(mutex_);
        is_up_ = false;
    }
    int readings() const {
        std::lock_guard lock(mutex_);
        return readings_;
    }
    std::vector<transport::Outbound> sent_on(const std::string& topic) const {
        std::lock_guard lock(mutex_);
        std::vector<transport::Outbound> found;
        for (const transport::Outbound& message : sent_) {
            if (message.topic == topic) found.push_back(message);
        }
        return found;
    }

    std::atomic<bool> takes_answers{true};

private:
    mutable std::mutex mutex_;
    std::vector<transport::Outbound> sent_;
    std::vector<std::string> retained_;
    int failing_readings_ = 0;
    int readings_ = 0;
    bool is_up_ = false;
    std::uint64_t incarnation_ = 0;
};

class PublisherTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = journal::SqliteJournal::open({folder_.path(), 0, 0, journal::system_chance()}, Instant{});
        ASSERT_TRUE(opened);
        journal_ = std::move(*opened);
        auto reader = journal::JournalReader::open(folder_.path());
        ASSERT_TRUE(reader);
        publisher_ = std::make_unique<Publisher>(
            Publisher::Parts{centre_.organisation, config_, clock_, broker_, "generation", clock_.now(),
                             [] { return std::string("rules"); }, [] { return std::vector<std::string>{}; }},
            std::move(*reader), core::State{}, journal::Sequence{});
        thread_ = std::thread([this] { publisher_->run(committed_); });
    }
    void TearDown() override {
        committed_.close();
        if (thread_.joinable()) thread_.join();
    }

    bool is_up() const { return publisher_->is_up(); }
    core::IncidentId told(const std::string& client, core::InputBody body) {
        const core::Outcome outcome = centre_.receives(client, std::move(body));
        EXPECT_FALSE(outcome.refusal);
        Batch batch;
        batch.now = centre_.now;
        batch.events = outcome.events;
        committed_.push(std::move(batch));
        return outcome.incident.value_or(core::IncidentId{});
    }
    void closes(const core::IncidentId& incident) {
        core::Command close;
        close.deed = core::Deed::close;
        close.incident = incident;
        close.acknowledge = true;
        told("console-1", close);
    }
    Batch asking(int count) {
        Batch batch;
        for (int i = 0; i < count; ++i) {
            Question question;
            question.asker = core::ClientName{"console-1"};
            question.id = "q" + std::to_string(i);
            question.query.ask = "incidents";
            batch.questions.push_back(std::move(question));
        }
        return batch;
    }

    test::Folder folder_;
    test::Centre centre_;
    HubConfig config_;
    HubClock clock_{Instant{}};
    ScriptedTransport broker_;
    std::unique_ptr<journal::SqliteJournal> journal_;
    std::unique_ptr<Publisher> publisher_;
    BoundedQueue<Batch> committed_{8};
    std::thread thread_;
};

TEST_F(PublisherTest, GivesReceiptsToTheTransportAlsoWithoutABroker) {
    Batch batch;
    batch.receipts.push_back({core::ClientName{"radio-7"}, "bytes", "twin"});
    committed_.push(std::move(batch));
    EXPECT_TRUE(eventually([&] { return broker_.sent_on("oov/json/down/radio-7/receipt").size() == 1; }));
    EXPECT_TRUE(broker_.sent_on("oov/down/radio-7/receipt").at(0).waits_for_connection);
}

TEST_F(PublisherTest, IsUpOnlyOnceTheBrokersRetainedTopicsWereRead) {
    broker_.connect({}, 1);
    ASSERT_TRUE(eventually([&] { return broker_.readings() == 1; }));
    EXPECT_FALSE(is_up());
    EXPECT_TRUE(eventually([&] { return is_up(); }));
    EXPECT_EQ(broker_.readings(), 2);
}

TEST_F(PublisherTest, ClearsWhatEndedWhileNobodyWasConnected) {
    broker_.connect({});
    ASSERT_TRUE(eventually([&] { return is_up(); }));
    const core::IncidentId incident = told("radio-1", test::report("noise_nuisance"));
    const std::string topic = "oov/dvl/alert/" + incident.text();
    ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 1; }));
    broker_.disconnect();
    closes(incident);
    ASSERT_TRUE(eventually([&] { return committed_.size() == 0 && publisher_->gauges().open_incidents == 0; }));
    ASSERT_EQ(broker_.sent_on(topic).size(), 1u);
    broker_.connect({topic});
    ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 3; }));
    EXPECT_EQ(broker_.sent_on(topic).back().payload, "");
    EXPECT_TRUE(broker_.sent_on(topic).back().is_retained);
}

TEST_F(PublisherTest, ClearsTheFullBoardOfATeamThatIsGoneAndNoOther) {
    broker_.connect({"oov/dvl/board/full/it-gone", "oov/json/dvl/board/full/it-gone", "oov/dvl/board/full/it-overlast",
                     "oov/dvl/board/full"});
    for (const char* topic : {"oov/dvl/board/full/it-gone", "oov/json/dvl/board/full/it-gone"}) {
        ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 1; })) << topic;
        EXPECT_EQ(broker_.sent_on(topic)[0].payload, "");
        EXPECT_TRUE(broker_.sent_on(topic)[0].is_retained);
        EXPECT_EQ(broker_.sent_on(topic)[0].lane, Lane::beacons);
    }
    for (const char* topic : {"oov/dvl/board/full/it-overlast", "oov/dvl/board/full"}) {
        ASSERT_EQ(broker_.sent_on(topic).size(), 1u) << topic;
        EXPECT_NE(broker_.sent_on(topic)[0].payload, "") << topic;
    }
}

TEST_F(PublisherTest, TellsEachNewBrokerWhatStands) {
    broker_.connect({});
    ASSERT_TRUE(eventually([&] { return is_up(); }));
    const core::IncidentId incident = told("radio-1", test::report("noise_nuisance"));
    const std::string topic = "oov/dvl/alert/" + incident.text();
    ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 1; }));
    broker_.connect({topic});
    ASSERT_TRUE(eventually([&] { return is_up(); }));
    EXPECT_EQ(broker_.sent_on(topic).size(), 2u);
}

TEST_F(PublisherTest, TellsABoardsChangesOnceItIsConnected) {
    const core::DivisionName dvl{"dvl"};
    Batch batch;
    batch.events.push_back({centre_.now, core::the_hub, core::UnitPlaced{core::ClientName{"radio-9"}, {dvl, {}}, {}}});
    committed_.push(std::move(batch));
    ASSERT_TRUE(eventually([&] { return committed_.size() == 0; }));
    broker_.connect({});
    const std::string topic = "oov/json/dvl/board";
    ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 1; }));
    EXPECT_THAT(broker_.sent_on(topic)[0].payload, testing::HasSubstr("\"removed\":[\"radio-9\"]"));
}

TEST_F(PublisherTest, CountsNeitherCovertWorkNorExercises) {
    broker_.connect({});
    core::Report covert = test::report("theft");
    covert.covert = true;
    told("coord-ondermijning-1", covert);
    core::Report exercise = test::report("noise_nuisance", 51.0, 4.0);
    exercise.exercise = true;
    told("radio-1", exercise);
    told("radio-1", test::report("noise_nuisance", 52.0, 5.0));
    ASSERT_TRUE(eventually([&] { return publisher_->gauges().open_incidents > 0; }));
    EXPECT_EQ(publisher_->gauges().open_incidents, 1);
    EXPECT_EQ(publisher_->gauges().unacknowledged, 1);
}

TEST_F(PublisherTest, SendsNothingThatIsLargerThanAMessageMayBe) {
    Batch batch;
    batch.receipts.push_back({core::ClientName{"radio-7"}, std::string(65'537, 'x'), std::string(65'536, 'y')});
    committed_.push(std::move(batch));
    EXPECT_TRUE(eventually([&] { return broker_.sent_on("oov/json/down/radio-7/receipt").size() == 1; }));
    EXPECT_TRUE(broker_.sent_on("oov/down/radio-7/receipt").empty());
    EXPECT_EQ(publisher_->gauges().oversized, 1u);
}

TEST_F(PublisherTest, RefusesAnAnswerThatIsLargerThanAMessageMayBe) {
    Batch batch = asking(1);
    core::QueryResult large;
    large.id = "q0";
    large.ask = "incidents";
    large.ok = true;
    large.incidents.emplace();
    large.next = std::string(70'000, 'x');
    batch.questions[0].answer = large;
    committed_.push(std::move(batch));
    const std::string topic = "oov/down/console-1/result";
    ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 1; }));
    EXPECT_THAT(broker_.sent_on(topic)[0].payload, testing::HasSubstr("\"id\":\"q0\""));
    EXPECT_THAT(broker_.sent_on(topic)[0].payload, testing::HasSubstr("\"code\":\"too_many\""));
}

TEST_F(PublisherTest, SaysThatAHistoryCannotBeReadInsteadOfTellingHalfOfIt) {
    const core::IncidentId incident = told("radio-1", test::report("noise_nuisance"));
    const auto& id = incident.ulid.bytes();
    journal::Entry entry;
    entry.events.push_back({centre_.now, 60'000, 1, {id.begin(), id.end()}, "of a newer hub", ""});
    const auto last = journal_->append(std::vector{entry});
    ASSERT_TRUE(last);
    Batch batch = asking(1);
    batch.last = *last;
    batch.questions[0].query.ask = "incident";
    batch.questions[0].query.incident = incident;
    committed_.push(std::move(batch));
    const std::string topic = "oov/down/console-1/result";
    ASSERT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 1; }));
    const std::string payload = broker_.sent_on(topic)[0].payload;
    EXPECT_THAT(payload, testing::HasSubstr("\"ok\":false"));
    EXPECT_THAT(payload, testing::HasSubstr("\"code\":\"unavailable\""));
    EXPECT_THAT(payload, testing::Not(testing::HasSubstr("timeline")));
}

TEST_F(PublisherTest, LetsAFloodOfQuestionsWaitForItsReaderAndRefusesTheRest) {
    broker_.takes_answers = false;
    committed_.push(asking(70));
    Batch receipt;
    receipt.receipts.push_back({core::ClientName{"radio-7"}, "bytes", "twin"});
    committed_.push(std::move(receipt));
    ASSERT_TRUE(eventually([&] { return broker_.sent_on("oov/down/radio-7/receipt").size() == 1; }));
    const std::string topic = "oov/down/console-1/result";
    ASSERT_EQ(broker_.sent_on(topic).size(), 6u);
    EXPECT_THAT(broker_.sent_on(topic)[0].payload, testing::HasSubstr("\"code\":\"too_many\""));
    EXPECT_TRUE(broker_.sent_on(topic)[0].waits_for_connection);
    broker_.takes_answers = true;
    EXPECT_TRUE(eventually([&] { return broker_.sent_on(topic).size() == 70; }));
    EXPECT_THAT(broker_.sent_on(topic)[6].payload, testing::HasSubstr("\"id\":\"q0\""));
}

}  // namespace
}  // namespace paraat::app
