#include "hub/rules/cel/library.hpp"

#include <algorithm>
#include <array>

#include "hub/base/check.hpp"

namespace paraat::rules::cel {
namespace {

struct Word {
    std::string_view text;
    Type::Kind kind;
};
constexpr std::array<Word, 14> words = {{{"int", Type::Kind::integer},
                                         {"uint", Type::Kind::unsigned_integer},
                                         {"double", Type::Kind::real},
                                         {"string", Type::Kind::text},
                                         {"bytes", Type::Kind::bytes},
                                         {"bool", Type::Kind::boolean},
                                         {"null", Type::Kind::null},
                                         {"duration", Type::Kind::duration},
                                         {"timestamp", Type::Kind::timestamp},
                                         {"type", Type::Kind::type},
                                         {"dyn", Type::Kind::dyn},
                                         {"list", Type::Kind::list},
                                         {"map", Type::Kind::map},
                                         {"optional", Type::Kind::optional}}};

// Reads a form like "(list(A), int) A"; forms are ours, so a wrong one is a bug.
class Form {
public:
    explicit Form(std::string_view text) : rest_(text) {}

    bool takes(char sign) {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::vector<Type> list() {
        std::vector<Type> types;
        PARAAT_CHECK(takes('('));
        while (!takes(')')) {
            types.push_back(type());
            takes(',');
        }
        return types;
    }
    Type type() {
        takes(' ');
        const std::string_view name = rest_.substr(0, rest_.find_first_of("(), "));
        rest_.remove_prefix(name.size());
        if (name.size() == 1) return parameter(std::string(name));
        const auto word = std::find_if(words.begin(), words.end(), [&](const Word& one) { return one.text == name; });
        PARAAT_CHECK(word != words.end());
        if (word->kind == Type::Kind::list) return list_of(list().at(0));
        if (word->kind == Type::Kind::optional) return optional_of(list().at(0));
        if (word->kind != Type::Kind::map) return simple(word->kind);
        const std::vector<Type> parts = list();
        return map_of(parts.at(0), parts.at(1));
    }

private:
    std::string_view rest_;
};

Library make_standard() {
    Library library;
    add_arithmetic(library);
    add_comparisons(library);
    add_conversions(library);
    add_containers(library);
    add_texts(library);
    add_format(library);
    add_moments(library);
    add_numbers(library);
    add_lists(library);
    add_optionals(library);
    add_encoders(library);
    return library;
}

}  // namespace

const Library& Library::standard() {
    static const Library made = make_standard();
    return made;
}

void Library::add(std::string_view name, std::string_view form, Outcome (*implementation)(const Call&)) {
    Form in(form);
    Overload overload{name, {}, {}, in.takes('.'), implementation};
    overload.parameters = in.list();
    overload.result = in.type();
    functions_[std::string(name)].push_back(std::move(overload));
}

const std::vector<Overload>* Library::find(std::string_view name) const {
    const auto found = functions_.find(name);
    return found == functions_.end() ? nullptr : &found->second;
}

std::vector<std::string> Library::names() const {
    std::vector<std::string> names;
    for (const auto& [name, unused] : functions_) {
        if (name.find('_') == std::string::npos && name[0] != '@') names.push_back(name);
    }
    return names;
}

Outcome call(const std::vector<Overload>& forms, bool is_member, const std::vector<Value>& arguments, Budget& budget) {
    for (const Overload& form : forms) {
        if (form.is_member != is_member || form.parameters.size() != arguments.size()) continue;
        if (std::equal(arguments.begin(), arguments.end(), form.parameters.begin(), has_type)) {
            return form.implementation({arguments, budget});
        }
    }
    return no_overload();
}

tl::unexpected<std::string> no_overload() {
    return error("no such operation on these values");
}
tl::unexpected<std::string> out_of_range() {
    return error("the result is out of range");
}
tl::unexpected<std::string> text_too_long() {
    return error("the text becomes too long");
}
tl::unexpected<std::string> list_too_long() {
    return error("the list becomes too long");
}

}  // namespace paraat::rules::cel
