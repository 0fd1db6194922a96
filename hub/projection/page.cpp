#include "hub/projection/page.hpp"

#include <charconv>

namespace paraat::projection {

void fail(core::QueryResult& result, const std::string& code, const std::string& field, const std::string& sentence) {
    result.ok = false;
    result.code = code;
    result.field = field;
    result.error = sentence;
}

bool may_read_division(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                       core::QueryResult& result) {
    if (query.division.empty()) return true;
    if (archive.organisation.divisions.contains(query.division) &&
        core::may_read(archive.organisation, asker, query.division)) {
        return true;
    }
    fail(result, "not_found", "division", "no such division is known");
    return false;
}

bool is_of_the_organisation(const Archive& archive, const core::ClientName& asker) {
    return core::belongs(archive.organisation, asker);
}

std::optional<std::int64_t> number_of(const std::string& after) {
    if (after.empty()) return 0;
    std::int64_t number = 0;
    const char* const end = after.data() + after.size();
    const auto parsed = std::from_chars(after.data(), end, number);
    return parsed.ec == std::errc{} && parsed.ptr == end && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace paraat::projection
