#include "hub/admin/admin_server.hpp"

#include <httplib.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "hub/base/thread_name.hpp"

namespace paraat::admin {

struct AdminServer::Parts {
    httplib::Server server;
    Pages pages;
    std::thread thread;
    std::atomic<bool> has_ended{false};
    int port = 0;
};

namespace {

constexpr std::size_t request_most = 8UL << 10;  // bytes of a body; none is read
// A browser holds six connections open after it loaded the page: they must not keep /healthz waiting.
constexpr std::size_t threads = 16;
constexpr time_t idle_most = 1;  // seconds without a request on a connection
constexpr const char* claim_path = "/p/([0-9a-z]{1,64})";

// Whoever saw the address later has the token: nothing of it is stored or passed on.
void say(const ClaimAnswer& answer, httplib::Response& response) {
    response.status = answer.status;
    response.set_header("Cache-Control", "no-store");
    response.set_header("Referrer-Policy", "no-referrer");
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    if (!answer.file_name.empty()) {
        response.set_header("Content-Disposition", "attachment; filename=\"" + answer.file_name + "\"");
    }
    response.set_content(answer.body, answer.type);
}

void serve_claims(httplib::Server& server, const Pages& pages) {
    if (!pages.show_claim || !pages.claim) return;
    server.Get(claim_path, [&pages](const httplib::Request& request, httplib::Response& response) {
        say(pages.show_claim(request.matches[1]), response);
    });
    server.Post(claim_path, [&pages](const httplib::Request& request, httplib::Response& response) {
        say(pages.claim(request.matches[1]), response);
    });
}

}  // namespace

Result<std::unique_ptr<AdminServer>> AdminServer::start(int port, Pages pages) {
    auto parts = std::make_unique<Parts>();
    parts->pages = std::move(pages);
    Parts& running = *parts;
    running.server.Get("/healthz", [](const httplib::Request&, httplib::Response& response) {
        response.set_content("{\"alive\":true}\n", "application/json");
    });
    running.server.Get("/readyz", [&running](const httplib::Request&, httplib::Response& response) {
        const std::vector<std::string> reasons = running.pages.reasons();
        response.status = reasons.empty() ? 200 : 503;
        const nlohmann::ordered_json body = {{"ready", reasons.empty()}, {"reasons", reasons}};
        response.set_content(body.dump() + "\n", "application/json");
    });
    running.server.Get("/metrics", [&running](const httplib::Request&, httplib::Response& response) {
        response.set_content(running.pages.metrics(), "text/plain; version=0.0.4");
    });
    serve_claims(running.server, running.pages);
    if (running.pages.console) serve_console(running.server, *running.pages.console);
    running.server.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    running.server.set_keep_alive_timeout(idle_most);
    running.server.set_payload_max_length(request_most);
    // SO_REUSEPORT, the library's default, would let two hubs share a port unseen.
    running.server.set_socket_options([](int socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
    if (port == 0) {
        running.port = running.server.bind_to_any_port("127.0.0.1");
    } else if (running.server.bind_to_port("127.0.0.1", port)) {
        running.port = port;
    }
    if (running.port <= 0) {
        return Error{"port_taken", "admin.port",
                     "port " + std::to_string(port) +
                         " on 127.0.0.1 is taken; stop what uses it, or set [admin] port or PARAAT_ADMIN_PORT"};
    }
    running.thread = std::thread([&running] {
        name_this_thread("admin");
        running.server.listen_after_bind();
        running.has_ended = true;
    });
    // The library forgets a stop() that comes before it listens.
    while (!running.server.is_running() && !running.has_ended) std::this_thread::yield();
    return std::unique_ptr<AdminServer>(new AdminServer(std::move(parts)));
}

AdminServer::AdminServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

AdminServer::~AdminServer() {
    parts_->server.stop();
    parts_->thread.join();
}

int AdminServer::port() const {
    return parts_->port;
}

}  // namespace paraat::admin
