#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/words.hpp"

// Who there is, as the model knows it: the organisation of tests/support in the model's own words, so that a fault in
// how the core reads its organisation shows as a difference. No rules, for what rules conclude has tests of its own,
// and categories with three chains are enough to begin, join, call and fall silent.
namespace paraat::test::model {

using Name = std::string;
using Names = std::set<Name>;

struct Person {
    Name name;
    Name role;      // centre, opco, coord-...; empty = none
    Name team;      // of a unit; empty = none
    Name division;  // that it belongs to or coordinates; empty = none
};

struct Category {
    Name division;  // empty = that of the unit that reports, and the tray
    core::Severity severity;
    int priority;
    Name policy;  // empty = nobody is called
};

// One step of a chain: whom it asks, and after how long the next begins, or the last once more.
struct ChainStep {
    std::vector<Name> targets;
    Milliseconds lasts;
};

inline const Name tray = "sector";
inline const Name panic_category = "panic";

const std::map<Name, Person>& people();
const Person* person(const Name& name);      // nullptr = not of the organisation
const Category* category(const Name& name);  // nullptr = there is none
const std::vector<ChainStep>* chain(const Name& policy);

bool is_unit(const Name& name);
bool commands_all(const Name& name);  // the centre and the opco
bool coordinates(const Name& name, const Name& division);
bool reads(const Name& name, const Name& division);
// Covert work is known to the opco and the coordinators.
bool is_cleared(const Name& name);
// The kind and the name of "team/it-overlast".
std::pair<Name, Name> parts_of(const Name& target);
// All behind a target that does not depend on whose report it is; nullopt = there is no such target.
std::optional<Names> behind(const Name& target);
Name division_behind(const Name& target);
bool may_instruct(const Name& name, const Name& target);

// What the most serious of a report says of the priority: contract of the design, section 7.
int priority_of(core::Severity severity);

}  // namespace paraat::test::model
