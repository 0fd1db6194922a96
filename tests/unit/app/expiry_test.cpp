#include "hub/app/expiry.hpp"

#include <gmock/gmock.h>

#include "hub/app/record_outlook.hpp"
#include "hub/app/record_proof.hpp"
#include "hub/app/replay.hpp"
#include "hub/core/event_codec.hpp"
#include "hub/journal/memory_journal.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

// Records whose term is over, with a journal in memory and a clock by hand.
namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using core::Deed;
using core::RecordKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto a_day = 24h;

// One law for all.
core::Retention retention_of(Milliseconds keep) {
    core::Retention made = core::shipped_retention();
    for (core::Regime& regime : made.regimes) {
        for (auto& [record, term] : regime.terms) term.keep = keep;
    }
    return made;
}

// A centre whose events are in a journal, and one who goes through that.
class Archive {
public:
    explicit Archive(core::Retention kept) : retention(std::move(kept)) { restarts(); }

    core::IncidentId closes(const std::string& category, const std::string& text, bool covert = false) {
        core::Report report = test::report(category);
        report.text = text;
        report.reporter = core::Reporter{"Jansen", "0612345678", false};
        report.covert = covert;
        const core::IncidentId id = *centre.receives(covert ? "opco-1" : "radio-7", report).incident;
        centre.receives("opco-1", test::closing(id));
        commits();
        return id;
    }
    core::Command about(Deed deed, const core::IncidentId& incident) const {
        core::Command made = test::command(deed, incident);
        made.text = "because";
        return made;
    }
    std::string orders(Deed deed, const core::IncidentId& incident) {
        const auto outcome = centre.receives("opco-1", about(deed, incident));
        commits();
        return outcome.refusal ? std::string(core::code_of(outcome.refusal->reason)) : "";
    }
    void passes(Milliseconds span) {
        centre.passes(span);
        commits();
    }
    // Until there is nothing to do; the core decides what was found.
    void comes_to_rest() {
        for (int bites = 0; bites < 10'000; ++bites) {
            auto found = expiry->go_on(centre.now);
            ASSERT_TRUE(found) << found.error().message;
            for (const core::RetentionFinding& finding : *found) centre.finds(finding);
            commits();
            if (found->empty() && expiry->is_idle()) return;
        }
        FAIL() << "it never comes to rest";
    }
    // The process dies, and another one reads what is committed.
    void restarts() {
        const auto replayed = replay(journal);
        expiry = std::make_unique<Expiry>(retention, replayed->state.privacy, past(), journal);
    }
    void commits() {
        for (; committed < centre.journal.size(); ++committed) {
            const core::Event& event = centre.journal[committed];
            core::EncodedEvent encoded = core::encode(event);
            journal::Entry entry{
                {}, {{event.at, encoded.kind, encoded.version, encoded.subject, encoded.open, encoded.sealed}}};
            ASSERT_TRUE(journal.append(std::span(&entry, 1)));
            expiry->follow(event);
        }
    }
    RecordsPast past() {
        const auto of_subject = [this](std::string_view subject, journal::Sequence after, std::size_t limit) {
            std::vector<journal::SequencedEvent> found;
            for (const auto& stored : all()) {
                if (stored.sequence > after && stored.event.subject == subject && found.size() < limit)
                    found.push_back(stored);
            }
            return Result<std::vector<journal::SequencedEvent>>(std::move(found));
        };
        return {[this](journal::Sequence from, std::size_t limit) { return journal.read(from, limit); }, of_subject};
    }
    std::vector<journal::SequencedEvent> all() { return *journal.read({1}, 1'000'000); }
    // What can still be read of the reports, in their order.
    std::vector<std::string> texts() {
        std::vector<std::string> found;
        for (const auto& stored : all()) {
            const auto event = decode(stored);
            const auto* report = std::get_if<core::ReportReceived>(&event->body);
            if (report != nullptr) found.push_back(report->report.text);
        }
        return found;
    }
    std::vector<core::Erased> erased() const {
        std::vector<core::Erased> all;
        for (const core::Event& event : centre.journal) {
            if (const auto* one = std::get_if<core::Erased>(&event.body)) all.push_back(*one);
        }
        return all;
    }
    std::int64_t count(const std::string& name) const {
        return std::count_if(centre.journal.begin(), centre.journal.end(),
                             [&](const core::Event& event) { return core::name_of(event.body) == name; });
    }
    IncidentProof proof(const core::IncidentId& incident) {
        auto found = prove_incident(past(), incident, [](journal::Sequence) { return std::string("hash"); });
        return std::move(**found);
    }

    core::Retention retention;
    test::Centre centre;
    journal::MemoryJournal journal{Ulid::from_bytes({9})};
    std::unique_ptr<Expiry> expiry;
    std::size_t committed = 0;
};

TEST(Expiry, ErasesWhatIsOverAndNothingElse) {
    Archive archive(retention_of(10 * a_day));
    archive.closes("theft", "the old one");
    archive.passes(5 * a_day);
    archive.closes("theft", "the newer one");
    archive.passes(5 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", "the newer one"));
    ASSERT_THAT(archive.erased(), SizeIs(1));
    EXPECT_GT(archive.erased().front().destroyed, 0);
}

TEST(Expiry, EndsTheTermAtItsMoment) {
    Archive archive(retention_of(10 * a_day));
    archive.closes("theft", "text");
    archive.passes(10 * a_day - 1h);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    archive.passes(1h);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
}

TEST(Expiry, NeverErasesWhatTheStateHolds) {
    Archive archive(retention_of(1s));
    archive.closes("theft", "text");
    archive.passes(47h);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    archive.passes(1h + 1s);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
    archive.centre.compares_folds();
}

TEST(Expiry, LooksAtEachOnce) {
    Archive archive(retention_of(3 * a_day));
    archive.closes("theft", "text");
    archive.passes(4 * a_day);
    archive.comes_to_rest();
    const auto orders = archive.count("erasure_ordered");
    archive.passes(2 * a_day);
    archive.comes_to_rest();
    archive.restarts();
    archive.comes_to_rest();
    EXPECT_EQ(orders, archive.count("erasure_ordered"));
}

TEST(Expiry, IsByTheRegimeThatApplies) {
    core::Retention retention = retention_of(10 * a_day);
    for (auto& [record, term] : retention.regimes[1].terms) term.keep = 100 * a_day;
    Archive archive(std::move(retention));
    archive.closes("theft", "covert", true);
    archive.closes("theft", "open");
    archive.passes(11 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("covert", ""));
    archive.passes(90 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", ""));
}

TEST(Expiry, LeavesWhatIsPreservedAndComesBackWhenThatEnds) {
    Archive archive(retention_of(5 * a_day));
    const core::IncidentId incident = archive.closes("theft", "kept");
    archive.closes("theft", "gone");
    EXPECT_EQ("", archive.orders(Deed::preserve, incident));
    archive.passes(6 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("kept", ""));
    EXPECT_EQ("", archive.orders(Deed::preserve_end, incident));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", ""));
    EXPECT_THAT(archive.centre.state.privacy.preserved, IsEmpty());
}

// It is on its way to the journal that the first one was looked at again when the second begins.
TEST(Expiry, LeavesWhatIsPreservedAgainShortlyAfter) {
    Archive archive(retention_of(1000 * a_day));
    const core::IncidentId incident = archive.closes("theft", "kept");
    archive.passes(core::retired_after + 1s);
    archive.comes_to_rest();
    EXPECT_EQ("", archive.orders(Deed::preserve, incident));
    EXPECT_EQ("", archive.orders(Deed::preserve_end, incident));
    std::vector<core::RetentionFinding> found;
    for (int bites = 0; bites < 100 && found.empty(); ++bites) found = *archive.expiry->go_on(archive.centre.now);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ("", archive.orders(Deed::preserve, incident));
    archive.centre.finds(found.front());
    archive.commits();
    EXPECT_EQ("preserved", archive.orders(Deed::erase, incident));
    archive.passes(1000 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("kept"));
    EXPECT_EQ("", archive.orders(Deed::preserve_end, incident));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
    EXPECT_THAT(archive.centre.state.privacy.preserved, IsEmpty());
}

TEST(Expiry, DoesWhatSomebodyOrderedAtOnceAndSaysSo) {
    Archive archive(retention_of(1000 * a_day));
    const core::IncidentId incident = archive.closes("theft", "text");
    EXPECT_EQ("", archive.orders(Deed::erase, incident));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    archive.passes(core::retired_after + 1s);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
    ASSERT_THAT(archive.erased(), SizeIs(1));
    const core::Erased done = archive.erased().front();
    EXPECT_EQ(incident, done.incident);
    EXPECT_LE(done.through, archive.journal.head().sequence.value);
    EXPECT_EQ(64U, done.chain.size());
}

TEST(Expiry, ErasesTheOrdersOfAnIncidentWithIt) {
    Archive archive(retention_of(1000 * a_day));
    core::Report report = test::report("theft");
    const core::IncidentId incident = *archive.centre.receives("radio-7", report).incident;
    core::Instruct order;
    order.to = "team/it-ondermijning";
    order.incident = incident;
    order.text = "to the house of Jansen";
    archive.centre.receives("coord-ondermijning-1", order);
    archive.centre.receives("console-1", test::closing(incident));
    archive.passes(2 * core::retired_after);
    EXPECT_EQ("", archive.orders(Deed::erase, incident));
    archive.comes_to_rest();
    bool has_order = false;
    for (const EntryProof& entry : archive.proof(incident).entries) {
        has_order = has_order || entry.what == "instruction_issued";
        for (const FieldProof& field : entry.fields) {
            EXPECT_EQ(field.is_destroyed, field.record != RecordKind::administration) << entry.what;
        }
    }
    EXPECT_TRUE(has_order);
}

TEST(Expiry, ErasesTheSortsThatWereAskedForAndNoOthers) {
    Archive archive(retention_of(1000 * a_day));
    const core::IncidentId incident = archive.closes("theft", "text");
    archive.passes(core::retired_after + 1s);
    core::Command erase = archive.about(Deed::erase, incident);
    erase.fields = {core::FieldSort::reporter};
    archive.centre.receives("opco-1", erase);
    archive.commits();
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    for (const EntryProof& entry : archive.proof(incident).entries) {
        for (const FieldProof& field : entry.fields) {
            EXPECT_EQ(field.is_destroyed, field.sort == core::FieldSort::reporter) << entry.what;
        }
    }
}

TEST(Expiry, EndsTheTermOfPlacesBeforeThatOfTheRest) {
    core::Retention retention = retention_of(100 * a_day);
    for (core::Regime& regime : retention.regimes) regime.terms[RecordKind::position].keep = 3 * a_day;
    Archive archive(std::move(retention));
    const core::IncidentId incident = archive.closes("theft", "text");
    archive.passes(4 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    bool has_place = false;
    for (const EntryProof& entry : archive.proof(incident).entries) {
        for (const FieldProof& field : entry.fields) {
            EXPECT_EQ(field.is_destroyed, field.record == RecordKind::position) << entry.what;
            has_place = has_place || field.record == RecordKind::position;
        }
    }
    EXPECT_TRUE(has_place);
}

TEST(Expiry, TriesAgainLaterWhatItCouldNotRead) {
    Archive archive(retention_of(3 * a_day));
    archive.closes("theft", "text");
    archive.passes(4 * a_day);
    RecordsPast broken = archive.past();
    bool is_broken = true;
    broken.read = [&, read = broken.read](journal::Sequence from, std::size_t limit) {
        if (is_broken) return Result<std::vector<journal::SequencedEvent>>(Error{"journal_io", "", "no disk"});
        return read(from, limit);
    };
    Expiry expiry(archive.retention, archive.centre.state.privacy, broken, archive.journal);
    EXPECT_FALSE(expiry.go_on(archive.centre.now));
    expiry.put_off(archive.centre.now);
    is_broken = false;
    const auto at_once = expiry.go_on(archive.centre.now);
    ASSERT_TRUE(at_once);
    EXPECT_TRUE(at_once->empty() && expiry.is_idle());
    bool has_found = false;
    for (int bites = 0; bites < 100; ++bites) {
        const auto later = expiry.go_on(archive.centre.now + 1h);
        has_found = has_found || (later && !later->empty());
    }
    EXPECT_TRUE(has_found);
}

TEST(Expiry, GoesOnWhereItDied) {
    Archive archive(retention_of(1000 * a_day));
    const core::IncidentId incident = archive.closes("theft", "text");
    archive.passes(core::retired_after + 1s);
    archive.orders(Deed::erase, incident);
    // Ordered and promised, and nothing is on record as done.
    ASSERT_TRUE(archive.expiry->go_on(archive.centre.now));
    archive.restarts();
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
    ASSERT_THAT(archive.erased(), SizeIs(1));

    // Destroyed already, and the one who would have said so died: the count is the same.
    Archive other(retention_of(1000 * a_day));
    const core::IncidentId same = other.closes("theft", "text");
    other.passes(core::retired_after + 1s);
    other.orders(Deed::erase, same);
    for (int bites = 0; bites < 100; ++bites) {
        const auto found = other.expiry->go_on(other.centre.now);
        if (!found->empty()) break;
    }
    EXPECT_THAT(other.texts(), ElementsAre(""));
    other.restarts();
    other.comes_to_rest();
    ASSERT_THAT(other.erased(), SizeIs(1));
    EXPECT_EQ(archive.erased().front().destroyed, other.erased().front().destroyed);
}

TEST(Expiry, WaitsWithAnOrderWhileItIsPreserved) {
    Archive archive(retention_of(1000 * a_day));
    const core::IncidentId incident = archive.closes("theft", "text");
    archive.orders(Deed::erase, incident);
    archive.orders(Deed::preserve, incident);
    archive.passes(core::retired_after + 1s);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    archive.orders(Deed::preserve_end, incident);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
}

TEST(Expiry, ErasesWhatBelongsToNoIncidentByItsOwnTime) {
    Archive archive(retention_of(10 * a_day));
    core::StatusUpdate update;
    update.status = core::UnitStatus::available;
    update.position = core::Position{519'200'000, 44'800'000};
    archive.centre.receives("radio-7", update);
    archive.passes(11 * a_day);
    archive.comes_to_rest();
    std::int64_t positions = 0;
    std::int64_t statuses = 0;
    for (const auto& stored : archive.all()) {
        const auto event = decode(stored);
        const auto* status = std::get_if<core::StatusReported>(&event->body);
        if (status == nullptr) continue;
        ++statuses;
        if (status->position) ++positions;
    }
    EXPECT_EQ(1, statuses);
    EXPECT_EQ(0, positions);
}

// What named a preserved incident lies before what was found to be over when that ends.
TEST(Expiry, BeginsAnewWithWhatBelongsToNoIncidentWhenItGoesBack) {
    core::Retention retention = retention_of(1000 * a_day);
    for (core::Regime& regime : retention.regimes) regime.terms[RecordKind::position].keep = 10 * a_day;
    Archive archive(std::move(retention));
    const core::IncidentId incident = *archive.centre.receives("radio-7", test::report("theft")).incident;
    EXPECT_EQ("", archive.orders(Deed::preserve, incident));
    core::StatusUpdate update;
    update.status = core::UnitStatus::available;
    update.position = core::Position{519'200'000, 44'800'000};
    update.incident = incident;
    archive.centre.receives("radio-7", update);
    update.incident.reset();
    constexpr int more_than_a_bite = 600;
    for (int i = 0; i < more_than_a_bite; ++i) {
        update.position->lat_e7 += 100'000;
        archive.centre.receives("radio-7", update);
    }
    archive.passes(11 * a_day);
    ASSERT_TRUE(archive.expiry->go_on(archive.centre.now));
    EXPECT_EQ("", archive.orders(Deed::preserve_end, incident));
    archive.comes_to_rest();
    std::int64_t statuses = 0;
    for (const auto& stored : archive.all()) {
        const auto event = decode(stored);
        const auto* status = std::get_if<core::StatusReported>(&event->body);
        if (status == nullptr) continue;
        ++statuses;
        EXPECT_FALSE(status->position) << stored.sequence.value;
    }
    EXPECT_GT(statuses, more_than_a_bite);
}

TEST(Expiry, LooksAtAllAgainWhenAnotherRegimeMayApply) {
    Archive archive(retention_of(10 * a_day));
    for (core::Regime& regime : archive.retention.regimes) regime.terms[RecordKind::incident].keep = 1000 * a_day;
    archive.retention.regimes[0].categories = {core::CategoryName{"theft"}};
    archive.restarts();
    archive.closes("theft", "text");
    archive.passes(20 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("text"));
    archive.retention = retention_of(10 * a_day);
    archive.restarts();
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre(""));
}

// One of an order, joined to one that stands.
class JoinedIncidents : public testing::Test {
protected:
    JoinedIncidents() : archive(retention_of(10 * a_day)) {
        from = opens("from");
        into = opens("into");
        core::Instruct instruct;
        instruct.to = "team/it-ondermijning";
        instruct.incident = from;
        instruct.text = "to the house of Jansen";
        order = *archive.centre.receives("coord-ondermijning-1", instruct).instruction;
        core::Command merge = test::command(Deed::merge, from);
        merge.into = into;
        merge.acknowledge = true;
        EXPECT_FALSE(archive.centre.receives("opco-1", merge).refusal);
        archive.commits();
    }
    core::IncidentId opens(const std::string& text) {
        core::Report report = test::report("theft");
        report.text = text;
        report.position = core::Position{519'200'000 + 10'000'000 * opened++, 44'800'000};
        return *archive.centre.receives("radio-7", report).incident;
    }
    void ends_order_and(bool is_closed) {
        core::Command withdraw;
        withdraw.deed = Deed::withdraw;
        withdraw.instruction = order;
        EXPECT_FALSE(archive.centre.receives("coord-ondermijning-1", withdraw).refusal);
        if (is_closed) archive.centre.receives("opco-1", test::closing(into));
        archive.commits();
    }
    std::string order_text() {
        for (const auto& stored : archive.all()) {
            const auto event = decode(stored);
            if (const auto* one = std::get_if<core::InstructionIssued>(&event->body)) return one->text;
        }
        return "none";
    }

    Archive archive;
    int opened = 0;
    core::IncidentId from;
    core::IncidentId into;
    core::InstructionId order;
};

TEST_F(JoinedIncidents, KeepTheOrderThatWentToTheOneThatStands) {
    ends_order_and(false);
    archive.passes(11 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", "into"));
    EXPECT_EQ("to the house of Jansen", order_text());
    archive.centre.receives("opco-1", test::closing(into));
    archive.passes(11 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", ""));
    EXPECT_EQ("", order_text());
}

TEST_F(JoinedIncidents, KeepTheOrderWhenTheOtherIsErased) {
    ends_order_and(false);
    archive.passes(3 * a_day);
    EXPECT_EQ("", archive.orders(Deed::erase, from));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", "into"));
    EXPECT_EQ("to the house of Jansen", order_text());
}

// Also when the copies of its reports are erased.
TEST_F(JoinedIncidents, AreUnderTheLawOfTheReportsThatTheyGot) {
    const auto senders = [&](const core::IncidentId& incident) {
        return find_incident(archive.past(), incident)->record.facts.senders;
    };
    const core::ClientName one{"radio-7"};
    const core::ClientName another{"radio-8"};
    core::Report report = test::report("theft");
    report.text = "third";
    report.position = core::Position{519'200'000 + 10'000'000 * 7, 44'800'000};
    const core::IncidentId third = *archive.centre.receives(another.text, report).incident;
    core::Command merge = test::command(Deed::merge, third);
    merge.into = into;
    merge.acknowledge = true;
    EXPECT_FALSE(archive.centre.receives("opco-1", merge).refusal);
    archive.commits();
    EXPECT_THAT(senders(into), ElementsAre(one, another));
    EXPECT_THAT(senders(third), ElementsAre(another));
    ends_order_and(true);
    archive.passes(3 * a_day);
    EXPECT_EQ("", archive.orders(Deed::erase, into));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("from", "", "third"));
    EXPECT_THAT(senders(into), ElementsAre(one, another));
}

TEST_F(JoinedIncidents, ArePreservedTogether) {
    ends_order_and(true);
    EXPECT_EQ("", archive.orders(Deed::preserve, into));
    archive.passes(11 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("from", "into"));
    EXPECT_EQ("", archive.orders(Deed::erase, from));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("from", "into"));
    auto outlook = records_due(archive.past(), archive.retention, archive.centre.state.privacy, archive.centre.now,
                               archive.centre.now);
    ASSERT_THAT(outlook->incidents, SizeIs(2));
    EXPECT_TRUE(outlook->incidents[0].is_preserved);
    EXPECT_TRUE(outlook->incidents[1].is_preserved);
    EXPECT_EQ("", archive.orders(Deed::preserve_end, into));
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("", ""));
    EXPECT_EQ("", order_text());
}

TEST_F(JoinedIncidents, ArePreservedFromWhenTheyAreJoined) {
    const core::IncidentId later = opens("later");
    EXPECT_EQ("", archive.orders(Deed::preserve, into));
    archive.comes_to_rest();
    core::Command merge = test::command(Deed::merge, into);
    merge.into = later;
    merge.acknowledge = true;
    EXPECT_FALSE(archive.centre.receives("opco-1", merge).refusal);
    archive.centre.receives("opco-1", test::closing(later));
    archive.passes(11 * a_day);
    archive.comes_to_rest();
    EXPECT_THAT(archive.texts(), ElementsAre("from", "into", "later"));
}

TEST(RecordOutlook, TellsWhatWillGoAndWhatStays) {
    Archive archive(retention_of(10 * a_day));
    const core::IncidentId one = archive.closes("theft", "one");
    const core::IncidentId two = archive.closes("theft", "two");
    archive.orders(Deed::preserve, two);
    archive.passes(3 * a_day);
    const auto outlook = [&](Milliseconds within) {
        auto found = records_due(archive.past(), archive.retention, archive.centre.state.privacy, archive.centre.now,
                                 archive.centre.now + within);
        return std::move(*found);
    };
    EXPECT_THAT(outlook(6 * a_day).incidents, IsEmpty());
    const RecordOutlook found = outlook(8 * a_day);
    ASSERT_THAT(found.incidents, SizeIs(2));
    EXPECT_EQ(one, found.incidents[0].incident);
    EXPECT_FALSE(found.incidents[0].is_preserved);
    EXPECT_TRUE(found.incidents[1].is_preserved);
    EXPECT_EQ(found.incidents[0].closed_at + 10 * a_day, found.incidents[0].due.at(RecordKind::incident));
}

TEST(RecordProof, NamesTheOrderByWhichAFieldWent) {
    Archive archive(retention_of(1000 * a_day));
    const core::IncidentId incident = archive.closes("theft", "text");
    archive.passes(core::retired_after + 1s);
    for (const EntryProof& entry : archive.proof(incident).entries) {
        for (const FieldProof& field : entry.fields) EXPECT_FALSE(field.is_destroyed);
    }
    archive.orders(Deed::erase, incident);
    archive.comes_to_rest();
    const IncidentProof proof = archive.proof(incident);
    ASSERT_THAT(proof.orders, SizeIs(1));
    EXPECT_EQ("because", proof.orders[0].ordered.text);
    ASSERT_TRUE(proof.orders[0].done);
    std::int64_t destroyed = 0;
    for (const EntryProof& entry : proof.entries) {
        EXPECT_EQ("hash", entry.chain);
        for (const FieldProof& field : entry.fields) {
            if (!field.is_destroyed) continue;
            ++destroyed;
            EXPECT_EQ(1, field.order);
        }
    }
    EXPECT_EQ(proof.orders[0].done->destroyed, destroyed);
    const auto none =
        prove_incident(archive.past(), core::IncidentId{Ulid::from_bytes({3})}, [](auto) { return std::string(); });
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
}

}  // namespace
}  // namespace paraat::app
