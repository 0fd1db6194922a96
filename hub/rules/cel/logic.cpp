#include "hub/rules/cel/logic.hpp"

#include <algorithm>
#include <functional>

namespace paraat::rules::cel {
namespace {

// Ways in which a clause may hold that are looked at: each || doubles them, and a condition may have 256.
constexpr int ways_most = 1'000;
constexpr std::size_t cases_most = 64;  // that are kept to compare it with others

// What looking at one condition may still cost, over all of its parts; a step is about a comparison of two values.
struct Effort {
    std::size_t left = 2'000'000;

    bool spend(std::size_t steps) {
        left -= std::min(steps, left);
        return left > 0;
    }
};

// Goes through the cases in which a clause is so.
class Cases {
public:
    // Told of each; false ends it.
    using Visit = std::function<bool(const Facts&)>;

    Cases(Visit visit, Effort& effort) : visit_(std::move(visit)), effort_(effort) {}

    // Whether all were visited.
    bool go(const Clause& clause) { return go({&clause}, {}); }

private:
    bool go(std::vector<const Clause*> wanted, Facts facts) {
        while (!wanted.empty()) {
            const Clause& next = *wanted.back();
            wanted.pop_back();
            if (next.kind == Clause::Kind::all) {
                for (auto part = next.parts.rbegin(); part != next.parts.rend(); ++part) wanted.push_back(&*part);
            } else if (next.kind == Clause::Kind::any) {
                return std::all_of(next.parts.begin(), next.parts.end(), [&](const Clause& part) {
                    if (++ways_ > ways_most || !effort_.spend(wanted.size() + facts.size())) return false;
                    std::vector<const Clause*> with = wanted;
                    with.push_back(&part);
                    return go(std::move(with), facts);
                });
            } else if (!effort_.spend(facts.effort_of(next))) {
                return false;
            } else if (!facts.assume(next)) {
                return true;
            }
        }
        return visit_(facts);
    }

    Visit visit_;
    Effort& effort_;
    int ways_ = 0;
};

// Goes through a condition and the clause that it is, side by side.
class Search {
public:
    bool can_hold(const Clause& clause) {
        Cases cases([](const Facts&) { return false; }, effort_);
        return !cases.go(clause);
    }

    // The innermost part of a dead one that is dead by itself.
    Dead innermost(const Expression& part, const Clause& clause) {
        if (has_sides(part, clause)) {
            for (std::size_t i = 0; i < part.arguments.size(); ++i) {
                if (!can_hold(clause.parts[i])) return innermost(*part.arguments[i], clause.parts[i]);
            }
        }
        return {&part, false, part.calls("_&&_")};
    }

    void gather_dead(const Expression& part, const Clause& clause, std::vector<Dead>& found) {
        if (!has_sides(part, clause)) return;
        for (std::size_t i = 0; i < part.arguments.size(); ++i) {
            if (can_hold(clause.parts[i])) {
                gather_dead(*part.arguments[i], clause.parts[i], found);
            } else {
                found.push_back(innermost(*part.arguments[i], clause.parts[i]));
            }
        }
    }

private:
    // One that is always the same, or too large to be looked at, is a clause without parts.
    static bool has_sides(const Expression& part, const Clause& clause) {
        const bool is_joint = part.calls("_&&_") || part.calls("_||_");
        return is_joint && clause.parts.size() == part.arguments.size();
    }

    Effort effort_;
};

std::uint64_t bit_of(const std::string& key) {
    return std::uint64_t{1} << (std::hash<std::string>{}(key) % 64);
}

std::uint64_t mentioned_in(const Clause& clause) {
    std::uint64_t bits = clause.key.empty() ? 0 : bit_of(clause.key);
    for (const Clause& part : clause.parts) bits |= mentioned_in(part);
    return bits;
}

std::uint64_t needed_by(const Clause& clause) {
    if (clause.kind != Clause::Kind::all) return clause.key.empty() ? 0 : bit_of(clause.key);
    std::uint64_t bits = 0;
    for (const Clause& part : clause.parts) bits |= needed_by(part);
    return bits;
}

}  // namespace

std::vector<Dead> dead_parts(const Program& program) {
    const Expression& root = program.root();
    const Clause clause = clause_of(root, program.source());
    Search search;
    if (!search.can_hold(clause)) {
        Dead dead = search.innermost(root, clause);
        dead.is_whole = true;
        return {dead};
    }
    std::vector<Dead> found;
    search.gather_dead(root, clause, found);
    return found;
}

Premise::Premise(const Program& program)
    : clause_(clause_of(program.root(), program.source())),
      mentioned_(mentioned_in(clause_)),
      needed_(needed_by(clause_)) {
    const auto keep = [this](const Facts& facts) {
        cases_.push_back(facts);
        return cases_.size() < cases_most;
    };
    Effort effort;
    has_all_cases_ = Cases(keep, effort).go(clause_);
}

bool Premise::implies(const Premise& other) const {
    if (!has_all_cases_ || cases_.empty() || (other.needed_ & ~mentioned_) != 0) return false;
    return std::all_of(cases_.begin(), cases_.end(), [&](const Facts& facts) { return facts.entail(other.clause_); });
}

}  // namespace paraat::rules::cel
