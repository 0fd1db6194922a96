#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/bench/figures/figures.hpp"
#include "tests/bench/site/site.hpp"

namespace paraat::bench {

// As many calls as that run, begun at moments by chance so that none was due yet. Three of ten ask the team and are a
// minute apart, the others a coordinator, five minutes apart: of 100,000 733 fire in a second, for ever, since nobody
// answers.
Site with_calls(std::size_t count);

// Microseconds of CPU time of one command of each kind, beside so many calls that run.
class CommandCosts {
public:
    explicit CommandCosts(std::size_t calls);

    void run();
    // Of one kind: "step", "report", "joined", "note" or "ack".
    const Runs& of(const std::string& kind) const;
    Runs mean() const;  // of all kinds
    static std::vector<std::string> head();
    std::vector<std::string> cells() const;
    nlohmann::json figures() const;
    const Site& site() const { return site_; }

private:
    struct Kind {
        std::string name;
        double took_us = 0;
        std::size_t count = 0;
        Runs us = {};
    };
    void round(std::size_t each);
    static void time(Kind& kind, std::size_t each, const std::function<std::size_t()>& deed);

    const std::size_t calls_;
    Site site_;
    std::vector<core::IncidentId> incidents_;
    std::mt19937 chance_{7};
    Kind kinds_[5] = {{"step"}, {"report"}, {"joined"}, {"note"}, {"ack"}};
};

}  // namespace paraat::bench
