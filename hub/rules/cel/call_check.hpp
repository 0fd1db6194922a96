#pragma once

#include "hub/rules/cel/inference.hpp"
#include "hub/rules/cel/judgement.hpp"

namespace paraat::rules::cel {

// Checks calls whose arguments have their types: which form of a function is meant, and what it gives.
class CallCheck {
public:
    CallCheck(const Environment& environment, Findings& findings, Inference& inference)
        : environment_(environment), findings_(findings), inference_(inference) {}

    void check(Expression& node);

private:
    void check_conditional(Expression& node);
    void check_host(Expression& node);
    void check_host_argument(const Expression& call, std::size_t place);
    void check_form(Expression& node);
    std::optional<Type> result_of(const Expression& node, const Overload& form);
    void refuse(const Expression& node);
    void refuse_unknown(const Expression& node);

    const Environment& environment_;
    Findings& findings_;
    Inference& inference_;
};

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
    std::vector<std::string> keys;
    for (const auto& [key, unused] : map) keys.push_back(key);
    return keys;
}

}  // namespace paraat::rules::cel
