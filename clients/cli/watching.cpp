#include <cstdio>
#include <memory>
#include <set>

#include "clients/cli/command.hpp"
#include "clients/cli/heard.hpp"
#include "clients/cli/shown.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

// The hub retains a board for each division, and the broker sends what it retains as soon as one subscribes.
constexpr std::chrono::seconds retained_within{2};
// The hub speaks every 5 s.
constexpr std::chrono::seconds hub_speaks_within{6};

// Alerts as they come, from the hub's originals: the JSON twins can be switched off.
class Watch {
public:
    Watch(const Options& options, const std::vector<std::string>& divisions)
        : options_(options), divisions_(divisions), unseen_(divisions.begin(), divisions.end()) {}

    int run() {
        auto session = sdk::Session::connect(options_.broker, "watch." + fresh_id());
        if (!session) return fail(session.error());
        for (const std::string& filter : filters()) {
            if (auto done = session->subscribe(filter); !done) return fail(done.error());
        }
        say(options_, "watching; stop with Ctrl-C");
        const auto warned_at = Clock::now() + retained_within;
        while (session->is_connected()) {
            const auto message = session->next(Milliseconds{500});
            if (message && !take(*message)) return fail_to_write();
            if (!unseen_.empty() && Clock::now() > warned_at) warn();
            if (const auto dropped = session->take_dropped(); dropped > 0) {
                say(options_, std::to_string(dropped) + " messages came too fast and were left out");
            }
        }
        return fail({"unreachable", "", "the broker went away"});
    }

private:
    std::vector<std::string> filters() const {
        if (divisions_.empty()) return {options_.root + "/+/alert/+"};
        std::vector<std::string> filters;
        for (const std::string& division : divisions_) {
            filters.push_back(board_of(division));
            filters.push_back(options_.root + "/" + division + "/alert/+");
        }
        return filters;
    }

    std::string board_of(const std::string& division) const { return options_.root + "/" + division + "/board/full"; }

    // False when standard output did not take it.
    bool take(const sdk::Message& message) {
        if (std::erase_if(unseen_, [&](const auto& division) { return message.topic == board_of(division); }) > 0)
            return true;
        if (message.topic.ends_with("/board/full") || message.payload.empty()) return true;
        const Json alert = heard(message.payload);
        if (alert.is_null()) return true;
        std::printf("%s\n", options_.json ? alert.dump().c_str() : alert_line(alert).c_str());
        return std::fflush(stdout) == 0;
    }

    void warn() {
        for (const std::string& division : unseen_) {
            say(options_,
                "nothing is retained for " + division + ": no hub knows such a division, or you may not read it");
        }
        unseen_.clear();
    }

    const Options& options_;
    const std::vector<std::string> divisions_;
    std::set<std::string> unseen_;  // divisions whose board did not come yet
};

int health(const Options& options) {
    auto session = sdk::Session::connect(options.broker, "health." + fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/hub/+/status"); !done) return fail(done.error());
    const auto message = session->next(hub_speaks_within);
    const Json status = message ? heard(message->payload) : Json();
    if (status.is_null()) {
        std::fprintf(stderr, "paraat: no hub speaks on this broker; try: ./dev run\n");
        return exit_unavailable;
    }
    const std::string state = status.value("state", "");
    if (options.json) {
        std::printf("%s\n", status.dump().c_str());
    } else {
        std::printf("%s is %s", status.value("node", "").c_str(), state.c_str());
        for (const Json& reason : status.value("reasons", Json::array())) {
            std::printf(", %s", reason.get<std::string>().c_str());
        }
        std::printf("\n");
    }
    const std::int64_t now = wall_clock().ms;
    const bool is_silent = now - status.value("at", now) > 3 * status.value("interval_ms", std::int64_t{5000});
    if (state == "down" || is_silent) {
        if (is_silent) say(options, "it was not heard for a while; try: ./dev run");
        return exit_unavailable;
    }
    return state == "up" ? exit_ok : exit_no;
}

}  // namespace

void add_watching(Word& root, const Options& options) {
    Word look = root.sub("watch", "alerts as they come");
    look.example("Example: paraat watch dvo");
    auto divisions = std::make_shared<std::vector<std::string>>();
    look.on_texts("division", "whose alerts, e.g. dvl dvo; absent = those of all divisions",
                  [divisions](const std::vector<std::string>& names) { *divisions = names; });
    look.does([&options, divisions] { return Watch(options, *divisions).run(); });

    Word is_well = root.sub("health", "whether the hub is well: up (exit code 0), or not quite (1), or away (69)");
    is_well.example("Example: paraat health && echo well");
    is_well.does([&options] { return health(options); });
}

}  // namespace paraat::cli
