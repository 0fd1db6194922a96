#pragma once

#include <random>
#include <string>
#include <vector>

#include "hub/base/time.hpp"

namespace paraat::sim {

// Main classes of the Dutch control rooms' registration (GMS), with their share of the incidents with police units and
// of the time spent on them: 973,621 incidents of 2019, NSCR, nscr.nl/?p=16429. Shares are percentages.
struct MainClass {
    const char* name;
    double share_of_incidents;
    double share_of_time;
};
const std::vector<MainClass>& main_classes();

// What somebody calls about.
struct Call {
    std::string category;
    std::string text;
    double effort = 1;  // time on the scene, as a multiple of the average incident's
};

// Draws the class by its share, then a category within it; the weights within a class are ours.
Call draw_call(std::mt19937_64& chance);

// How busy an hour of the local day is, 1 on average. No public source gives hours: ours is a quiet morning and a
// peak late in the evening.
double busyness(int hour);

}  // namespace paraat::sim
