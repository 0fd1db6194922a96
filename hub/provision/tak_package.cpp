#include "hub/provision/tak_package.hpp"

#include "hub/pki/pkcs12.hpp"
#include "hub/provision/html.hpp"
#include "hub/provision/zip_file.hpp"

namespace paraat::provision {
namespace {

constexpr const char* preferences = "certs/server.pref";
constexpr const char* trust = "certs/truststore.p12";

std::string entry(const std::string& key, const std::string& type, const std::string& value) {
    return "    <entry key=\"" + key + "\" class=\"class java.lang." + type + "\">" + escaped(value) + "</entry>\n";
}

// Where the app unpacks certificates, whatever their folder in the package.
std::string unpacked(const std::string& name) {
    return "cert/" + name.substr(name.find('/') + 1);
}

std::string preferences_text(const TakPackage& package, const std::string& identity) {
    const std::string server = package.host + ":" + std::to_string(package.port) + ":ssl";
    return "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<preferences>\n"
           "  <preference version=\"1\" name=\"cot_streams\">\n" +
           entry("count", "Integer", "1") + entry("description0", "String", "Paraat") +
           entry("enabled0", "Boolean", "true") + entry("connectString0", "String", server) +
           "  </preference>\n  <preference version=\"1\" name=\"com.atakmap.app_preferences\">\n" +
           entry("locationCallsign", "String", package.account) + entry("caLocation", "String", unpacked(trust)) +
           entry("caPassword", "String", package.password) +
           entry("certificateLocation", "String", unpacked(identity)) +
           entry("clientPassword", "String", package.password) + "  </preference>\n</preferences>\n";
}

std::string manifest_text(const TakPackage& package, const std::string& identity) {
    const auto parameter = [](const std::string& name, const std::string& value) {
        return "    <Parameter name=\"" + name + "\" value=\"" + escaped(value) + "\"/>\n";
    };
    std::string contents;
    for (const std::string& name : {std::string(preferences), std::string(trust), identity}) {
        contents += "    <Content ignore=\"false\" zipEntry=\"" + name + "\"/>\n";
    }
    return "<MissionPackageManifest version=\"2\">\n  <Configuration>\n" +
           parameter("uid", "paraat-" + package.account) + parameter("name", "paraat-" + package.account + ".zip") +
           parameter("onReceiveDelete", "true") + "  </Configuration>\n  <Contents>\n" + contents +
           "  </Contents>\n</MissionPackageManifest>\n";
}

}  // namespace

Result<std::string> tak_package(const TakPackage& package) {
    auto identity = pki::pkcs12_identity(package.certificate, package.key, package.account, package.password);
    if (!identity) return identity.error();
    auto trusted = pki::pkcs12_trust(package.ca, package.password);
    if (!trusted) return trusted.error();
    const std::string name = "certs/" + package.account + ".p12";
    return zip_file({{"MANIFEST/manifest.xml", manifest_text(package, name)},
                     {preferences, preferences_text(package, name)},
                     {trust, std::move(*trusted)},
                     {name, std::move(*identity)}});
}

}  // namespace paraat::provision
