#include "hub/provision/owntracks_setup.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "hub/base/digest.hpp"
#include "hub/pki/pkcs12.hpp"
#include "hub/provision/html.hpp"

namespace paraat::provision {
namespace {

constexpr int interval_s = 30;  // between two positions on the move: a unit is late after 75 s
constexpr int displacement_m = 50;
constexpr int move_mode = 2;
constexpr int mqtt_mode = 0;
constexpr int keep_alive_s = 60;

std::string base64(const std::string& bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

// Its characters that mean something else in a link.
std::string in_a_link(const std::string& base64) {
    std::string text;
    for (const char c : base64) {
        if (c == '+') {
            text += "%2B";
        } else if (c == '/') {
            text += "%2F";
        } else if (c == '=') {
            text += "%3D";
        } else {
            text += c;
        }
    }
    return text;
}

// Two characters that friends see on a map.
std::string tracker_id(const std::string& account) {
    std::string letters;
    std::copy_if(account.begin(), account.end(), std::back_inserter(letters), [](char c) { return c != '-'; });
    return letters.size() <= 2 ? letters : letters.substr(letters.size() - 2);
}

std::string to_keep(const std::string& type, const std::string& bytes, const std::string& name,
                    const std::string& words) {
    return "<p><a class=\"button\" download=\"" + escaped(name) + "\" href=\"data:" + type + ";base64," +
           base64(bytes) + "\">" + words + "</a></p>";
}

std::string step(const std::string& title, const std::string& dutch, const std::string& english) {
    return "<h2>" + title + "</h2><p>" + dutch + "</p><p lang=\"en\">" + english + "</p>";
}

}  // namespace

std::string fresh_passphrase() {
    std::array<std::uint8_t, 10> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
    return hex(bytes);
}

std::string owntracks_settings(const OwntracksSetup& setup) {
    const std::string& account = setup.device.account;
    const nlohmann::ordered_json settings{
        {"_type", "configuration"},
        {"mode", mqtt_mode},
        {"host", setup.device.host},
        {"port", setup.device.port},
        {"tls", true},
        {"auth", false},  // the certificate says who it is
        {"usePassword", false},
        {"username", account},
        // Not the account's bare name: that would end the session of its own radio.
        {"clientId", account + ".phone"},
        {"deviceId", "phone"},
        {"tid", tracker_id(account)},
        {"pubTopicBase", setup.topic},
        {"subTopic", setup.topic + "/cmd"},
        {"pubQos", 1},
        {"subQos", 1},
        {"pubRetain", false},     // the broker keeps nobody's position
        {"cleanSession", false},  // a question where it is waits until the phone wakes
        {"keepalive", keep_alive_s},
        {"monitoring", move_mode},
        {"locatorInterval", interval_s},
        {"moveModeLocatorInterval", interval_s},
        {"locatorDisplacement", displacement_m},
        {"extendedData", true},
        {"pubExtendedData", true},
        {"cmd", true},
        {"allowRemoteLocation", true},
        {"remoteConfiguration", false},
        {"clientpkcs", account + ".otrp"},
        {"passphrase", setup.passphrase},
        {"tlsClientCrtPassword", setup.passphrase},
    };
    return settings.dump(2) + "\n";
}

std::string owntracks_link(const std::string& settings) {
    return "owntracks:///config?inline=" + in_a_link(base64(settings));
}

Result<std::string> owntracks_page(const Claim& claim, const OwntracksSetup& setup) {
    const DeviceFile& device = setup.device;
    auto store = pki::pkcs12_identity(device.certificate, device.key, device.account, setup.passphrase, device.ca);
    if (!store) return store.error();
    const std::string settings = owntracks_settings(setup);
    const std::string name = escaped(claim.label.empty() ? claim.account : claim.label + " (" + claim.account + ")");
    return "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>Paraat: " +
           name +
           "</title><style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}"
           "h1{font-size:1.6rem}h2{font-size:1.2rem}.button{display:block;font-weight:600;text-align:center;"
           "padding:1rem;border-radius:.5rem;background:#0b5cad;color:#fff;text-decoration:none}[lang=en]{color:#444}"
           "code{word-break:break-all}</style></head><body><h1>OwnTracks: " +
           name + "</h1>" +
           step("1", "Bewaar het certificaat van deze site en vertrouw het in de instellingen van de telefoon.",
                "Keep this site's certificate, and trust it in the phone's settings.") +
           to_keep("application/x-x509-ca-cert", device.ca, "paraat-ca.crt", "paraat-ca.crt") +
           step("2",
                "Bewaar uw eigen certificaat. iPhone: open het met OwnTracks. Android: kies het in OwnTracks bij "
                "Voorkeuren, Verbinding, Clientcertificaat. Het wachtwoord staat in stap 3; met de hand is het <code>" +
                    setup.passphrase + "</code>.",
                "Keep your own certificate. iPhone: open it with OwnTracks. Android: choose it in OwnTracks under "
                "Preferences, Connection, Client certificate. Its passphrase comes with step 3.") +
           to_keep("application/x-pkcs12", *store, device.account + ".otrp", device.account + ".otrp") +
           step("3", "Neem de instellingen over in OwnTracks.", "Take the settings into OwnTracks.") +
           "<p><a class=\"button\" href=\"" + owntracks_link(settings) + "\">OwnTracks</a></p>" +
           to_keep("application/json", settings, device.account + ".otrc", device.account + ".otrc") +
           "<p>Deze bladzijde komt niet terug. Geef de bestanden aan niemand.</p>"
           "<p lang=\"en\">This page does not come back. Give the files to nobody.</p></body></html>\n";
}

}  // namespace paraat::provision
