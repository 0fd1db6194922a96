#include "hub/admin/console.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "hub/admin/street_map.hpp"

namespace paraat::admin {
namespace {

constexpr const char* facts_path = "/console.json";
constexpr const char* street_map_path = "/street.pmtiles";
constexpr const char* ask_each_time = "no-cache";
constexpr const char* keep_for_ever = "public, max-age=31536000, immutable";
constexpr const char* words = "text/plain; charset=utf-8";
constexpr int misdirected = 421;
constexpr int no_such_range = 416;

constexpr const char* not_built =
    "The console is not here yet. Build it with `./dev build` and start the hub again; [console] directory in hub.toml "
    "says where the hub looks for it.\n";
constexpr const char* not_this_host =
    "The hub shows the console under the names of this machine, and under the host of [console] url in hub.toml. To "
    "open it by this name, set url = \"https://NAME\" there.\n";

std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

// "localhost" of "localhost:8080"; empty for a request that names none, or several.
std::string host_of(const httplib::Request& request) {
    if (request.get_header_value_count("Host") != 1) return {};
    const std::string host = in_lower_case(request.get_header_value("Host"));
    const auto end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    return host.substr(0, end);
}

// "ws://127.0.0.1:9001" of "ws://127.0.0.1:9001/mqtt".
std::string origin_of(const std::string& url) {
    return url.substr(0, url.find('/', url.find("//") + 2));
}

// Nothing but our own files runs, and the page talks to nobody but the hub and the broker. Without blob: among the
// workers the page's MQTT library never says that it is still there.
std::string policy(const std::string& websocket) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
           "worker-src 'self' blob:; connect-src 'self'" +
           (websocket.empty() ? "" : " " + origin_of(websocket)) +
           "; manifest-src 'self'; media-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
}

bool takes_packed(const httplib::Request& request) {
    const std::string all = "," + in_lower_case(request.get_header_value("Accept-Encoding")) + ",";
    const auto at = all.find("gzip");
    if (at == std::string::npos) return false;
    const std::string said = all.substr(at, all.find(',', at) - at);
    return said.find("q=0") == std::string::npos ||
           said.find_first_of("123456789", said.find("q=0")) != std::string::npos;
}

// What the library leaves unchecked: a range that begins behind the end. False = there is nothing of it. Several ranges
// at once, and those of another file, are answered by the whole, as the standard allows.
bool settle_ranges(httplib::Ranges& ranges, std::size_t size, bool is_of_this_file) {
    if (ranges.size() > 1 || !is_of_this_file) ranges.clear();
    if (ranges.empty()) return true;
    auto& [first, last] = ranges.front();
    const auto end = static_cast<ssize_t>(size);
    if (first < 0) {
        first = std::max<ssize_t>(0, end - last);
        last = end - 1;
    }
    last = last < 0 ? end - 1 : std::min(last, end - 1);
    return first <= last;
}

class Answering {
public:
    Answering(const Console& console, const httplib::Request& request, httplib::Response& response)
        : console_(console), request_(request), response_(response) {}

    void answer() {
        const std::string host = host_of(request_);
        const bool is_ours = is_this_machine(host) || (!host.empty() && host == console_.host);
        const WebsocketAddress websocket = is_ours ? console_.websocket(host) : WebsocketAddress{};
        protect(websocket.url);
        if (!is_ours) return say(misdirected, not_this_host);
        if (request_.path == facts_path) return facts(websocket);
        if (request_.path == street_map_path) return street_map();
        const ConsoleFile* file = console_.files.find(request_.path);
        if (file != nullptr) return give(*file);
        if (request_.path == "/" && console_.files.is_empty()) return say(503, not_built);
        say(404, "There is no such page here.\n");
    }

private:
    void protect(const std::string& websocket) {
        response_.set_header("Content-Security-Policy", policy(websocket));
        response_.set_header("X-Content-Type-Options", "nosniff");
        response_.set_header("Referrer-Policy", "no-referrer");
        response_.set_header("Cross-Origin-Opener-Policy", "same-origin");
        response_.set_header("Cross-Origin-Resource-Policy", "same-origin");
        response_.set_header(
            "Permissions-Policy",
            "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), serial=(), bluetooth=()");
    }

    void say(int status, const std::string& text) {
        response_.status = status;
        response_.set_header("Cache-Control", "no-store");
        give_bytes(std::make_shared<const std::string>(text), words);
    }

    void facts(const WebsocketAddress& websocket) {
        const ConsoleFacts& facts = console_.facts;
        nlohmann::ordered_json body = {
            {"node", facts.node}, {"root", facts.root}, {"version", facts.version}, {"contract", facts.contract}};
        if (websocket.url.empty()) {
            body["why"] = websocket.why;
        } else {
            body["websocket"] = websocket.url;
        }
        body["street_map"] = StreetMap::open(console_.street_map) != nullptr;
        body["access"] = facts.access;
        response_.set_header("Cache-Control", ask_each_time);
        give_bytes(std::make_shared<const std::string>(body.dump() + "\n"), "application/json");
    }

    void give(const ConsoleFile& file) {
        const bool is_packed = !file.packed.empty() && takes_packed(request_);
        response_.set_header("Cache-Control", file.is_for_ever ? keep_for_ever : ask_each_time);
        if (!file.packed.empty()) response_.set_header("Vary", "Accept-Encoding");
        if (is_known("\"" + file.tag + (is_packed ? "-gzip\"" : "\""))) return;
        if (is_packed) response_.set_header("Content-Encoding", "gzip");
        // Not owned: the files stay as long as the server.
        give_bytes({std::shared_ptr<const std::string>{}, is_packed ? &file.packed : &file.bytes}, file.type);
    }

    void street_map() {
        const auto map = StreetMap::open(console_.street_map);
        if (map == nullptr) return say(404, "There is no street map here; [console] street_map names one.\n");
        response_.set_header("Cache-Control", ask_each_time);
        response_.set_header("Accept-Ranges", "bytes");
        const std::string tag = "\"" + map->tag() + "\"";
        if (is_known(tag)) return;
        const std::string wanted = request_.get_header_value("If-Range");
        if (!settle_ranges(ranges(), map->size(), wanted.empty() || wanted == tag)) {
            ranges().clear();
            response_.status = no_such_range;
            response_.set_header("Content-Range", "bytes */" + std::to_string(map->size()));
            return;
        }
        response_.set_content_provider(map->size(), "application/vnd.pmtiles",
                                       [map](std::size_t offset, std::size_t length, httplib::DataSink& out) {
                                           const std::string piece = map->piece(offset, length);
                                           return !piece.empty() && out.write(piece.data(), piece.size());
                                       });
    }

    // Whether the browser has just this; then nothing more is said.
    bool is_known(const std::string& tag) {
        response_.set_header("ETag", tag);
        const std::string has = request_.get_header_value("If-None-Match");
        if (has.find(tag) == std::string::npos) return false;
        ranges().clear();
        response_.status = 304;
        return true;
    }

    // By a provider even where it is short: what is set as content the library packs itself, by its own taste.
    void give_bytes(std::shared_ptr<const std::string> bytes, const std::string& type) {
        ranges().clear();
        response_.set_header("Accept-Ranges", "none");
        if (bytes->empty()) return response_.set_content("", type);
        response_.set_content_provider(bytes->size(), type,
                                       [bytes](std::size_t offset, std::size_t length, httplib::DataSink& out) {
                                           return out.write(bytes->data() + offset, length);
                                       });
    }

    // The library applies them to whatever is answered. The request is its own, and no constant.
    httplib::Ranges& ranges() { return const_cast<httplib::Request&>(request_).ranges; }

    const Console& console_;
    const httplib::Request& request_;
    httplib::Response& response_;
};

}  // namespace

bool is_this_machine(const std::string& host) {
    constexpr std::array<const char*, 3> names = {"localhost", "127.0.0.1", "[::1]"};
    return std::find(names.begin(), names.end(), host) != names.end();
}

void serve_console(httplib::Server& server, const Console& console) {
    server.Get("/.*", [&console](const httplib::Request& request, httplib::Response& response) {
        Answering(console, request, response).answer();
    });
}

}  // namespace paraat::admin
