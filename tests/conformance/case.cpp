#include "tests/conformance/case.hpp"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "hub/rules/cel/library.hpp"

namespace paraat::conformance {
namespace {

using Json = nlohmann::json;
using rules::cel::Type;
using rules::cel::Value;

std::int64_t int_of(const Json& json) {
    return json.is_string() ? std::strtoll(json.get<std::string>().c_str(), nullptr, 10) : json.get<std::int64_t>();
}
std::uint64_t uint_of(const Json& json) {
    return json.is_string() ? std::strtoull(json.get<std::string>().c_str(), nullptr, 10) : json.get<std::uint64_t>();
}

Value bytes_of(const Json& json) {
    rules::cel::Budget budget;
    const auto& forms = *rules::cel::Library::standard().find("base64.decode");
    return rules::cel::call(forms, false, {Value{json.get<std::string>()}}, budget).value();
}

Value value_of(const Json& json);

Value map_of(const Json& json) {
    Value::Map map;
    for (const Json& entry : json) {
        map.emplace(rules::cel::Key::of(value_of(entry.at(0))).value(), value_of(entry.at(1)));
    }
    return Value{std::move(map)};
}

Value value_of(const Json& json) {
    const std::string& kind = json.begin().key();
    const Json& said = json.begin().value();
    if (kind == "null") return Value{};
    if (kind == "bool") return Value{said.get<bool>()};
    if (kind == "int") return Value{int_of(said)};
    if (kind == "uint") return Value{uint_of(said)};
    if (kind == "double") return Value{std::strtod(said.get<std::string>().c_str(), nullptr)};
    if (kind == "string") return Value{said.get<std::string>()};
    if (kind == "bytes") return bytes_of(said);
    if (kind == "type") return Value{rules::cel::TypeName{said.get<std::string>()}};
    if (kind == "map") return map_of(said);
    if (kind == "list") {
        Value::List list;
        for (const Json& element : said) list.push_back(value_of(element));
        return Value{std::move(list)};
    }
    const std::int64_t seconds = int_of(said.at(0));
    const std::int64_t nanoseconds = int_of(said.at(1));
    if (kind == "duration") return Value{rules::cel::Duration{seconds * 1'000'000'000 + nanoseconds}};
    if (kind == "timestamp") return Value{rules::cel::Timestamp{seconds, static_cast<std::int32_t>(nanoseconds)}};
    throw Json::other_error::create(501, "no such kind of value: " + kind, &json);
}

Type type_of(const Json& json) {
    using Kind = Type::Kind;
    static const std::map<std::string, Kind> kinds = {{"int", Kind::integer},         {"uint", Kind::unsigned_integer},
                                                      {"double", Kind::real},         {"string", Kind::text},
                                                      {"bytes", Kind::bytes},         {"bool", Kind::boolean},
                                                      {"null", Kind::null},           {"duration", Kind::duration},
                                                      {"timestamp", Kind::timestamp}, {"type", Kind::type}};
    if (json.is_array()) {
        const std::string kind = json.at(0).get<std::string>();
        if (kind == "list") return rules::cel::list_of(type_of(json.at(1)));
        if (kind == "map") return rules::cel::map_of(type_of(json.at(1)), type_of(json.at(2)));
        if (kind == "optional" || kind == "optional_type") return rules::cel::optional_of(type_of(json.at(1)));
        return rules::cel::simple(kind == "type" ? Kind::type : Kind::dyn);
    }
    const auto found = kinds.find(json.is_string() ? json.get<std::string>() : "");
    return rules::cel::simple(found == kinds.end() ? Kind::dyn : found->second);
}

Case to_case(const Json& json) {
    Case made;
    for (const char* part : {"file", "section", "name"}) {
        if (const std::string said = json.value(part, ""); !said.empty()) {
            made.name += (made.name.empty() ? "" : "/") + said;
        }
    }
    made.source = json.at("expr").get<std::string>();
    made.environment.container = json.value("container", "");
    if (!json.value("check", true)) made.checks = rules::cel::Checks::none;
    const Json bindings = json.value("bindings", Json::object());
    for (const auto& [name, value] : bindings.items()) {
        made.bindings[name] = value_of(value);
        made.environment.variables[name] = rules::cel::simple(Type::Kind::dyn);
    }
    const Json types = json.value("env", Json::object());
    for (const auto& [name, type] : types.items()) made.environment.variables[name] = type_of(type);
    if (json.contains("expect")) made.expected = value_of(json.at("expect"));
    made.error = json.value("error", "");
    return made;
}

}  // namespace

Result<Case> read_case(const std::string& line) {
    try {
        return to_case(Json::parse(line));
    } catch (const std::exception& problem) {
        return Error{"bad_case", "", problem.what()};
    }
}

}  // namespace paraat::conformance
