#include "tests/fuzz/sample.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "hub/base/durable_file.hpp"
#include "hub/codec/json_reader.hpp"
#include "tests/fuzz/town.hpp"

namespace paraat::fuzz {
namespace {

using Sample = nlohmann::ordered_json;

class Sampling {
public:
    explicit Sampling(const reflection::Schema& schema) : schema_(schema) {}

    Sample table(const reflection::Object& type) const {
        Sample made = Sample::object();
        for (const reflection::Field* field : codec::fields_of(type)) {
            made[field->name()->str()] = value(field->type()->base_type(), *field);
        }
        return made;
    }

private:
    Sample value(reflection::BaseType type, const reflection::Field& field) const {
        switch (type) {
            case reflection::String: return "01jd8000000000000000000001";
            case reflection::Bool: return true;
            case reflection::Double: return 4.5;
            case reflection::Long: return 1'763'940'000'000;
            case reflection::UByte: return last_word(field);
            case reflection::Obj: return table(object(field));
            case reflection::Vector: return list(field);
            default: return 1;
        }
    }
    Sample list(const reflection::Field& field) const {
        const auto element = field.type()->element();
        const bool is_map = element == reflection::Obj && codec::is_map_entry(object(field));
        return is_map ? Sample{{"key", "value"}} : Sample::array({value(element, field)});
    }
    const reflection::Object& object(const reflection::Field& field) const {
        return *schema_.objects()->Get(static_cast<flatbuffers::uoffset_t>(field.type()->index()));
    }
    std::string last_word(const reflection::Field& field) const {
        const auto index = static_cast<flatbuffers::uoffset_t>(field.type()->index());
        return codec::words_of(*schema_.enums()->Get(index)).back();
    }

    const reflection::Schema& schema_;
};

}  // namespace

std::vector<std::string> message_identifiers() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "schemas")) {
        const std::string text = entry.is_regular_file() ? read_file(entry.path()).value_or("") : "";
        constexpr std::string_view word = "file_identifier \"";
        const std::size_t at = text.find(word);
        if (at != std::string::npos) found.push_back(text.substr(at + word.size(), 4));
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string sample_of(const codec::MessageSchema& schema) {
    return Sampling(*schema.schema).table(schema.root()).dump();
}

std::string flat_form(const codec::MessageSchema& schema, const std::string& json) {
    std::string id;
    const auto reading = codec::read_json(json, schema, id);
    return reading ? reading->bytes : "";
}

}  // namespace paraat::fuzz
