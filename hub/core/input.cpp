#include "hub/core/input.hpp"

namespace paraat::core {

InputBody::InputBody() = default;
InputBody::InputBody(const InputBody& other) = default;
InputBody::InputBody(InputBody&& other) noexcept = default;
InputBody& InputBody::operator=(const InputBody& other) = default;
InputBody& InputBody::operator=(InputBody&& other) noexcept = default;
InputBody::~InputBody() = default;

}  // namespace paraat::core
