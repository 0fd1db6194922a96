#include "clients/sdk/outbox_folder.hpp"
#include "hub/base/durable_file.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

// A letter of a device's outbox: its file as it comes, and what was written with some of its bytes flipped.
namespace paraat::fuzz {
namespace {

using sdk::Letter;
using sdk::OutboxFolder;

constexpr const char* file_name = "0000000000000000001.letter";

// The one letter in the folder; nullopt when it was put aside.
std::optional<Letter> letter_in(OutboxFolder& folder) {
    const auto letters = folder.all();
    promise(letters.has_value(), "the folder is read");
    promise(letters->size() + folder.damaged().size() == 1, "a letter is read or put aside");
    return letters->empty() ? std::nullopt : std::optional(letters->begin()->second);
}

Letter letter_of(std::string_view input) {
    static constexpr const char* kinds[] = {"report", "status", "ack", "instruct", "command"};
    Letter letter{kinds[input.size() % 5], "t1", std::string(input), input.size() % 2 == 0, Instant{}};
    letter.kept_at = Instant{static_cast<std::int64_t>(input.size()) - 100};
    return letter;
}

void check_damage(std::string_view input, const Damage& damage) {
    const auto path = scratch_folder();
    auto folder = OutboxFolder::open(path);
    const Letter letter = letter_of(input);
    promise(folder && folder->keep(letter).has_value(), "a letter is kept");
    promise(letter_in(*folder) == letter, "a letter is the same, written and read again");
    const std::string whole = read_file(path / file_name).value_or("");
    promise(!whole.empty(), "a letter has its number for a name");
    write_file(path / file_name, damage.on(whole));
    const auto left = letter_in(*folder);
    promise(damage.on(whole) == whole ? left == letter : !left, "a damaged letter is put aside, and no other is");
}

}  // namespace

void letter(std::string_view input) {
    const Damage damage(input);
    const std::string_view text = input.substr(std::min(input.size(), Damage::size));
    const auto path = scratch_folder();
    auto folder = OutboxFolder::open(path);
    promise(folder.has_value(), "a folder is opened");
    write_file(path / file_name, text);
    if (const auto letter = letter_in(*folder)) {
        promise(folder->forget(1).has_value() && folder->keep(*letter).has_value(), "a letter is written again");
        promise(letter_in(*folder) == letter, "what was taken, written and read again, is the same");
    }
    check_damage(text, damage);
}

}  // namespace paraat::fuzz
