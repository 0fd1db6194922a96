#include "hub/core/agreement.hpp"

#include "hub/base/digest.hpp"
#include "hub/core/archive.hpp"

namespace paraat::core {

std::string Agreement::version() const {
    return hex(sha256(Encoder::bytes_of(*this))).substr(0, 12);
}

}  // namespace paraat::core
