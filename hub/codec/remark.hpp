#pragma once

#include <string>
#include <vector>

namespace paraat::codec {

// What is wrong with a message that is taken all the same: it is then shown as degraded. `field` names the place in the
// words of its format ("info[0].urgency", empty when it is the whole), `why` is a short sentence for a person.
struct Remark {
    std::string field;
    std::string why;

    bool operator==(const Remark&) const = default;
};

using Remarks = std::vector<Remark>;

}  // namespace paraat::codec
