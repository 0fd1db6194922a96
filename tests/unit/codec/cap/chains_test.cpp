#include "hub/codec/cap/chains.hpp"

#include <gmock/gmock.h>

namespace paraat::codec::cap {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t minute = 60'000;

MessageKey key(const std::string& identifier, int at) {
    return {"mk", identifier, Instant{at * minute}};
}

struct Earlier {
    std::string identifier;
    int at = 0;
    std::string sender = "mk";
};

// Sent at so many minutes, and good for an hour.
Alert message(MessageType type, const std::string& identifier, int at, const std::vector<Earlier>& earlier = {}) {
    Alert alert;
    alert.sender = "mk";
    alert.identifier = identifier;
    alert.sent.at = Instant{at * minute};
    alert.status = Status::actual;
    alert.type = type;
    for (const auto& one : earlier)
        alert.references.push_back({one.sender, one.identifier, {Instant{one.at * minute}, 0}, ""});
    alert.blocks.push_back(AlertBlock{.expires = Moment{Instant{(at + 60) * minute}, 0}});
    return alert;
}

std::vector<NoEffect> reasons(const Standing& standing) {
    std::vector<NoEffect> all;
    for (const auto& one : standing.unapplied) all.push_back(one.why);
    return all;
}

TEST(CapChains, ARepeatIsNothingNew) {
    Chains chains;
    EXPECT_EQ(chains.take(message(MessageType::alert, "a", 1)).role, Role::first);
    EXPECT_EQ(chains.take(message(MessageType::alert, "a", 1)).role, Role::repeat);
    EXPECT_EQ(chains.take(message(MessageType::alert, "a", 2)).role, Role::first);
}

TEST(CapChains, AReferenceToAnUpdatedMessageFollowsTheChain) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    EXPECT_THAT(chains.take(message(MessageType::update, "b", 2, {{"a", 1}})).chains, ElementsAre(key("a", 1)));
    EXPECT_THAT(chains.take(message(MessageType::update, "c", 3, {{"a", 1}})).chains, ElementsAre(key("a", 1)));
    const auto cancel = chains.take(message(MessageType::cancel, "d", 4, {{"b", 2}, {"c", 3}}));
    EXPECT_EQ(cancel.role, Role::cancel);
    EXPECT_THAT(cancel.chains, ElementsAre(key("a", 1)));
    EXPECT_FALSE(chains.is_open(key("a", 1)));
}

TEST(CapChains, WhatRefersToAnUnknownMessageIsToldAndStandsAlone) {
    Chains chains;
    const auto update = chains.take(message(MessageType::update, "b", 2, {{"a", 1}}));
    EXPECT_THAT(reasons(update), ElementsAre(NoEffect::unknown));
    EXPECT_THAT(update.chains, ElementsAre(key("b", 2)));
    const auto cancel = chains.take(message(MessageType::cancel, "z", 3, {{"y", 1}}));
    EXPECT_THAT(cancel.chains, IsEmpty());
    EXPECT_TRUE(chains.is_open(key("b", 2)));
}

TEST(CapChains, ACancelThatCameFirstStillCancels) {
    Chains chains;
    chains.take(message(MessageType::cancel, "b", 2, {{"a", 1}}));
    const auto late = chains.take(message(MessageType::alert, "a", 1));
    EXPECT_EQ(late.overtaken_by, key("b", 2));
    EXPECT_FALSE(chains.is_open(key("a", 1)));
}

TEST(CapChains, AnAlertBehindItsUpdateChangesNothing) {
    Chains chains;
    chains.take(message(MessageType::update, "b", 2, {{"a", 1}}));
    const auto late = chains.take(message(MessageType::alert, "a", 1));
    EXPECT_EQ(late.overtaken_by, key("b", 2));
    EXPECT_THAT(late.chains, ElementsAre(key("b", 2)));
    EXPECT_TRUE(chains.is_open(key("b", 2)));
}

TEST(CapChains, AnOlderUpdateDoesNotReplaceANewerOne) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    chains.take(message(MessageType::update, "c", 3, {{"a", 1}}));
    EXPECT_EQ(chains.take(message(MessageType::update, "b", 2, {{"a", 1}})).overtaken_by, key("c", 3));
}

TEST(CapChains, AnEndedChainIsNotReopened) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    chains.take(message(MessageType::cancel, "b", 2, {{"a", 1}}));
    const auto update = chains.take(message(MessageType::update, "c", 3, {{"a", 1}}));
    EXPECT_THAT(reasons(update), ElementsAre(NoEffect::ended));
    EXPECT_FALSE(chains.is_open(key("a", 1)));
    EXPECT_TRUE(chains.is_open(key("c", 3)));
}

TEST(CapChains, AnExerciseDoesNothingToWhatIsReal) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    auto cancel = message(MessageType::cancel, "b", 2, {{"a", 1}});
    cancel.status = Status::exercise;
    EXPECT_THAT(reasons(chains.take(cancel)), ElementsAre(NoEffect::other_status));
    EXPECT_TRUE(chains.is_open(key("a", 1)));
}

TEST(CapChains, OnlyItsSenderCancelsAMessage) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    auto cancel = message(MessageType::cancel, "b", 2, {{"a", 1}});
    cancel.sender = "stranger";
    EXPECT_THAT(reasons(chains.take(cancel)), ElementsAre(NoEffect::other_sender));
    EXPECT_TRUE(chains.is_open(key("a", 1)));
    auto ack = message(MessageType::ack, "c", 3, {{"a", 1}});
    ack.sender = "stranger";
    EXPECT_THAT(chains.take(ack).chains, ElementsAre(key("a", 1)));
}

TEST(CapChains, ReferencesThatCannotBeHaveNoEffect) {
    Chains chains;
    auto update = message(MessageType::update, "b", 2, {{"b", 2}, {"c", 9}});
    update.references.push_back({"", "", {}, "PAAQ"});
    EXPECT_THAT(reasons(chains.take(update)), ElementsAre(NoEffect::itself, NoEffect::later, NoEffect::unreadable));
}

TEST(CapChains, AnUpdateOfTwoChainsMakesThemOne) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    chains.take(message(MessageType::alert, "b", 1));
    EXPECT_THAT(chains.take(message(MessageType::update, "c", 2, {{"a", 1}, {"b", 1}})).chains,
                ElementsAre(key("a", 1), key("b", 1)));
    EXPECT_THAT(chains.take(message(MessageType::update, "d", 3, {{"b", 1}})).chains, ElementsAre(key("a", 1)));
    EXPECT_FALSE(chains.is_open(key("b", 1)));
}

TEST(CapChains, AChainExpiresWithItsNewestMessage) {
    Chains chains;
    chains.take(message(MessageType::alert, "a", 1));
    chains.take(message(MessageType::update, "b", 30, {{"a", 1}}));
    EXPECT_THAT(chains.expire(Instant{61 * minute}), IsEmpty());
    EXPECT_THAT(chains.expire(Instant{90 * minute}), ElementsAre(key("a", 1)));
    EXPECT_THAT(chains.expire(Instant{91 * minute}), IsEmpty());
}

TEST(CapChains, RemembersTheNewestOnly) {
    Chains chains(3);
    for (int i = 1; i <= 10; ++i) chains.take(message(MessageType::alert, "a" + std::to_string(i), i));
    EXPECT_EQ(chains.remembered(), 3U);
    EXPECT_THAT(reasons(chains.take(message(MessageType::cancel, "b", 11, {{"a1", 1}}))),
                ElementsAre(NoEffect::unknown));
}

}  // namespace
}  // namespace paraat::codec::cap
