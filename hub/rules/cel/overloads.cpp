#include "hub/rules/cel/standard.hpp"

#include <algorithm>

namespace paraat::rules::cel {
namespace {

const Type any = simple(Type::Kind::dyn);
const Type truth = simple(Type::Kind::boolean);
const Type whole = simple(Type::Kind::integer);
const Type natural = simple(Type::Kind::unsigned_integer);
const Type real = simple(Type::Kind::real);
const Type text = simple(Type::Kind::text);
const Type span = simple(Type::Kind::duration);
const Type moment = simple(Type::Kind::timestamp);

std::vector<Overload> make_overloads() {
    std::vector<Overload> all;
    const auto add = [&](std::string_view name, std::vector<Type> parameters, const Type& result,
                         bool is_member = false) {
        all.push_back({name, std::move(parameters), result, is_member});
    };
    for (const std::string_view name : {"_==_", "_!=_"}) add(name, {any, any}, truth);
    for (const std::string_view name : {"_<_", "_<=_", "_>_", "_>=_"}) {
        for (const Type& type : {text, truth, span, moment}) add(name, {type, type}, truth);
        for (const Type& left : {whole, natural, real}) {
            for (const Type& right : {whole, natural, real}) add(name, {left, right}, truth);
        }
    }
    for (const std::string_view name : {"_&&_", "_||_"}) add(name, {truth, truth}, truth);
    add("!_", {truth}, truth);
    for (const Type& type : {whole, real}) add("-_", {type}, type);
    for (const std::string_view name : {"_+_", "_-_", "_*_", "_/_"}) {
        for (const Type& type : {whole, natural, real}) add(name, {type, type}, type);
    }
    for (const Type& type : {whole, natural}) add("_%_", {type, type}, type);
    add("_+_", {text, text}, text);
    add("_+_", {list_of(any), list_of(any)}, list_of(any));
    add("_+_", {span, span}, span);
    add("_-_", {span, span}, span);
    add("_+_", {moment, span}, moment);
    add("_+_", {span, moment}, moment);
    add("_-_", {moment, span}, moment);
    add("_-_", {moment, moment}, span);
    for (const Type& type : {whole, natural, real}) add("_[_]", {list_of(any), type}, any);
    add("_[_]", {map_to(any), text}, any);
    add("@in", {any, list_of(any)}, truth);
    add("@in", {text, map_to(any)}, truth);
    for (const bool is_member : {false, true}) {
        for (const Type& type : {text, list_of(any), map_to(any)}) add("size", {type}, whole, is_member);
    }
    for (const std::string_view name : {"contains", "startsWith", "endsWith", "matches"}) {
        add(name, {text, text}, truth, true);
    }
    add("matches", {text, text}, truth);
    for (const std::string_view name : {"lowerAscii", "upperAscii", "trim"}) add(name, {text}, text, true);
    add("indexOf", {text, text}, whole, true);
    add("replace", {text, text, text}, text, true);
    add("split", {text, text}, list_of(text), true);
    add("substring", {text, whole}, text, true);
    add("substring", {text, whole, whole}, text, true);
    add("join", {list_of(text)}, text, true);
    add("join", {list_of(text), text}, text, true);
    for (const Type& type : {whole, natural, real, text}) {
        add("int", {type}, whole);
        add("double", {type}, real);
    }
    for (const Type& type : {whole, natural, real, text, truth, span, moment}) add("string", {type}, text);
    add("int", {moment}, whole);
    add("duration", {text}, span);
    add("timestamp", {whole}, moment);
    for (const std::string_view name : {"getHours", "getMinutes", "getSeconds", "getMilliseconds"}) {
        add(name, {span}, whole, true);
    }
    return all;
}

}  // namespace

const std::vector<Overload>& standard_overloads() {
    static const std::vector<Overload> all = make_overloads();
    return all;
}

bool is_standard(std::string_view name) {
    return std::any_of(standard_overloads().begin(), standard_overloads().end(),
                       [&](const Overload& overload) { return overload.name == name; });
}

}  // namespace paraat::rules::cel
