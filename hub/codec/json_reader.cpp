#include "hub/codec/json_reader.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/client_id.hpp"
#include "hub/codec/json_tree.hpp"

namespace paraat::codec {
namespace {

using Json = nlohmann::ordered_json;
using flatbuffers::FlatBufferBuilder;
using flatbuffers::uoffset_t;
using flatbuffers::voffset_t;

// The tree finds a key by looking at each; many more than a message needs.
constexpr std::size_t keys_most = 1'024;

Error bad(const std::string& path, const std::string& expected) {
    return {"bad_value", path, path + " must be " + expected};
}

Result<Json> parse(std::string_view text) {
    auto json = read_json_tree(text, keys_most);
    if (json && !json->is_object()) return Error{"unreadable", "", "a message is a JSON object"};
    return json;
}

// One table after the other, children first, as FlatBuffers wants it. The first fault ends it.
class Building {
public:
    Building(const MessageSchema& schema, JsonReading& reading) : schema_(schema), reading_(reading) {}

    std::optional<Error> build(const Json& json) {
        const uoffset_t root = table(json, schema_.root(), "");
        if (error_) return error_;
        builder_.Finish(flatbuffers::Offset<void>(root), schema_.identifier.c_str());
        reading_.bytes.assign(reinterpret_cast<const char*>(builder_.GetBufferPointer()), builder_.GetSize());
        return std::nullopt;
    }

private:
    struct Member {
        const reflection::Field* field;
        const Json* value;
        uoffset_t child;  // of strings, vectors and tables
        std::string path;
    };

    void fail(Error error) {
        if (!error_) error_ = std::move(error);
    }

    uoffset_t table(const Json& json, const reflection::Object& type, const std::string& path) {
        if (!json.is_object()) {
            fail(bad(path, "an object"));
            return 0;
        }
        std::vector<Member> members;
        std::size_t known = 0;
        for (const reflection::Field* field : fields_of(type)) {
            const auto found = json.find(field->name()->str());
            if (found == json.end()) continue;
            ++known;
            const std::string here = path.empty() ? field->name()->str() : path + "." + field->name()->str();
            members.push_back({field, &*found, child(*found, *field, here), here});
            if (error_) return 0;
        }
        if (known < json.size()) note_ignored(json, type, path);
        const uoffset_t start = builder_.StartTable();
        for (const Member& member : members) add(member);
        return builder_.EndTable(start);
    }

    void note_ignored(const Json& json, const reflection::Object& type, const std::string& path) {
        for (const auto& [key, value] : json.items()) {
            if (field_of(type, key) != nullptr || reading_.ignored.size() >= 32) continue;
            reading_.ignored.push_back((path.empty() ? "" : path + ".") + shortened(key));
        }
    }

    const reflection::Object& object(const reflection::Field& field) const {
        return *schema_.schema->objects()->Get(static_cast<uoffset_t>(field.type()->index()));
    }

    uoffset_t child(const Json& value, const reflection::Field& field, const std::string& path) {
        switch (field.type()->base_type()) {
            case reflection::String: return text(value, path);
            case reflection::Obj: return table(value, object(field), path);
            case reflection::Vector: return vector(value, field, path);
            default: return 0;
        }
    }

    uoffset_t text(const Json& value, const std::string& path) {
        if (!value.is_string()) {
            fail(bad(path, "a text"));
            return 0;
        }
        const auto& string = value.get_ref<const std::string&>();
        if (!is_utf8(string)) fail({"bad_value", path, path + " is not UTF-8 without the character U+0000"});
        return builder_.CreateString(string).o;
    }

    uoffset_t vector(const Json& value, const reflection::Field& field, const std::string& path) {
        if (field.type()->element() == reflection::Obj && is_map_entry(object(field))) return map(value, field, path);
        if (!value.is_array()) {
            fail(bad(path, "a list"));
            return 0;
        }
        std::vector<flatbuffers::Offset<void>> offsets;
        std::vector<std::uint8_t> words;
        for (std::size_t i = 0; i < value.size() && !error_; ++i) {
            const std::string here = path + "[" + std::to_string(i) + "]";
            switch (field.type()->element()) {
                case reflection::String: offsets.emplace_back(text(value[i], here)); break;
                case reflection::Obj: offsets.emplace_back(table(value[i], object(field), here)); break;
                default: words.push_back(static_cast<std::uint8_t>(word(value[i], *field.type(), here))); break;
            }
        }
        if (error_) return 0;
        if (field.type()->element() == reflection::UByte) return builder_.CreateVector(words).o;
        return builder_.CreateVector(offsets).o;
    }

    uoffset_t map(const Json& value, const reflection::Field& field, const std::string& path) {
        if (!value.is_object()) {
            fail(bad(path, "an object of texts"));
            return 0;
        }
        const reflection::Object& type = object(field);
        std::vector<flatbuffers::Offset<void>> entries;
        for (const auto& [key, element] : value.items()) {
            const Json entry = {{"k", key}, {"v", element}};
            const std::string here = path + "." + shortened(key);
            entries.emplace_back(table(entry, type, here));
            if (error_) {
                *error_ = {error_->code, here, here + " must be a text of UTF-8 without the character U+0000"};
                return 0;
            }
        }
        return builder_.CreateVector(entries).o;
    }

    std::int64_t word(const Json& value, const reflection::Type& type, const std::string& path) {
        const auto& words = *schema_.schema->enums()->Get(static_cast<uoffset_t>(type.index()));
        if (!value.is_string()) {
            fail(bad(path, "one of its words"));
            return 0;
        }
        const auto& text = value.get_ref<const std::string&>();
        if (!is_utf8(text)) {
            fail({"bad_value", path, path + " is not UTF-8 without the character U+0000"});
            return 0;
        }
        for (const reflection::EnumVal* known : *words.values()) {
            if (known->name()->string_view() == text) return known->value();
        }
        fail({"bad_value", path,
              "unknown " + path + " \"" + shortened(text) + "\"" + did_you_mean(text, words_of(words))});
        return 0;
    }

    template <class Number>
    void add_integer(const Member& member) {
        const Json& value = *member.value;
        bool is_good = value.is_number_integer();
        if (value.is_number_unsigned()) {
            is_good = value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<Number>::max());
        } else if (is_good) {
            const auto number = value.get<std::int64_t>();
            if constexpr (std::is_unsigned_v<Number>) {
                is_good = number >= 0;
            } else {
                is_good = number >= std::numeric_limits<Number>::min() && number <= std::numeric_limits<Number>::max();
            }
        }
        if (!is_good) return fail(bad(member.path, "a whole number in its range"));
        builder_.AddElement<Number>(member.field->offset(), value.get<Number>());
    }

    void add(const Member& member) {
        const voffset_t offset = member.field->offset();
        switch (member.field->type()->base_type()) {
            case reflection::String:
            case reflection::Obj:
            case reflection::Vector: builder_.AddOffset(offset, flatbuffers::Offset<void>(member.child)); break;
            case reflection::Bool:
                if (!member.value->is_boolean()) return fail(bad(member.path, "true or false"));
                builder_.AddElement<std::uint8_t>(offset, member.value->get<bool>());
                break;
            case reflection::UByte:
                builder_.AddElement<std::uint8_t>(
                    offset, static_cast<std::uint8_t>(word(*member.value, *member.field->type(), member.path)));
                break;
            case reflection::Int: add_integer<std::int32_t>(member); break;
            case reflection::Long: add_integer<std::int64_t>(member); break;
            case reflection::ULong: add_integer<std::uint64_t>(member); break;
            case reflection::Double:
                if (!member.value->is_number()) return fail(bad(member.path, "a number"));
                builder_.AddElement<double>(offset, member.value->get<double>());
                break;
            default: fail(bad(member.path, "of a type that the hub cannot read")); break;
        }
    }

    const MessageSchema& schema_;
    JsonReading& reading_;
    FlatBufferBuilder builder_;
    std::optional<Error> error_;
};

}  // namespace

Result<JsonReading> read_json(std::string_view text, const MessageSchema& schema, std::string& id) {
    const auto json = parse(text);
    if (!json) return json.error();
    const auto own = json->find("id");
    if (own != json->end() && own->is_string() && is_client_id(own->get_ref<const std::string&>())) {
        id = own->get<std::string>();
    }
    JsonReading reading;
    if (auto error = Building(schema, reading).build(*json)) return *error;
    return reading;
}

}  // namespace paraat::codec
