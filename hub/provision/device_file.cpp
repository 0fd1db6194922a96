#include "hub/provision/device_file.hpp"

#include <nlohmann/json.hpp>

#include "hub/base/plain_name.hpp"

namespace paraat::provision {
namespace {

using Fields = nlohmann::ordered_json;

std::string text_in(const Fields& fields, const char* name) {
    const auto found = fields.find(name);
    return found != fields.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::string device_text(const DeviceFile& file) {
    Fields fields = {{"account", file.account}, {"host", file.host}, {"port", file.port}, {"root", file.root}};
    for (const auto& [name, value] : {std::pair{"ca", &file.ca},
                                      {"certificate", &file.certificate},
                                      {"key", &file.key},
                                      {"password", &file.password}}) {
        if (!value->empty()) fields[name] = *value;
    }
    return fields.dump(2) + "\n";
}

Result<DeviceFile> read_device_file(const std::string& text) {
    const Error wrong{"not_a_device_file", "", "this is no device's file of a claim link"};
    const Fields fields = Fields::parse(text, nullptr, false);
    if (!fields.is_object() || !fields.contains("port") || !fields["port"].is_number_integer()) return wrong;
    const auto port = fields["port"].get<std::int64_t>();
    if (port < 1 || port > 65'535) return wrong;
    DeviceFile file{text_in(fields, "account"), text_in(fields, "host"),    static_cast<int>(port),
                    text_in(fields, "root"),    text_in(fields, "ca"),      text_in(fields, "certificate"),
                    text_in(fields, "key"),     text_in(fields, "password")};
    // Its account names files.
    if (!is_plain_name(file.account) || file.host.empty()) return wrong;
    if (file.certificate.empty() != file.key.empty()) return wrong;
    return file;
}

}  // namespace paraat::provision
