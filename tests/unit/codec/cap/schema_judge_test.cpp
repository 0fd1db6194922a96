#include "tests/unit/codec/cap/schema_judge.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <algorithm>
#include <random>
#include <sstream>

#include "hub/codec/cap/names.hpp"
#include "hub/codec/cap/schema_check.hpp"
#include "hub/codec/cap/writer.hpp"
#include "tests/support/folder.hpp"
#include "tests/unit/codec/cap/made_alert.hpp"

// xmllint, with the schema of OASIS, is the judge of what we write and of what we find in what others wrote.
namespace paraat::codec::cap {
namespace {

constexpr const char* no_files = "NOT RUN: PARAAT_TEST_DATA names no folder with cap/schema/cap12.xsd";

Alert plain() {
    Alert alert = made_alert({});
    alert.blocks = {AlertBlock{.categories = {Category::security}, .event = "overval"}};
    return alert;
}

// Every word of every set, one alert each.
std::vector<Alert> matrix() {
    std::vector<Alert> all;
    const auto each = [&]<class Enum>(std::type_identity<Enum>, auto set) {
        for (std::size_t i = 0; i < words_of<Enum>().size(); ++i) {
            all.push_back(plain());
            set(all.back(), static_cast<Enum>(i));
        }
    };
    each(std::type_identity<Status>{}, [](Alert& alert, Status status) { alert.status = status; });
    each(std::type_identity<MessageType>{}, [](Alert& alert, MessageType type) { alert.type = type; });
    each(std::type_identity<Scope>{}, [](Alert& alert, Scope scope) { alert.scope = scope; });
    each(std::type_identity<Category>{}, [](Alert& alert, Category word) { alert.blocks[0].categories = {word}; });
    each(std::type_identity<Response>{}, [](Alert& alert, Response word) { alert.blocks[0].responses = {word}; });
    each(std::type_identity<Urgency>{}, [](Alert& alert, Urgency word) { alert.blocks[0].urgency = word; });
    each(std::type_identity<Severity>{}, [](Alert& alert, Severity word) { alert.blocks[0].severity = word; });
    each(std::type_identity<Certainty>{}, [](Alert& alert, Certainty word) { alert.blocks[0].certainty = word; });
    return all;
}

std::vector<std::uint8_t> numbers_of(std::mt19937& chance) {
    std::vector<std::uint8_t> numbers(400);
    for (auto& number : numbers) number = static_cast<std::uint8_t>(chance());
    return numbers;
}

TEST(CapSchema, FindsNothingInWhatIsWritten) {
    const auto files = captured_files();
    if (!files) GTEST_SKIP() << no_files;
    std::mt19937 chance(8);
    auto alerts = matrix();
    for (int i = 0; i < 100; ++i) alerts.push_back(made_alert(numbers_of(chance)));
    std::vector<std::string> documents;
    for (const auto& alert : alerts) {
        const auto document = write(alert);
        ASSERT_TRUE(document) << document.error().field << ": " << document.error().message;
        documents.push_back(*document);
    }
    const auto valid = judged_by_schema(*files / "schema/cap12.xsd", documents);
    for (std::size_t i = 0; i < documents.size(); ++i) EXPECT_TRUE(valid[i]) << documents[i];
}

// Values that are right, nearly right and wrong for this or that element.
constexpr const char* values[] = {"",
                                  " ",
                                  "Actual",
                                  "actual",
                                  "Alert",
                                  "Public",
                                  "Met",
                                  "Severe",
                                  "Unknown",
                                  "Very Likely",
                                  "Avoid",
                                  "2026-11-27T21:00:00+01:00",
                                  "2026-11-27T21:00:00Z",
                                  "2026-11-27T21:00:00.5+01:00",
                                  "2026-02-30T21:00:00+01:00",
                                  "2026-11-27T24:00:00-00:00",
                                  "2026-11-27T21:00:00,01:00",
                                  "2026-11-27T21:00:00+15:00",
                                  " 2026-11-27T21:00:00+01:00 ",
                                  "2026-11-27 21:00:00+01:00",
                                  "12",
                                  "+12.5",
                                  "-.5",
                                  "1e3",
                                  "nl",
                                  "nl-NL",
                                  "nl_NL",
                                  "nederlands",
                                  "toolanguage",
                                  "1,2 3",
                                  "http://x.nl/a b",
                                  "%zz"};
constexpr const char* names[] = {"identifier", "sent", "scope", "reference", "references", "info",
                                 "area",       "note", "value", "severity",  "polygon",    "Signature"};

std::vector<pugi::xml_node> elements_of(const pugi::xml_document& tree) {
    std::vector<pugi::xml_node> all;
    for (auto node = tree.document_element(); node;) {
        if (node.type() == pugi::node_element) all.push_back(node);
        auto next = node.first_child();
        while (!next && node && node != tree.document_element()) {
            next = node.next_sibling();
            if (!next) node = node.parent();
        }
        if (!next) break;
        node = next;
    }
    return all;
}

std::string mutated(const std::string& document, std::mt19937& chance) {
    pugi::xml_document tree;
    tree.load_string(document.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    for (std::size_t changes = 1 + chance() % 2; changes > 0; --changes) {
        const auto all = elements_of(tree);
        if (all.size() < 2) break;
        auto node = all[1 + chance() % (all.size() - 1)];
        auto parent = node.parent();
        switch (chance() % 8) {
            case 0: parent.remove_child(node); break;
            case 1: parent.insert_copy_after(node, node); break;
            case 2: node.set_name(names[chance() % std::size(names)]); break;
            case 3:
                if (!node.attribute("lang")) node.append_attribute("lang") = "nl";
                break;
            case 4: parent.prepend_move(node); break;
            case 5: parent.append_move(node); break;
            default: node.text().set(values[chance() % std::size(values)]);
        }
    }
    std::ostringstream out;
    tree.save(out, "", pugi::format_raw);
    return out.str();
}

// Captured alerts of a version, in UTF-8: the mutations are made of text.
std::vector<std::string> captured(const std::filesystem::path& files, std::string_view version) {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(files)) {
        const std::string text = test::content_of(entry.path());
        const auto document = xml::read(text, {.nodes = 20'000});
        const bool is_latin = text.find("ISO-8859") != std::string::npos;
        if (document && !is_latin && document->root().is(version, "alert")) all.push_back(text);
    }
    return all;
}

// Of originals and of mutations of them.
void expect_verdicts_of(const std::filesystem::path& schema, const std::vector<std::string>& originals) {
    std::mt19937 chance(1'812);
    std::vector<std::string> documents = originals;
    for (int i = 0; i < 1'000; ++i) documents.push_back(mutated(originals[chance() % originals.size()], chance));
    const auto valid = judged_by_schema(schema, documents);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto document = xml::read(documents[i], {.nodes = 20'000});
        ASSERT_TRUE(document) << document.error().message << documents[i];
        const auto findings = against_schema(document->root());
        const std::string first = findings.empty() ? "" : findings[0].place + ": " + findings[0].why;
        EXPECT_EQ(findings.empty(), valid[i]) << first << "\n" << documents[i];
    }
    // A judge that always says the same would be none.
    const auto were_valid = std::count(valid.begin(), valid.end(), true);
    EXPECT_GT(were_valid, 20);
    EXPECT_LT(were_valid, 900);
}

TEST(CapSchema, FindsFaultWhereTheJudgeDoes) {
    const auto files = captured_files();
    if (!files) GTEST_SKIP() << no_files;
    auto originals = captured(*files, namespace_1_2);
    std::mt19937 chance(12);
    for (int i = 0; i < 20; ++i) originals.push_back(*write(made_alert(numbers_of(chance))));
    expect_verdicts_of(*files / "schema/cap12.xsd", originals);
}

TEST(CapSchema, FindsFaultInVersion11WhereTheJudgeDoes) {
    const auto files = captured_files();
    if (!files) GTEST_SKIP() << no_files;
    expect_verdicts_of(*files / "schema/cap11.xsd", captured(*files, namespace_1_1));
}

}  // namespace
}  // namespace paraat::codec::cap
