#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "hub/admin/console_files.hpp"

namespace httplib {
class Server;
}

namespace paraat::admin {

// What the page must know before anybody has logged in: /console.json.
struct ConsoleFacts {
    std::string node;
    std::string root;  // first level of all topics
    std::string version;
    int contract = 0;
    std::string access;  // "accounts" | "open"
};

// Where a browser reaches the broker.
struct WebsocketAddress {
    std::string url;  // "ws://127.0.0.1:9001/mqtt"; empty = the hub does not know
    std::string why;  // it does not, and what would tell it: a sentence
};

// The operators' page, and what it is served with.
struct Console {
    ConsoleFiles files;
    std::filesystem::path street_map;  // a file of PMTiles; empty = none
    std::string host;                  // in lower case, under which it is served beside the names of this machine
    ConsoleFacts facts;
    // For whoever asked by this host, in lower case and without a port.
    std::function<WebsocketAddress(const std::string& host)> websocket;
};

// "localhost", "127.0.0.1" and "[::1]": nobody else's name server says what these are.
bool is_this_machine(const std::string& host);

// Answers whatever no other page does, so it comes last: the files at their paths, /console.json and /street.pmtiles.
// `console` stays as long as the server.
void serve_console(httplib::Server& server, const Console& console);

}  // namespace paraat::admin
