#include "hub/admin/admin_server.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include "tests/support/socket.hpp"

namespace paraat::admin {
namespace {

std::unique_ptr<AdminServer> served(std::vector<std::string> reasons = {}) {
    auto server = AdminServer::start(0, {[reasons] { return reasons; }, [] { return std::string("paraat_up 1\n"); }});
    EXPECT_TRUE(server);
    return server ? std::move(*server) : nullptr;
}

httplib::Result get(const AdminServer& server, const std::string& path) {
    return httplib::Client("127.0.0.1", server.port()).Get(path);
}

TEST(AdminServer, TellsThatItLives) {
    const auto server = served({"no broker"});
    const auto page = get(*server, "/healthz");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->body, "{\"alive\":true}\n");
}

TEST(AdminServer, IsReadyWithoutReasonsAgainstIt) {
    const auto server = served();
    const auto page = get(*server, "/readyz");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->body, "{\"ready\":true,\"reasons\":[]}\n");
    EXPECT_EQ(page->get_header_value("Content-Type"), "application/json");
}

TEST(AdminServer, IsNotReadyAndSaysWhy) {
    const auto server = served({"no broker", "disk nearly full"});
    const auto page = get(*server, "/readyz");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 503);
    EXPECT_EQ(page->body, "{\"ready\":false,\"reasons\":[\"no broker\",\"disk nearly full\"]}\n");
}

TEST(AdminServer, GivesMetricsAsPrometheusText) {
    const auto server = served();
    const auto page = get(*server, "/metrics");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->body, "paraat_up 1\n");
    EXPECT_EQ(page->get_header_value("Content-Type"), "text/plain; version=0.0.4");
}

TEST(AdminServer, ShowsClaimLinksAndGivesWhatTheirButtonBrings) {
    Pages pages{[] { return std::vector<std::string>{}; }, [] { return std::string(); }};
    pages.show_claim = [](const std::string& token) { return ClaimAnswer{200, "text/html", "shown " + token, ""}; };
    pages.claim = [](const std::string& token) { return ClaimAnswer{410, "text/html", "used " + token, "x.json"}; };
    const auto server = AdminServer::start(0, std::move(pages)).value();
    const auto page = get(*server, "/p/abc123");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->body, "shown abc123");
    EXPECT_EQ(page->get_header_value("Cache-Control"), "no-store");
    EXPECT_FALSE(page->has_header("Content-Disposition"));
    const auto pressed = httplib::Client("127.0.0.1", server->port()).Post("/p/abc123");
    ASSERT_TRUE(pressed);
    EXPECT_EQ(pressed->status, 410);
    EXPECT_EQ(pressed->body, "used abc123");
    EXPECT_EQ(pressed->get_header_value("Content-Disposition"), "attachment; filename=\"x.json\"");
    EXPECT_EQ(get(*server, "/p/Abc")->status, 404);
    EXPECT_EQ(get(*served(), "/p/abc123")->status, 404);
}

TEST(AdminServer, HasNoOtherPages) {
    const auto server = served();
    const auto page = get(*server, "/");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 404);
}

TEST(AdminServer, SaysThatItsPortIsTaken) {
    const test::Socket taken = test::Socket::listening();
    const auto server = AdminServer::start(taken.port(), {});
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, "port_taken");
    EXPECT_EQ(server.error().field, "admin.port");
    EXPECT_EQ(server.error().message, "port " + std::to_string(taken.port()) +
                                          " on 127.0.0.1 is taken; stop what uses it, or set [admin] port or "
                                          "PARAAT_ADMIN_PORT");
}

TEST(AdminServer, SharesItsPortWithNoSecondOne) {
    const auto first = served();
    EXPECT_FALSE(AdminServer::start(first->port(), {}));
}

TEST(AdminServer, StopsAlsoRightAfterItsStart) {
    // The library loses a stop that comes before it listens; once is not enough to meet that moment.
    for (int i = 0; i < 50; ++i) served();
}

}  // namespace
}  // namespace paraat::admin
