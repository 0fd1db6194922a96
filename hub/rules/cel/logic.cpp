#include "hub/rules/cel/logic.hpp"

#include <algorithm>
#include <functional>

namespace paraat::rules::cel {
namespace {

// Ways in which one condition may hold that are looked at: each || doubles them, and a condition may have 256.
constexpr int ways_most = 1'000;
constexpr std::size_t cases_most = 64;  // that are kept to compare it with others

// Goes through the cases in which a clause is so.
class Cases {
public:
    // Told of each; false ends it.
    using Visit = std::function<bool(const Facts&)>;

    explicit Cases(Visit visit) : visit_(std::move(visit)) {}

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
                    std::vector<const Clause*> with = wanted;
                    with.push_back(&part);
                    return ++ways_ <= ways_most && go(std::move(with), facts);
                });
            } else if (!facts.assume(next)) {
                return true;
            }
        }
        return visit_(facts);
    }

    Visit visit_;
    int ways_ = 0;
};

bool can_hold(const Expression& part, const std::string& source) {
    const Clause clause = clause_of(part, source);
    return !Cases([](const Facts&) { return false; }).go(clause);
}

// The innermost part of a dead one that is dead by itself.
Dead innermost(const Expression& part, const std::string& source) {
    if (part.calls("_&&_") || part.calls("_||_")) {
        for (const auto& side : part.arguments) {
            if (!can_hold(*side, source)) return innermost(*side, source);
        }
    }
    return {&part, false, part.calls("_&&_")};
}

void gather_dead(const Expression& part, const std::string& source, std::vector<Dead>& found) {
    if (!part.calls("_&&_") && !part.calls("_||_")) return;
    for (const auto& side : part.arguments) {
        if (can_hold(*side, source)) {
            gather_dead(*side, source, found);
        } else {
            found.push_back(innermost(*side, source));
        }
    }
}

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
    if (!can_hold(root, program.source())) {
        Dead dead = innermost(root, program.source());
        dead.is_whole = true;
        return {dead};
    }
    std::vector<Dead> found;
    gather_dead(root, program.source(), found);
    return found;
}

Premise::Premise(const Program& program)
    : clause_(clause_of(program.root(), program.source())),
      mentioned_(mentioned_in(clause_)),
      needed_(needed_by(clause_)) {
    has_all_cases_ = Cases([this](const Facts& facts) {
                         cases_.push_back(facts);
                         return cases_.size() < cases_most;
                     }).go(clause_);
}

bool Premise::implies(const Premise& other) const {
    if (!has_all_cases_ || cases_.empty() || (other.needed_ & ~mentioned_) != 0) return false;
    return std::all_of(cases_.begin(), cases_.end(), [&](const Facts& facts) { return facts.entail(other.clause_); });
}

}  // namespace paraat::rules::cel
