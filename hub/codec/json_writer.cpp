#include "hub/codec/json_writer.hpp"

#include <charconv>

#include "hub/base/check.hpp"
#include "hub/codec/schema.hpp"

namespace paraat::codec {
namespace {

using flatbuffers::uoffset_t;

class Writing {
public:
    explicit Writing(const reflection::Schema& schema) : schema_(schema) {}
    std::string json;

    void table(const flatbuffers::Table& table, const reflection::Object& type) {
        json += '{';
        bool is_first = true;
        for (const reflection::Field* field : fields_of(type)) {
            const bool is_there = table.GetAddressOf(field->offset()) != nullptr;
            if (!is_there && (field->optional() || !is_scalar(*field))) continue;
            if (!is_first) json += ',';
            is_first = false;
            string(field->name()->string_view());
            json += ':';
            value(table, *field);
        }
        json += '}';
    }

private:
    static bool is_scalar(const reflection::Field& field) {
        return field.type()->base_type() <= reflection::Double && field.type()->base_type() != reflection::None;
    }
    const reflection::Object& object(const reflection::Field& field) const {
        return *schema_.objects()->Get(static_cast<uoffset_t>(field.type()->index()));
    }

    void value(const flatbuffers::Table& table, const reflection::Field& field) {
        switch (field.type()->base_type()) {
            case reflection::String: return string(flatbuffers::GetFieldS(table, field)->string_view());
            case reflection::Obj: return this->table(*flatbuffers::GetFieldT(table, field), object(field));
            case reflection::Vector: return vector(table, field);
            case reflection::Bool:
                json += flatbuffers::GetFieldI<std::uint8_t>(table, field) != 0 ? "true" : "false";
                return;
            case reflection::UByte: return word(flatbuffers::GetFieldI<std::uint8_t>(table, field), *field.type());
            case reflection::Int: return number(flatbuffers::GetFieldI<std::int32_t>(table, field));
            case reflection::Long: return number(flatbuffers::GetFieldI<std::int64_t>(table, field));
            case reflection::ULong: return number(flatbuffers::GetFieldI<std::uint64_t>(table, field));
            case reflection::Double: return number(flatbuffers::GetFieldF<double>(table, field));
            default: PARAAT_CHECK(false);
        }
    }

    void vector(const flatbuffers::Table& parent, const reflection::Field& field) {
        const auto element = field.type()->element();
        if (element == reflection::Obj && is_map_entry(object(field))) return map(parent, field);
        json += '[';
        if (element == reflection::String) {
            const auto& texts = *flatbuffers::GetFieldV<flatbuffers::Offset<flatbuffers::String>>(parent, field);
            each(texts.size(), [&](uoffset_t i) { string(texts.Get(i)->string_view()); });
        } else if (element == reflection::Obj) {
            const auto& tables = *flatbuffers::GetFieldV<flatbuffers::Offset<flatbuffers::Table>>(parent, field);
            each(tables.size(), [&](uoffset_t i) { table(*tables.Get(i), object(field)); });
        } else {
            const auto& words = *flatbuffers::GetFieldV<std::uint8_t>(parent, field);
            each(words.size(), [&](uoffset_t i) { word(words.Get(i), *field.type()); });
        }
        json += ']';
    }

    void map(const flatbuffers::Table& parent, const reflection::Field& field) {
        const auto& entries = *flatbuffers::GetFieldV<flatbuffers::Offset<flatbuffers::Table>>(parent, field);
        const auto& type = object(field);
        const auto part = [&](const flatbuffers::Table& entry, int which) {
            const auto* text = flatbuffers::GetFieldS(entry, *fields_of(type)[static_cast<std::size_t>(which)]);
            string(text == nullptr ? std::string_view{} : text->string_view());
        };
        json += '{';
        each(entries.size(), [&](uoffset_t i) {
            part(*entries.Get(i), 0);
            json += ':';
            part(*entries.Get(i), 1);
        });
        json += '}';
    }

    template <class Write>
    void each(uoffset_t count, Write write) {
        for (uoffset_t i = 0; i < count; ++i) {
            if (i > 0) json += ',';
            write(i);
        }
    }

    void word(std::uint8_t value, const reflection::Type& type) {
        const auto& words = *schema_.enums()->Get(static_cast<uoffset_t>(type.index()));
        string(words.values()->Get(value)->name()->string_view());
    }

    template <class Number>
    void number(Number value) {
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
        json.append(digits, end);
    }

    void string(std::string_view text) {
        json += '"';
        for (const char c : text) {
            switch (c) {
                case '"': json += "\\\""; break;
                case '\\': json += "\\\\"; break;
                case '\n': json += "\\n"; break;
                case '\r': json += "\\r"; break;
                case '\t': json += "\\t"; break;
                default: character(c);
            }
        }
        json += '"';
    }

    void character(char c) {
        static constexpr char digits[] = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20) {
            json += c;
        } else {
            json += "\\u00";
            json += digits[byte >> 4];
            json += digits[byte & 15];
        }
    }

    const reflection::Schema& schema_;
};

}  // namespace

std::string json_twin(std::string_view flatbuffers) {
    const MessageSchema* schema = schema_with(flatbuffers.substr(4, 4));
    PARAAT_CHECK(schema != nullptr);
    Writing writing(*schema->schema);
    writing.table(*flatbuffers::GetAnyRoot(reinterpret_cast<const std::uint8_t*>(flatbuffers.data())), schema->root());
    return std::move(writing.json);
}

}  // namespace paraat::codec
