#pragma once

#include "clients/cli/command.hpp"

namespace paraat::cli {

// `paraat journal consultations`: who looked at what.
void add_consultations(Word& journal, const Options& options);

}  // namespace paraat::cli
