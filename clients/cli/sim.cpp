#include <csignal>

#include <cstdio>
#include <ctime>
#include <memory>
#include <random>

#include "clients/cli/command.hpp"
#include "clients/sim/city.hpp"

namespace paraat::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct SimGiven {
    double calls_per_hour = 240;
    std::uint64_t seed = 0;
    int minutes = 0;
};

int local_hour(Instant now) {
    const std::time_t seconds = now.ms / 1000;
    std::tm local{};
    localtime_r(&seconds, &local);
    return local.tm_hour;
}

// An order that goes on, on a radio's own topic: json/down/{radio}/instruction/{id}.
std::optional<sim::Order> order_in(const std::string& root, const sdk::Message& message) {
    const std::string before = root + "/json/down/";
    if (!message.topic.starts_with(before)) return std::nullopt;
    const Json order = object_in(message.payload);
    const std::string state = text_of(order, "state");
    if (state != "issued" && state != "delivered" && state != "read") return std::nullopt;
    const std::string radio =
        message.topic.substr(before.size(), message.topic.find('/', before.size()) - before.size());
    return sim::Order{radio, text_of(order, "instruction"), text_of(order, "incident")};
}

int sim(const Options& options, SimGiven given) {
    if (given.seed == 0) given.seed = std::random_device{}();
    // A shell starts its background jobs deaf to Ctrl-C.
    std::signal(SIGINT, SIG_DFL);
    const Instant begins = sdk::wall_clock();
    auto session = sdk::Session::connect(options.broker, "sim." + fresh_id());
    if (!session) return fail(session.error());
    if (auto done = session->subscribe(options.root + "/down/console-1/receipt"); !done) return fail(done.error());
    // Where the hub gives no JSON, radios get no orders.
    if (auto done = session->subscribe(options.root + "/json/down/+/instruction/+"); !done) return fail(done.error());
    sim::City city({given.seed, given.calls_per_hour, begins, "sim-" + fresh_id()});
    say(options, "a city of 12 radios, about " + std::to_string(static_cast<int>(given.calls_per_hour)) +
                     " calls an hour, seed " + std::to_string(given.seed) + "; stop with Ctrl-C");
    std::size_t calls = 0;
    while (session->is_connected()) {
        const Instant now = sdk::wall_clock();
        if (given.minutes > 0 && now - begins > std::chrono::minutes{given.minutes}) return exit_ok;
        for (const sim::Outgoing& outgoing : city.pass_time(now, local_hour(now))) {
            const std::string topic = options.root + "/up/" + outgoing.client + "/" + outgoing.kind;
            const int qos = outgoing.kind == "beacon" ? 0 : 1;
            if (auto sent = session->publish(topic, outgoing.body.dump(), qos); !sent) return fail(sent.error());
        }
        const auto next = Clock::now() + std::chrono::seconds{1};
        while (Clock::now() < next) {
            const auto message = session->next(std::chrono::ceil<Milliseconds>(next - Clock::now()));
            if (!message) break;
            if (const auto order = order_in(options.root, *message)) {
                city.hear(*order);
                continue;
            }
            const Json receipt = object_in(message->payload);
            if (text_of(receipt, "kind") != "report" || !receipt.value("accepted", false)) continue;
            city.learn(text_of(receipt, "id"), text_of(receipt, "incident"));
            if (!options.quiet) std::fprintf(stderr, "\r%zu calls taken", ++calls);
        }
    }
    return fail({"unreachable", "", "the broker went away"});
}

}  // namespace

void add_sim(Word& root, const Options& options) {
    Word command = root.sub("sim", "a small simulated city: calls, and radios that drive and report");
    command.example("Example: paraat sim --calls-per-hour 60 --minutes 30");
    auto given = std::make_shared<SimGiven>();
    command
        .on_real("--calls-per-hour", "averaged over the day", [given](double calls) { given->calls_per_hour = calls; })
        .between(1, 36'000)
        .otherwise("240");
    command
        .on_whole("--seed", "the same seed, the same city; 0 = any",
                  [given](std::int64_t seed) { given->seed = static_cast<std::uint64_t>(seed); })
        .otherwise("0");
    command
        .on_whole("--minutes", "then end; 0 = go on",
                  [given](std::int64_t minutes) { given->minutes = static_cast<int>(minutes); })
        .between(0, 1e6)
        .otherwise("0");
    command.does([&options, given] { return sim(options, *given); });
}

}  // namespace paraat::cli
