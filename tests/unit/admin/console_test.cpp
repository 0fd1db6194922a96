#include "hub/admin/console.hpp"

#include <gmock/gmock.h>
#include <httplib.h>

#include "hub/admin/admin_server.hpp"
#include "tests/support/folder.hpp"

namespace paraat::admin {
namespace {

using testing::HasSubstr;

// Long enough for the library to pack it, were it left to that.
const std::string page = "<!doctype html>" + std::string(4'000, ' ');
const std::string streets = std::string("PMTiles\x03") + "0123456789abcdefghijklmnopqrstuvwxyz";

class ConsoleTest : public testing::Test {
protected:
    ConsoleTest() {
        put("index.html", page);
        put("assets/app-1a2b.js", "app()");
        put("assets/app-1a2b.js.gz", "packed");
        put("empty.txt", "");
        std::ofstream(map) << streets;
        serve(ConsoleFiles::read(built).value());
    }

    void put(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories((built / name).parent_path());
        std::ofstream(built / name, std::ios::binary) << bytes;
    }

    void serve(ConsoleFiles files) {
        Pages pages{[] { return std::vector<std::string>{}; }, [] { return std::string("paraat_up 1\n"); }};
        pages.console = Console{std::move(files),
                                map,
                                "hub.example",
                                {"hub-1", "oov", "0.1.0", 1, "accounts"},
                                [this](const std::string& host) {
                                    return knows_broker ? WebsocketAddress{"ws://" + host + ":9001/mqtt", ""}
                                                        : WebsocketAddress{"", "say where it is"};
                                }};
        server = AdminServer::start(0, std::move(pages)).value();
    }

    httplib::Response get(const std::string& path, const httplib::Headers& headers = {}) const {
        httplib::Client client("127.0.0.1", server->port());
        client.set_decompress(false);
        return client.Get(path, headers).value();
    }

    bool knows_broker = true;
    test::Folder folder;
    const std::filesystem::path built = folder.path() / "console";
    const std::filesystem::path map = folder.path() / "nl.pmtiles";
    std::unique_ptr<AdminServer> server;
};

TEST_F(ConsoleTest, IsServedAtTheRootAndAskedForEachTime) {
    const auto answer = get("/");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, page);
    EXPECT_EQ(answer.get_header_value("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(answer.get_header_value("Cache-Control"), "no-cache");
    EXPECT_EQ(get("/assets/app-1a2b.js").get_header_value("Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(ConsoleTest, LeavesTheOtherPagesWhereTheyAre) {
    EXPECT_EQ(get("/healthz").body, "{\"alive\":true}\n");
    EXPECT_EQ(get("/metrics").body, "paraat_up 1\n");
}

TEST_F(ConsoleTest, RunsNothingButItsOwnAndTalksToNobodyButTheBroker) {
    for (const char* path : {"/", "/assets/app-1a2b.js", "/console.json", "/street.pmtiles", "/absent"}) {
        const auto answer = get(path, {{"Host", "LOCALHOST:8080"}});
        EXPECT_EQ(answer.get_header_value("Content-Security-Policy"),
                  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: "
                  "blob:; worker-src 'self' blob:; connect-src 'self' ws://localhost:9001; manifest-src 'self'; "
                  "media-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
            << path;
        EXPECT_EQ(answer.get_header_value("X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(answer.get_header_value("Referrer-Policy"), "no-referrer") << path;
        EXPECT_EQ(answer.get_header_value("Cross-Origin-Opener-Policy"), "same-origin") << path;
        EXPECT_THAT(answer.get_header_value("Permissions-Policy"), HasSubstr("geolocation=(self), camera=()")) << path;
    }
}

TEST_F(ConsoleTest, IsServedUnderNoNameThatSomebodyElseMadeUp) {
    for (const char* host : {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example",
                             "hub.example.evil.example", "", "[::2]"}) {
        for (const char* path : {"/", "/console.json", "/street.pmtiles", "/assets/app-1a2b.js"}) {
            const auto answer = get(path, {{"Host", host}});
            EXPECT_EQ(answer.status, 421) << host << path;
            EXPECT_THAT(answer.body, HasSubstr("[console] url")) << host << path;
            EXPECT_THAT(answer.get_header_value("Content-Security-Policy"), HasSubstr("connect-src 'self';")) << host;
        }
    }
    for (const char* host : {"127.0.0.1", "localhost:8080", "[::1]:8080", "hub.example", "HUB.example:443"}) {
        EXPECT_EQ(get("/", {{"Host", host}}).status, 200) << host;
    }
}

TEST_F(ConsoleTest, SaysWhatThePageMustKnowBeforeTheLogin) {
    const auto answer = get("/console.json", {{"Host", "127.0.0.1:8080"}});
    EXPECT_EQ(
        answer.body,
        "{\"node\":\"hub-1\",\"root\":\"oov\",\"version\":\"0.1.0\",\"contract\":1,\"websocket\":\"ws://127.0.0.1:"
        "9001/mqtt\",\"street_map\":true,\"access\":\"accounts\"}\n");
    EXPECT_EQ(answer.get_header_value("Content-Type"), "application/json");
    EXPECT_EQ(answer.get_header_value("Cache-Control"), "no-cache");
}

TEST_F(ConsoleTest, SaysWhyItDoesNotKnowTheBrokerAndWhetherItHasStreets) {
    knows_broker = false;
    std::filesystem::remove(map);
    EXPECT_EQ(get("/console.json").body,
              "{\"node\":\"hub-1\",\"root\":\"oov\",\"version\":\"0.1.0\",\"contract\":1,\"why\":\"say where it is\","
              "\"street_map\":false,\"access\":\"accounts\"}\n");
    EXPECT_EQ(get("/street.pmtiles").status, 404);
}

TEST_F(ConsoleTest, SendsWhatTheBuildPackedToWhoeverTakesIt) {
    const std::string path = "/assets/app-1a2b.js";
    for (const char* takes : {"gzip", "br, gzip, zstd", "deflate, GZIP;q=0.5", "gzip;q=1"}) {
        const auto answer = get(path, {{"Accept-Encoding", takes}});
        EXPECT_EQ(answer.get_header_value("Content-Encoding"), "gzip") << takes;
        EXPECT_EQ(answer.get_header_value("Content-Length"), "6") << takes;
    }
    for (const char* takes : {"", "br", "identity", "gzip;q=0", "br, gzip;q=0.0"}) {
        const auto answer = get(path, {{"Accept-Encoding", takes}});
        EXPECT_EQ(answer.body, "app()") << takes;
        EXPECT_FALSE(answer.has_header("Content-Encoding")) << takes;
    }
    EXPECT_EQ(get(path).get_header_value("Vary"), "Accept-Encoding");
}

TEST_F(ConsoleTest, PacksNothingByItself) {
    const auto answer = get("/", {{"Accept-Encoding", "gzip, br"}});
    EXPECT_FALSE(answer.has_header("Content-Encoding"));
    EXPECT_EQ(answer.body, page);
}

TEST_F(ConsoleTest, SaysNothingMoreOfWhatTheBrowserHas) {
    const std::string tag = get("/").get_header_value("ETag");
    const auto again = get("/", {{"If-None-Match", tag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_THAT(again.get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_EQ(get("/", {{"If-None-Match", "\"another\""}}).status, 200);
    const std::string packed = get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}}).get_header_value("ETag");
    EXPECT_NE(packed, get("/assets/app-1a2b.js", {{"Accept-Encoding", ""}}).get_header_value("ETag"));
}

TEST_F(ConsoleTest, AnswersTheHeadOfAFileWithItsLengthAlone) {
    const auto answer = httplib::Client("127.0.0.1", server->port()).Head("/").value();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(answer.get_header_value("Content-Length"), std::to_string(page.size()));
    EXPECT_EQ(answer.get_header_value("Content-Type"), "text/html; charset=utf-8");
}

TEST_F(ConsoleTest, HasNoOtherPathsAndNoWayOutOfItsFolder) {
    for (const char* path : {"/absent", "/assets", "/assets/", "/..", "/../nl.pmtiles", "/%2e%2e/nl.pmtiles",
                             "/assets/%2e%2e/%2e%2e/nl.pmtiles", "/assets/..%2f..%2fnl.pmtiles", "//etc/passwd",
                             "/assets/app-1a2b.js.gz", "/index.html%00.js"}) {
        EXPECT_EQ(get(path).status, 404) << path;
    }
    EXPECT_EQ(get("/empty.txt").status, 200);
}

TEST_F(ConsoleTest, GivesAFileWholeWhateverRangeIsAskedFor) {
    for (const char* range : {"bytes=0-1", "bytes=999999-", "bytes=-3", "bytes=0-0,2-3"}) {
        const auto answer = get("/", {{"Range", range}});
        EXPECT_EQ(answer.status, 200) << range;
        EXPECT_EQ(answer.body, page) << range;
    }
    EXPECT_EQ(get("/absent", {{"Range", "bytes=999999-"}}).status, 404);
}

TEST_F(ConsoleTest, GivesTheStreetsInRanges) {
    EXPECT_EQ(get("/street.pmtiles").body, streets);
    const auto first = get("/street.pmtiles", {{"Range", "bytes=0-6"}});
    EXPECT_EQ(first.status, 206);
    EXPECT_EQ(first.body, "PMTiles");
    EXPECT_EQ(first.get_header_value("Content-Range"), "bytes 0-6/44");
    EXPECT_EQ(get("/street.pmtiles", {{"Range", "bytes=40-"}}).body, "wxyz");
    EXPECT_EQ(get("/street.pmtiles", {{"Range", "bytes=-2"}}).body, "yz");
    EXPECT_EQ(get("/street.pmtiles", {{"Range", "bytes=-2000"}}).body, streets);
    const auto beyond = get("/street.pmtiles", {{"Range", "bytes=42-16383"}});
    EXPECT_EQ(beyond.body, "yz");
    EXPECT_EQ(beyond.get_header_value("Content-Range"), "bytes 42-43/44");
}

TEST_F(ConsoleTest, SaysThatARangeIsBehindTheEndOfTheStreets) {
    for (const char* range : {"bytes=44-", "bytes=16384-32767", "bytes=-0"}) {
        const auto answer = get("/street.pmtiles", {{"Range", range}});
        EXPECT_EQ(answer.status, 416) << range;
        EXPECT_EQ(answer.body, "") << range;
        EXPECT_EQ(answer.get_header_value("Content-Range"), "bytes */44") << range;
    }
}

TEST_F(ConsoleTest, MixesNoRangesOfTwoStreetMaps) {
    const std::string tag = get("/street.pmtiles").get_header_value("ETag");
    EXPECT_EQ(get("/street.pmtiles", {{"Range", "bytes=0-6"}, {"If-Range", tag}}).body, "PMTiles");
    const auto other = get("/street.pmtiles", {{"Range", "bytes=0-6"}, {"If-Range", "\"another\""}});
    EXPECT_EQ(other.status, 200);
    EXPECT_EQ(other.body, streets);
    EXPECT_EQ(get("/street.pmtiles", {{"Range", "bytes=0-1,3-4"}}).body, streets);
    EXPECT_EQ(get("/street.pmtiles", {{"If-None-Match", tag}}).status, 304);
}

TEST_F(ConsoleTest, SaysHowItIsBuiltWhereItIsNot) {
    serve({});
    const auto answer = get("/");
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.body, HasSubstr("./dev build"));
    EXPECT_EQ(answer.get_header_value("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(get("/assets/app-1a2b.js").status, 404);
    EXPECT_EQ(get("/console.json").status, 200);
}

}  // namespace
}  // namespace paraat::admin
