#include "hub/projection/access.hpp"

#include <algorithm>

#include "hub/core/clearance.hpp"
#include "hub/core/event.hpp"

namespace paraat::projection {
namespace {

// A topic that the filter matches.
std::string example_of(std::string filter) {
    for (char& level : filter) {
        if (level == '+' || level == '#') level = 'x';
    }
    return filter;
}

TopicFamily family(std::string name, const std::string& filter) {
    return {std::move(name), filter, example_of(filter), true};
}

TopicFamily without_twin(TopicFamily of) {
    of.has_twin = false;
    return of;
}

// Nobody else's topics: those of somebody whose name no account may have.
const core::ClientName others{"+"};

class Listing {
public:
    Listing(const core::Organisation& organisation, const Topics& topics, const core::ClientName& client)
        : organisation_(organisation),
          topics_(topics),
          client_(client),
          is_known_(organisation.account(client) != nullptr),
          is_outside_(is_known_ && organisation.account(client)->is_outside) {}

    std::vector<Access> list() {
        if (is_known_) list_own();
        add(without_twin(family("up/others", topics_.inputs_of(others))), false, false);
        add(family("down/others", topics_.outputs_of(others)), false, false);
        for (const core::FieldTopic& field : organisation_.field_topics) {
            add(without_twin(family(field.name, field.filter)), false, false);
        }
        add(family("partner/others/in", topics_.partner_inputs(others)), false, false);
        add(family("partner/others/out", topics_.partner_outputs(others)), false, false);
        // A device hears from it whether a hub listens (docs/decisions/0031). It tells of no work.
        add(family("hub/status", topics_.hub_status("+")), is_known_, false);
        add(without_twin(family("hub/marker", topics_.hub_marker("+"))), false, false);
        for (const auto& [name, division] : organisation_.divisions) {
            const bool may_read = core::may_read(organisation_, client_, name);
            list_division({}, name, may_read);
            list_division(core::covert_compartment, name,
                          may_read && core::is_cleared_for(organisation_, client_, core::covert_compartment));
        }
        add(family("else", topics_.root() + "/else/#"), false, false);
        add(without_twin(family("broker", "$SYS/broker/#")), false, false);
        return std::move(rows_);
    }

private:
    void list_own() {
        add(without_twin(family("up/own", topics_.inputs_of(client_))), false, true);
        add(family("down/own", topics_.outputs_of(client_)), true, false);
        add(without_twin(family("partner/own/in", topics_.partner_inputs(client_))), false, is_outside_);
        for (const core::FieldTopic& field : organisation_.account(client_)->field_topics) {
            add(without_twin(family(field.name, field.filter)), field.may_read, field.may_write);
        }
        add(family("partner/own/out", topics_.partner_outputs(client_)), is_outside_, false);
    }

    void list_division(const core::CompartmentName& compartment, const core::DivisionName& division, bool may_read) {
        const std::string name = (compartment.empty() ? "" : "covert/") + division.text + "/";
        add_asked(family(name + "alert", topics_.alerts(compartment, division)), may_read, "incidents");
        add_asked(family(name + "board", topics_.board(compartment, division)), may_read, "units");
        add(family(name + "board/full", topics_.board_full(compartment, division)), may_read, false);
        add(family(name + "board/full/team", topics_.board_full(compartment, division, core::TeamName{"+"})), may_read,
            false);
        add(family(name + "briefing", topics_.briefings(compartment, division)), may_read, false);
        add(family(name + "instruction", topics_.instructions(compartment, division)), may_read, false);
        for (const auto& [team, unused] : organisation_.teams) {
            if (unused.division != division) continue;
            add(family(name + "team/" + team.text + "/instruction", topics_.instructions(compartment, division, team)),
                may_read && core::may_read_orders(organisation_, client_, team), false);
        }
    }

    void add(TopicFamily of, bool may_read, bool may_write) {
        rows_.push_back({std::move(of), may_read, may_write, {}, false});
    }
    void add_asked(TopicFamily of, bool may_read, std::string question) {
        rows_.push_back({std::move(of), may_read, false, std::move(question), may_read});
    }

    const core::Organisation& organisation_;
    const Topics& topics_;
    const core::ClientName& client_;
    const bool is_known_;
    const bool is_outside_;
    std::vector<Access> rows_;
};

void add_line(std::string& text, const Access& row, const std::string& filter) {
    text +=
        std::string("topic ") + (row.may_read ? (row.may_write ? "readwrite " : "read ") : "write ") + filter + "\n";
}

std::string_view take_level(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view level = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return level;
}

// As the broker has it: `+` is one level, `#` the rest and what it stands below.
bool fits(std::string_view filter, std::string_view topic) {
    while (!filter.empty()) {
        const std::string_view wanted = take_level(filter);
        if (wanted == "#") return true;
        if (topic.empty()) return false;
        const std::string_view level = take_level(topic);
        if (wanted != "+" && wanted != level) return false;
        if (topic.empty() && filter == "#") return true;
    }
    return topic.empty();
}

}  // namespace

bool is_of_devices(const core::Organisation& organisation, std::string_view topic) {
    return std::any_of(organisation.field_roots.begin(), organisation.field_roots.end(),
                       [&](const std::string& root) { return topic != root && fits(root + "/#", topic); });
}

std::vector<core::ClientName> readers_of(const core::Organisation& organisation, std::string_view topic) {
    std::vector<core::ClientName> readers;
    for (const auto& [name, account] : organisation.accounts) {
        const auto& own = account.field_topics;
        const bool is_reader = std::any_of(own.begin(), own.end(), [&](const core::FieldTopic& field) {
            return field.may_read && fits(field.filter, topic);
        });
        if (is_reader) readers.push_back(name);
    }
    return readers;
}

std::vector<Access> access_of(const core::Organisation& organisation, const Topics& topics,
                              const core::ClientName& client) {
    return Listing(organisation, topics, client).list();
}

std::vector<Access> access_of_the_hub(const core::Organisation& organisation, const Topics& topics) {
    std::vector<Access> rows = Listing(organisation, topics, core::ClientName{}).list();
    for (Access& row : rows) {
        row.may_read = true;
        row.may_write = row.family.name != "broker";
    }
    return rows;
}

std::string broker_access_file(const core::Organisation& organisation, const Topics& topics,
                               const std::vector<core::ClientName>& accounts) {
    std::string text = "# Written by Paraat from its organisation (docs/decisions/0033); changes are lost.\nuser " +
                       core::the_hub.text + "\ntopic readwrite " + topics.root() + "/#\ntopic read $SYS/broker/#\n";
    for (const std::string& root : organisation.field_roots) text += "topic readwrite " + root + "/#\n";
    for (const core::ClientName& client : accounts) {
        text += "user " + client.text + "\n";
        for (const Access& row : access_of(organisation, topics, client)) {
            if (!row.may_read && !row.may_write) continue;
            add_line(text, row, row.family.filter);
            if (row.family.has_twin && row.may_read) text += "topic read " + topics.twin(row.family.filter) + "\n";
        }
    }
    return text;
}

}  // namespace paraat::projection
