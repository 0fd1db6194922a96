#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/base/result.hpp"

namespace paraat::admin {

// What the pages say; called on the server's threads.
struct Pages {
    std::function<std::vector<std::string>()> reasons;  // why the hub is not ready; empty = it is
    std::function<std::string()> metrics;               // Prometheus text
};

// /healthz (the process lives), /readyz (200, or 503 with reasons as JSON) and /metrics, on 127.0.0.1 only.
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
