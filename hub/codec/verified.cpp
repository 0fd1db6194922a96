#include "hub/codec/verified.hpp"

#include <cmath>
#include <cstring>

#include "hub/base/utf8.hpp"
#include "hub/codec/client_id.hpp"
#include "hub/codec/format.hpp"

namespace paraat::codec {
namespace {

constexpr flatbuffers::uoffset_t depth_most = 16;
// As many as there can be offsets, so that what is wrong is told as a field with too many entries.
constexpr flatbuffers::uoffset_t tables_most = payload_most / 4;
// Many offsets may lead to one long text; nobody who means well has more text than message.
constexpr std::size_t texts_most = 2 * payload_most;

// Walks a structurally sound table and finds the first value that makes no sense.
class Examination {
public:
    explicit Examination(const reflection::Schema& schema) : schema_(schema) {}

    std::optional<Error> examine(const flatbuffers::Table& table, const reflection::Object& type,
                                 const std::string& path) {
        for (const reflection::Field* field : fields_of(type)) {
            const std::string here = path.empty() ? field->name()->str() : path + "." + field->name()->str();
            if (auto error = examine(table, *field, here)) return error;
        }
        return std::nullopt;
    }

private:
    std::optional<Error> examine(const flatbuffers::Table& table, const reflection::Field& field,
                                 const std::string& path) {
        if (table.GetAddressOf(field.offset()) == nullptr) return std::nullopt;
        switch (field.type()->base_type()) {
            case reflection::String: return examine(*flatbuffers::GetFieldS(table, field), path);
            case reflection::Double:
                return std::isfinite(flatbuffers::GetFieldF<double>(table, field))
                           ? std::nullopt
                           : std::optional(Error{"bad_value", path, path + " is no finite number"});
            case reflection::UByte:
                return examine_word(flatbuffers::GetFieldI<std::uint8_t>(table, field), *field.type(), path);
            case reflection::Obj:
                return examine(*flatbuffers::GetFieldT(table, field), *schema_.objects()->Get(object_index(field)),
                               path);
            case reflection::Vector: return examine_vector(table, field, path);
            default: return std::nullopt;
        }
    }

    static flatbuffers::uoffset_t object_index(const reflection::Field& field) {
        return static_cast<flatbuffers::uoffset_t>(field.type()->index());
    }

    std::optional<Error> examine(const flatbuffers::String& text, const std::string& path) {
        texts_ += text.size();
        if (texts_ > texts_most) return Error{"unreadable", "", "the message has the same text too many times"};
        if (is_utf8(text.string_view())) return std::nullopt;
        return Error{"bad_value", path, path + " is not UTF-8"};
    }

    std::optional<Error> examine_word(std::uint8_t value, const reflection::Type& type, const std::string& path) {
        if (type.index() < 0) return std::nullopt;
        const auto* words = schema_.enums()->Get(static_cast<flatbuffers::uoffset_t>(type.index()));
        if (value < words->values()->size()) return std::nullopt;
        return Error{"bad_value", path, path + " has no word of number " + std::to_string(value)};
    }

    std::optional<Error> examine_vector(const flatbuffers::Table& table, const reflection::Field& field,
                                        const std::string& path) {
        const auto at = [&](flatbuffers::uoffset_t i) { return path + "[" + std::to_string(i) + "]"; };
        if (field.type()->element() == reflection::String) {
            const auto& texts = *flatbuffers::GetFieldV<flatbuffers::Offset<flatbuffers::String>>(table, field);
            for (flatbuffers::uoffset_t i = 0; i < texts.size(); ++i) {
                if (auto error = examine(*texts.Get(i), at(i))) return error;
            }
        } else if (field.type()->element() == reflection::Obj) {
            const auto& tables = *flatbuffers::GetFieldV<flatbuffers::Offset<flatbuffers::Table>>(table, field);
            const auto& type = *schema_.objects()->Get(object_index(field));
            for (flatbuffers::uoffset_t i = 0; i < tables.size(); ++i) {
                if (auto error = examine(*tables.Get(i), type, at(i))) return error;
            }
        } else if (field.type()->element() == reflection::UByte) {
            const auto& words = *flatbuffers::GetFieldV<std::uint8_t>(table, field);
            for (flatbuffers::uoffset_t i = 0; i < words.size(); ++i) {
                if (auto error = examine_word(words.Get(i), *field.type(), at(i))) return error;
            }
        }
        return std::nullopt;
    }

    const reflection::Schema& schema_;
    std::size_t texts_ = 0;  // bytes seen so far
};

std::string id_in(const flatbuffers::Table& root, const reflection::Object& type) {
    const reflection::Field* field = field_of(type, "id");
    const flatbuffers::String* id = field == nullptr ? nullptr : flatbuffers::GetFieldS(root, *field);
    return id != nullptr && is_client_id(id->string_view()) ? id->str() : std::string{};
}

}  // namespace

Result<VerifiedMessage> sound_table(std::string_view bytes, const MessageSchema& schema, SoundnessCheck check) {
    if (bytes.size() > payload_most) return Error{"too_long", "", "a message has at most 65,536 bytes"};
    if (bytes.size() < 8 || bytes.substr(4, 4) != schema.identifier) {
        return Error{"unreadable", "",
                     "these bytes are no " + schema.root().name()->str().substr(12) + " (" + schema.identifier + ")"};
    }
    VerifiedMessage message;
    message.aligned_.resize((bytes.size() + 7) / 8);
    std::memcpy(message.aligned_.data(), bytes.data(), bytes.size());
    const auto* buffer = reinterpret_cast<const std::uint8_t*>(message.aligned_.data());
    flatbuffers::Verifier verifier(buffer, bytes.size(), depth_most, tables_most);
    if (!check(verifier)) {
        return Error{"unreadable", "", "the FlatBuffers message is damaged or cut off"};
    }
    return message;
}

Result<VerifiedMessage> verify(std::string_view bytes, const MessageSchema& schema, SoundnessCheck check,
                               std::string& id) {
    auto message = sound_table(bytes, schema, check);
    if (!message) return message;
    const auto& root = message->as<flatbuffers::Table>();
    auto error = Examination(*schema.schema).examine(root, schema.root(), {});
    if (!error || error->code != "unreadable") id = id_in(root, schema.root());
    if (error) return *error;
    return message;
}

}  // namespace paraat::codec
