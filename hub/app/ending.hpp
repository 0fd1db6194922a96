#pragma once

#include <functional>
#include <string>

#include "hub/base/result.hpp"

namespace paraat::app {

// What an error's code means to the one who started the hub (sysexits.h): 69 unavailable, 73 the journal's folder
// cannot be made, 74 the journal is damaged or cannot be written, 75 another hub has it.
int exit_code_of(const Error& error);

// Runs before the process ends by one of these; {} takes it back. Any thread.
void before_ending(std::function<void()> step);

// A commit that failed leaves nobody knowing what the disk holds: no receipt, no second try, a new process.
[[noreturn]] void end_for_journal(const std::string& why);
// A journal that was found damaged while the hub works, by what it says and what is to be done.
[[noreturn]] void end_for_damage(const Error& why);
// Without a last word: the topic of its status is the other's.
[[noreturn]] void end_for_another(const std::string& node);

}  // namespace paraat::app
