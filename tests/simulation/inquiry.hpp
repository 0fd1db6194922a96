#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/broker.hpp"

namespace paraat::simulation {

// Somebody who asks the hub which incidents a division has, page by page, over a connection of its own.
class Inquiry : public Peer, public std::enable_shared_from_this<Inquiry> {
public:
    Inquiry(World& world, Broker& broker, std::string account, std::string division);

    void ask();
    void end();
    bool is_answered() const { return is_answered_; }
    const std::string& account() const { return account_; }
    const std::string& division() const { return division_; }
    // The incidents of the answer, by id: the JSON of each.
    const std::map<std::string, std::string>& items() const { return items_; }
    std::vector<std::string> complaints;

    void connected(bool has_session) override;
    void lost() override;
    void hears(const Letter& letter) override;
    void acknowledged(std::uint64_t) override {}

private:
    void ask_after(const std::string& after);

    World& world_;
    Broker& broker_;
    const std::string account_;
    const std::string division_;
    std::shared_ptr<Connection> connection_;
    std::map<std::string, std::string> items_;
    int pages_ = 0;
    bool is_answered_ = false;
};

}  // namespace paraat::simulation
