#pragma once

#include "tests/bench/site/site.hpp"

namespace paraat::bench {

// The shipped organisation and as many units more, a hundred in a team.
core::Organisation with_units(std::size_t count);

// So many of these units of the site's organisation begin a shift of eight hours, and say where they are.
void put_on_duty(Site& site, std::size_t count);

}  // namespace paraat::bench
