#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/broker.hpp"

namespace paraat::simulation {

class Secrecy;

// A screen that watches some alerts, as docs/formats/topics.md says a reader does: of each topic the highest revision
// counts, an empty message ends it, and each connection begins with what is retained.
class Console : public Peer {
public:
    // `filter` is of JSON twins. `secrecy` hears with who is not cleared for covert work; null for who is.
    Console(World& world, Broker& broker, std::string name, std::string filter, Secrecy* secrecy);

    void connect();
    const std::string& name() const { return name_; }
    const std::string& filter() const { return filter_; }
    // Topic -> the newest, of what stands.
    const std::map<std::string, std::string>& shown() const { return shown_; }
    std::vector<std::string> complaints;

    void connected(bool has_session) override;
    void lost() override;
    void hears(const Letter& letter) override;
    void acknowledged(std::uint64_t) override {}

private:
    World& world_;
    Broker& broker_;
    const std::string name_;
    const std::string filter_;
    Secrecy* const secrecy_;
    std::shared_ptr<Connection> connection_;
    std::map<std::string, std::string> shown_;
    std::map<std::string, std::int64_t> revs_;  // the highest ever
    bool is_connected_ = false;
};

}  // namespace paraat::simulation
