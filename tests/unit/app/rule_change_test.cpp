#include <gmock/gmock.h>

#include "hub/app/kept_rules.hpp"
#include "hub/app/rule_reloading.hpp"
#include "hub/app/starting_rules.hpp"
#include "tests/support/eventually.hpp"
#include "tests/unit/app/desk.hpp"

// Rules that are changed while the hub runs, from the files to the receipt.
namespace paraat::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::string reload_command = R"({"id":"r1","do":"reload_rules"})";

void write_rule_file(const std::filesystem::path& folder, const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder / name) << text;
}

std::string rule_text(const std::string& name, const std::string& condition) {
    return "[[rule]]\nname = \"" + name + "\"\nwhen = '" + condition + "'\nthen = { priority = 1 }\n";
}

TEST(RuleChange, OfAnOpcoIsAnsweredWhenTheFilesAreRead) {
    Desk desk;
    const Batch asked = desk.takes("opco-1", "command", reload_command);
    EXPECT_THAT(asked.receipts, IsEmpty());
    ASSERT_THAT(asked.rule_requests, SizeIs(1));
    EXPECT_FALSE(asked.rule_requests[0].goes_back);
    const Batch answered = desk.answers(asked.rule_requests[0], {"0123456789ab", ""});
    ASSERT_THAT(answered.receipts, SizeIs(1));
    EXPECT_THAT(answered.receipts[0].bytes, HasSubstr(R"("id":"r1","kind":"command","accepted":true)"));
    EXPECT_EQ(desk.intake().state().rules.version, "0123456789ab");
    // A retry is answered from the journal, and reads nothing.
    const Batch again = desk.takes("opco-1", "command", reload_command);
    EXPECT_THAT(again.rule_requests, IsEmpty());
    EXPECT_EQ(again.receipts.at(0).bytes, answered.receipts[0].bytes);
}

TEST(RuleChange, ThatFailsDoesNotBindItsId) {
    Desk desk;
    const Batch asked = desk.takes("opco-1", "command", reload_command);
    const Batch answered = desk.answers(asked.rule_requests.at(0), {"", "20-x.toml:1:1: wrong"});
    EXPECT_THAT(answered.receipts.at(0).bytes,
                HasSubstr(R"("accepted":false,"code":"bad_rules","error":"20-x.toml:1:1: wrong")"));
    EXPECT_THAT(desk.takes("opco-1", "command", reload_command).rule_requests, SizeIs(1));
}

TEST(RuleChange, OfOneWhoMayNotReadsNothing) {
    Desk desk;
    const Batch refused = desk.takes("console-1", "command", reload_command);
    EXPECT_THAT(refused.rule_requests, IsEmpty());
    EXPECT_THAT(refused.receipts.at(0).bytes, HasSubstr("not_allowed"));
}

TEST(RuleChange, BackGoesToTheSetBefore) {
    Desk desk;
    const std::string back = R"({"id":"b1","do":"rollback_rules"})";
    EXPECT_THAT(desk.answer("opco-1", "command", back), HasSubstr("not_found"));
    for (const char* version : {"aaaaaaaaaaaa", "bbbbbbbbbbbb"}) {
        desk.answers({core::the_hub, {}, false, {}}, {version, ""});
    }
    const Batch asked = desk.takes("opco-1", "command", back);
    ASSERT_THAT(asked.rule_requests, SizeIs(1));
    EXPECT_EQ(asked.rule_requests[0].version, "aaaaaaaaaaaa");
    desk.answers(asked.rule_requests[0], {"aaaaaaaaaaaa", ""});
    EXPECT_TRUE(desk.intake().state().rules.is_pinned);
}

class KeptRulesTest : public testing::Test {
protected:
    KeptRulesTest() { write_rule_file(rules, "10-a.toml", rule_text("a", "true")); }
    RuleFolder read() const { return *read_rule_folder(rules, nullptr); }

    test::Folder folder;
    std::filesystem::path rules = folder.path() / "rules";
    KeptRules kept{folder.path() / "kept"};
};

TEST_F(KeptRulesTest, AreReadBackAsTheSameSet) {
    write_rule_file(rules, "20-b.toml", rule_text("b", "report.persons > 1"));
    const RuleFolder set = read();
    ASSERT_TRUE(kept.keep(set.set.version(), set.files));
    ASSERT_TRUE(kept.keep(set.set.version(), set.files));
    const auto back = kept.read(set.set.version(), nullptr);
    ASSERT_TRUE(back);
    EXPECT_THAT(back->issues, IsEmpty());
    EXPECT_EQ(back->set.version(), set.set.version());
    EXPECT_THAT(back->set.content().rules, SizeIs(2));
}

TEST_F(KeptRulesTest, ThatSomebodyChangedAreNotThatSet) {
    const RuleFolder set = read();
    ASSERT_TRUE(kept.keep(set.set.version(), set.files));
    write_rule_file(kept.folder_of(set.set.version()), "10-a.toml", rule_text("a", "false"));
    EXPECT_FALSE(kept.read(set.set.version(), nullptr));
    ASSERT_TRUE(kept.keep(set.set.version(), set.files));
    EXPECT_TRUE(kept.read(set.set.version(), nullptr));
    EXPECT_FALSE(kept.read("0123456789ab", nullptr));
}

TEST_F(KeptRulesTest, StartAHubThatWasRolledBackThoughTheDiskIsWrong) {
    const RuleFolder set = read();
    ASSERT_TRUE(kept.keep(set.set.version(), set.files));
    HubFiles files;
    files.issues = {"10-a.toml:1:1: wrong"};
    const core::RulesInForce pinned{set.set.version(), {}, true};
    const auto started = starting_rules(files, test::small_organisation(), pinned, kept);
    // The small organisation's own escalations are in no file here, so that set does not check with it.
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, "rules");
    const auto alone = starting_rules(files, core::Organisation{}, pinned, kept);
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->version(), set.set.version());
    EXPECT_EQ(starting_rules(files, core::Organisation{}, {set.set.version(), {}, false}, kept).error().code, "rules");
}

TEST_F(KeptRulesTest, AreFoundByAThreadOfTheirOwn) {
    const core::Organisation nobody;
    std::atomic<int> woken{0};
    RuleReloading reloading({nobody, rules, kept, [&] { ++woken; }});
    const auto find = [&](RuleRequest request) {
        const int before = woken;
        EXPECT_TRUE(reloading.ask(std::move(request)));
        EXPECT_TRUE(test::eventually([&] { return woken > before; }));
        auto found = reloading.take();
        EXPECT_THAT(found, SizeIs(1));
        return std::move(found.at(0));
    };
    const auto good = find({core::ClientName{"opco-1"}, "{}", false, {}});
    EXPECT_EQ(good.offer.fault, "");
    EXPECT_EQ(good.offer.version, read().set.version());
    EXPECT_TRUE(kept.read(good.offer.version, nullptr));

    write_rule_file(rules, "20-b.toml", "[[rule]]\nnam = \"b\"\nwhen = 'true'\nthen = { priority = 9 }\n");
    const auto bad = find({core::ClientName{"opco-1"}, "{}", false, {}});
    EXPECT_THAT(bad.offer.fault, StartsWith((rules / "20-b.toml").string() + ":2:1: unknown key \"nam\""));
    EXPECT_THAT(bad.offer.fault, HasSubstr("; and "));
    EXPECT_THAT(reloading.remarks(), SizeIs(1));

    const auto back = find({core::ClientName{"opco-1"}, "{}", true, good.offer.version});
    EXPECT_EQ(back.offer.fault, "");
    EXPECT_THAT(find({core::ClientName{"opco-1"}, "{}", true, "0123456789ab"}).offer.fault,
                HasSubstr("the files of version 0123456789ab are not in"));
}

}  // namespace
}  // namespace paraat::app
