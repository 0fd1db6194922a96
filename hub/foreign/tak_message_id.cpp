#include "hub/foreign/tak_message_id.hpp"

#include <charconv>

namespace paraat::foreign {
namespace {

// No dots: apps cut ids off behind the last one.
constexpr std::string_view instruction_prefix = "paraat-i-";
constexpr std::string_view notice_prefix = "paraat-n-";
constexpr std::size_t ulid_size = 26;

}  // namespace

std::string tak_message_id(const TakMessageSubject& subject) {
    if (const auto* instruction = std::get_if<core::InstructionId>(&subject)) {
        return std::string(instruction_prefix) + instruction->text();
    }
    const auto& notice = std::get<TakNotice>(subject);
    return std::string(notice_prefix) + notice.incident.text() + "-" + std::to_string(notice.rev);
}

std::optional<TakMessageSubject> subject_of_tak_message(std::string_view id) {
    if (id.starts_with(instruction_prefix)) {
        const auto ulid = Ulid::parse(id.substr(instruction_prefix.size()));
        return ulid ? std::optional<TakMessageSubject>(core::InstructionId{*ulid}) : std::nullopt;
    }
    if (!id.starts_with(notice_prefix)) return std::nullopt;
    id.remove_prefix(notice_prefix.size());
    if (id.size() < ulid_size + 2 || id[ulid_size] != '-') return std::nullopt;
    const auto ulid = Ulid::parse(id.substr(0, ulid_size));
    core::Revision rev = 0;
    const std::string_view digits = id.substr(ulid_size + 1);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), rev);
    if (!ulid || fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return TakNotice{core::IncidentId{*ulid}, rev};
}

}  // namespace paraat::foreign
