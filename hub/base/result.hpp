#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace paraat {

// Why something that came from outside was not taken. `code` is stable and on the wire; `field` names the place
// ("category", "reports[2]", empty when it is the whole); `message` is a sentence for a person.
struct Error {
    std::string code;
    std::string field;
    std::string message;

    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    Result(Error error) : tl::expected<T, Error>(tl::unexpected<Error>(std::move(error))) {}
};

}  // namespace paraat
