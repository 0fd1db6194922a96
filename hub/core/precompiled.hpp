#pragma once

// What almost every file of the core and of what stands on it includes.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <sstream>

#include "hub/core/situation.hpp"
