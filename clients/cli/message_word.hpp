#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// A subcommand whose options go into the message as they are named.
class MessageWord {
public:
    MessageWord(Word word, const std::string& example);

    MessageWord& text(const std::string& flag, const std::string& key, const std::string& help);
    MessageWord& whole(const std::string& flag, const std::string& key, const std::string& help);
    MessageWord& real(const std::string& flag, const std::string& key, const std::string& help);
    MessageWord& texts(const std::string& flag, const std::string& key, const std::string& help);
    MessageWord& truth(const std::string& flag, const std::string& key, const std::string& help);
    // May be given several times, each QUESTION=ANSWER: an object in the message.
    MessageWord& pairs(const std::string& flag, const std::string& key, const std::string& help);
    // A moment as moment_in() reads it. Until then it is the text that was given.
    MessageWord& moment(const std::string& flag, const std::string& key, const std::string& help);
    MessageWord& place();
    MessageWord& required();

    // Sends it as the account that was named, and waits for its outcome.
    void sends(const Options& options, const std::string& kind);
    // The same after `finish`, which may still change it; its fault is told instead.
    void sends(const Options& options, const std::string& kind, std::function<Result<void>(Json&)> finish);

    // What does that, for a word that does something else as well.
    std::function<int()> sending(const Options& options, const std::string& kind,
                                 std::function<Result<void>(Json&)> finish) const;

    Word& word() { return word_; }
    const std::shared_ptr<Json>& body() const { return body_; }

private:
    // As it was given, and what it is called there: moments and pairs are read when it is sent.
    struct Given {
        std::string flag;
        std::string key;
    };
    struct Unread {
        std::vector<Given> moments;
        std::vector<Given> pairs;
    };
    static Result<void> read(const Unread& unread, Json& body);

    Word word_;
    std::shared_ptr<Json> body_;
    std::shared_ptr<Unread> unread_ = std::make_shared<Unread>();
};

}  // namespace paraat::cli
