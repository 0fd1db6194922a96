#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/projection/publication.hpp"

namespace paraat::app {

// One thing that a topic says now, of what TAK users can be shown; absent = nothing any more.
struct TakUnit {
    std::string topic;  // of its division's board
    core::ClientName name;
    std::optional<core::UnitView> view;
};
struct TakAlert {
    std::string topic;
    std::optional<core::Alert> alert;
    core::ClientName panic_of = {};  // the unit whose panic it is
};
struct TakOrder {
    std::string topic;
    std::optional<core::InstructionView> view;
    bool is_over = false;  // with its last view, where that was not taken out before
};
struct TakCall {
    std::string topic;
    std::optional<core::Notice> notice;
};
// What the hub's contact answers an account.
struct TakAnswer {
    core::ClientName account;
    std::string text;
};
using TakWord = std::variant<TakUnit, TakAlert, TakOrder, TakCall, TakAnswer>;

// From the publisher to the gateway: of each thing the newest word that was not taken out yet, so it never holds more
// than there is to say. Any thread.
class TakMail {
public:
    // True when it is worth waking whoever takes it out: it is about more than where somebody is. `panic_of`: of an
    // alert, the unit whose panic it is.
    bool put(const projection::Publication& publication, const core::ClientName& panic_of = {});
    // An answer to that account.
    void put(const core::ClientName& account, const std::string& text);
    // In the order of their topics.
    std::vector<TakWord> take();

private:
    void put_units(const std::string& topic, const std::vector<core::UnitView>& units);
    bool clear(const std::string& topic);

    std::mutex mutex_;
    std::map<std::string, TakWord> words_;  // by topic, and unit
};

}  // namespace paraat::app
