#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/admin/console.hpp"
#include "hub/base/result.hpp"

namespace paraat::admin {

// An answer to who opened a claim link.
struct ClaimAnswer {
    int status = 200;
    std::string type;  // of the content
    std::string body;
    std::string file_name;  // to be kept under; empty = to be shown
};

// What the pages say; called on the server's threads.
struct Pages {
    std::function<std::vector<std::string>()> reasons;  // why the hub is not ready; empty = it is
    std::function<std::string()> metrics;               // Prometheus text
    // What a claim link leads to, and what its button gives; empty = there are no such links.
    std::function<ClaimAnswer(const std::string& token)> show_claim = {};
    std::function<ClaimAnswer(const std::string& token)> claim = {};
    std::optional<Console> console = std::nullopt;  // nothing = no operators' page
};

// /healthz (the process lives), /readyz (200, or 503 with reasons as JSON), /metrics, /p/TOKEN (claim links) and at all
// other paths the console; a proxy of the site may pass the last two on. On 127.0.0.1 only.
class AdminServer {
public:
    // Port 0 takes any free one. Refused with `port_taken`.
    static Result<std::unique_ptr<AdminServer>> start(int port, Pages pages);
    ~AdminServer();

    int port() const;

private:
    struct Parts;
    explicit AdminServer(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace paraat::admin
