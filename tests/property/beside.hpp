#pragma once

#include "tests/property/made_message.hpp"
#include "tests/property/model/picture.hpp"
#include "tests/support/centre.hpp"

namespace paraat::test {

// The core and the model through the same night, step by step.
class Beside {
public:
    Beside();

    // Carries a step out in both; what differs after it.
    std::vector<std::string> go(const StepNumbers& step);

    std::map<std::string, int> tally;  // how often: "close accepted", "close refused claimed"
    std::vector<std::string> told;     // what was done so far, in words

private:
    void receive(const MadeMessage& made);
    void hear_all();
    void pass(const StepNumbers& step);
    void restart(const StepNumbers& step);
    void compare();
    void compare_revisions(const model::Picture& after);

    Centre centre_;
    model::Night night_;
    model::Picture before_;
    SeenRevisions seen_;
    const MessageMaker maker_{night_, seen_};
    model::Names quiet_;  // give no signs of life
    std::vector<std::string> faults_;
    int count_ = 0;
};

}  // namespace paraat::test
