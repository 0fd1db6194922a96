#include "hub/foreign/devices_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"

namespace paraat::foreign {
namespace {

using Written = TomlDocument::Table;

constexpr const char* no_node = "a node is called \"!\" and 8 hexadecimal digits";
constexpr std::size_t secret_most = 32;  // bytes: OwnTracks takes no longer one

// Levels of a topic without wildcards, as roots and names of devices are.
bool is_plain_topic(std::string_view text) {
    return !text.empty() && text.front() != '/' && text.back() != '/' && text.front() != '$' &&
           text.find("//") == std::string_view::npos && text.find_first_of("+# \t\r\n") == std::string_view::npos &&
           text.size() <= 256;
}

std::optional<std::uint32_t> node_of(std::string_view text) {
    if (text.size() != 9 || text.front() != '!') return std::nullopt;
    std::uint32_t node = 0;
    const auto [end, fault] = std::from_chars(text.data() + 1, text.data() + text.size(), node, 16);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(node) : std::nullopt;
}

class DeviceTables {
public:
    DeviceTables(TomlDocument& document, std::filesystem::path folder, std::string hub_root,
                 const core::Organisation& organisation)
        : root_(document.root()),
          folder_(std::move(folder)),
          hub_root_(std::move(hub_root)),
          organisation_(organisation) {}

    void read(Devices& made) {
        made.texts = usual_category();
        auto owntracks = root_.table("owntracks");
        if (owntracks) read_root(*owntracks, made.owntracks_root);
        auto meshtastic = root_.table("meshtastic");
        if (meshtastic) read_meshtastic(*meshtastic, made);
        keep_apart(owntracks, meshtastic, made);
        if (auto table = root_.table("panic")) made.panic = read_panic(*table);
        for (Written& table : root_.tables("gateway")) read_gateway(table, made);
        for (Written& table : root_.tables("device")) read_device(table, made);
    }

private:
    void read_root(Written& table, std::string& root) {
        const auto text = table.text("root");
        if (!text) return;
        root = *text;
        if (!root.empty() && !is_plain_topic(root)) {
            table.issue("root", "bad_value", "a root is the first levels of topics, as \"owntracks\", or empty");
        }
    }

    // A topic is of one of them: what two take is read by the one and lost to the other.
    void keep_apart(std::optional<Written>& owntracks, std::optional<Written>& meshtastic, const Devices& made) {
        const std::string& phones = made.owntracks_root;
        const std::string& nodes = made.meshtastic_root;
        const std::string of_hub = "the hub's own topics are below \"" + hub_root_ + "\" (hub.root)";
        if (overlap(phones, hub_root_)) {
            return take_root_apart(owntracks, of_hub, "owntracks", free_root({"owntracks", "phones", "apps"}, nodes));
        }
        if (overlap(nodes, hub_root_)) {
            return take_root_apart(meshtastic, of_hub, "meshtastic", free_root({"msh", "mesh", "nodes"}, phones));
        }
        if (!overlap(phones, nodes)) return;
        if (meshtastic && meshtastic->has("root")) {
            return take_root_apart(meshtastic, "topics of OwnTracks are below \"" + phones + "\"", "meshtastic",
                                   free_root({"msh", "mesh", "nodes"}, phones));
        }
        take_root_apart(owntracks, "topics of Meshtastic are below \"" + nodes + "\"", "owntracks",
                        free_root({"owntracks", "phones", "apps"}, nodes));
    }

    static bool overlap(const std::string& one, const std::string& other) {
        return !one.empty() && (one == other || is_below(one, other) || is_below(other, one));
    }

    // The first of these that is nobody's. Of three single levels two roots leave one.
    std::string free_root(const std::array<std::string, 3>& wanted, const std::string& taken) const {
        return *std::find_if(wanted.begin(), wanted.end() - 1, [&](const std::string& root) {
            return !overlap(root, hub_root_) && !overlap(root, taken);
        });
    }

    // In the table, or in the whole file where that says nothing of it.
    void take_root_apart(std::optional<Written>& table, const std::string& why, const std::string& name,
                         const std::string& root) {
        const std::string message =
            why + ", and a topic is of one of them: write [" + name + "] root = \"" + root + "\"";
        if (table) return table->issue("root", "bad_value", message);
        root_.issue("", "bad_value", message);
    }

    void read_meshtastic(Written& table, Devices& made) {
        read_root(table, made.meshtastic_root);
        made.texts = category(table, "texts", made.texts);
        made.detections = category(table, "detections", "");
    }

    // What a text in the night becomes where nobody said it, so that it is not lost.
    std::string usual_category() const {
        const core::CategoryName other{"other"};
        return organisation_.category(other) != nullptr ? other.text : "";
    }

    // Empty when nothing becomes of it.
    std::string category(Written& table, const std::string& key, const std::string& usual) {
        const auto name = table.placed_text(key);
        if (!name) return usual;
        if (name->text.empty()) return {};
        if (organisation_.category(core::CategoryName{name->text}) == nullptr) {
            std::vector<std::string> names;
            for (const auto& [other, unused] : organisation_.categories) names.push_back(other.text);
            table.issue_at(name->line, name->column, "unknown_word", "no category is called \"" + name->text + "\"",
                           suggestion_for(name->text, names));
        } else if (organisation_.panic.text == name->text) {
            table.issue_at(name->line, name->column, "bad_value",
                           "not every text is a panic: [panic] says which one is");
        }
        return name->text;
    }

    static PanicSigns read_panic(Written& table) {
        PanicSigns signs;
        signs.manual_report = table.boolean("manual_report").value_or(false);
        signs.waypoint = table.text("waypoint").value_or("");
        signs.text = table.text("text").value_or("");
        return signs;
    }

    core::ClientName account(Written& table, const std::string& key, bool must_be_unit) {
        const PlacedText name = table.required_placed_text(key);
        const core::ClientName client{name.text};
        const core::Account* known = organisation_.account(client);
        if (name.text.empty()) return client;
        if (known == nullptr) {
            std::vector<std::string> names;
            for (const auto& [other, unused] : organisation_.accounts) names.push_back(other.text);
            table.issue_at(name.line, name.column, "unknown_word", "no account is called \"" + name.text + "\"",
                           suggestion_for(name.text, names));
        } else if (must_be_unit && !known->is_unit) {
            table.issue_at(name.line, name.column, "bad_value",
                           "\"" + name.text + "\" is no unit, so it carries nothing");
        }
        return client;
    }

    void read_gateway(Written& table, Devices& made) {
        Gateway gateway;
        gateway.account = account(table, "account", false);
        gateway.root = table.text("root").value_or(made.meshtastic_root);
        const bool is_of_nodes = gateway.root == made.meshtastic_root || is_below(gateway.root, made.meshtastic_root);
        if (!is_plain_topic(gateway.root) || !is_of_nodes) {
            table.issue("root", "bad_value", "it is \"" + made.meshtastic_root + "\" or levels below that");
        }
        if (const auto text = table.text("node")) {
            gateway.node = node_of(*text);
            if (!gateway.node) table.issue("node", "bad_value", no_node);
        }
        made.gateways.push_back(std::move(gateway));
    }

    void read_device(Written& table, Devices& made) {
        Device device;
        device.unit = account(table, "unit", true);
        if (!units_.insert(device.unit).second) table.issue("unit", "twice", "one table has all that a unit carries");
        device.owntracks = table.text("owntracks").value_or("");
        if (!device.owntracks.empty() &&
            (!is_plain_topic(device.owntracks) || device.owntracks.find('/') == std::string::npos)) {
            table.issue("owntracks", "bad_value", "it is \"user/device\", the levels of its topics below the root");
        }
        const core::ClientName user{device.owntracks.substr(0, device.owntracks.find('/'))};
        const core::Account* other = user == device.unit ? nullptr : organisation_.account(user);
        if (other != nullptr && other->is_unit) {
            table.issue("owntracks", "bad_value",
                        "topics of \"" + user.text +
                            "\" are those of the unit of that name, which could then speak for this one");
        }
        if (const auto text = table.text("meshtastic")) {
            device.node = node_of(*text);
            if (!device.node) table.issue("meshtastic", "bad_value", no_node);
        }
        device.tak = table.text("tak").value_or("");
        device.mesh_texts = table.boolean("mesh_texts").value_or(false);
        if (auto signs = table.table("panic")) device.panic = read_panic(*signs);
        read_secret(table, device);
        once(table, "owntracks", device.owntracks);
        once(table, "meshtastic", device.node ? std::to_string(*device.node) : "");
        once(table, "tak", device.tak);
        made.devices.push_back(std::move(device));
    }

    void read_secret(Written& table, Device& device) {
        const auto name = table.text("secret_file");
        if (!name) return;
        std::error_code fault;
        const std::filesystem::path path = folder_ / *name;
        std::ifstream file;
        if (std::filesystem::is_regular_file(path, fault)) file.open(path, std::ios::binary);
        if (!file.is_open()) return table.issue("secret_file", "unreadable", "cannot read this file");
        // No more than tells that it is too long.
        device.secret.resize(secret_most + 3);
        file.read(device.secret.data(), static_cast<std::streamsize>(device.secret.size()));
        device.secret.resize(static_cast<std::size_t>(file.gcount()));
        while (!device.secret.empty() && (device.secret.back() == '\n' || device.secret.back() == '\r')) {
            device.secret.pop_back();
        }
        if (device.secret.empty() || device.secret.size() > secret_most) {
            table.issue("secret_file", "bad_value", "a secret of OwnTracks has 1 to 32 bytes, on one line");
        }
    }

    void once(Written& table, const std::string& key, const std::string& value) {
        if (!value.empty() && !known_.insert(key + " " + value).second) {
            table.issue(key, "twice", "this device belongs to another unit already");
        }
    }

    Written root_;
    std::filesystem::path folder_;
    std::string hub_root_;
    const core::Organisation& organisation_;
    std::set<core::ClientName> units_;
    std::set<std::string> known_;
};

}  // namespace

DevicesReading read_devices(std::string_view text, const std::filesystem::path& file, const std::string& hub_root,
                            const core::Organisation& organisation) {
    DevicesReading reading;
    TomlDocument document(text, file.string());
    DeviceTables(document, file.parent_path(), hub_root, organisation).read(reading.devices);
    reading.issues = document.take_issues();
    return reading;
}

}  // namespace paraat::foreign
