#include "hub/app/in_hand.hpp"
#include "hub/app/quarantine_folder.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/targets.hpp"

// The files of messages that the hub died of: as they come, and as the hub writes them of any message.
namespace paraat::fuzz {
namespace {

using app::InHand;
using app::QuarantinedMessage;
using app::QuarantineFolder;
using app::Suspect;

const std::string fingerprint(64, 'a');

void check_file(const QuarantineFolder& folder, const std::filesystem::path& file, std::string_view input) {
    write_file(file / fingerprint, input);
    const auto found = folder.messages();
    promise(found.size() <= 1, "a file is one message, or none that can be read");
    if (found.empty()) return;
    promise(found[0].topic.size() + found[0].payload.size() < input.size(), "a message is in its file");
    promise(input.ends_with(found[0].topic + "\n" + found[0].payload), "a message is the end of its file");
    promise(folder.keep(found[0]).has_value(), "a message is written");
    promise(folder.messages() == found, "what was taken, written and read again, is the same");
}

void check_suspects(const QuarantineFolder& folder, const std::filesystem::path& file, std::string_view input) {
    write_file(file / "suspects", input);
    const std::vector<Suspect> found = folder.suspects();
    promise(folder.keep_suspects(found).has_value(), "suspects are written");
    promise(folder.suspects() == found, "suspects are the same, written and read again");
}

// Of any message, the topic its first line.
QuarantinedMessage message_of(std::string_view input) {
    const std::string_view topic = input.substr(0, std::min(input.find('\n'), InHand::topic_most));
    return {{fingerprint, 2, Instant{1}, Instant{2}}, std::string(topic), std::string(input)};
}

void check_in_hand(const std::filesystem::path& file, std::string_view input) {
    std::string page(input);  // of the mark, three numbers, the topic and the payload
    page.resize(16 + 12 + InHand::topic_most + InHand::payload_most);
    write_file(file, page);
    auto hand = InHand::open(file);
    if (!hand) return check_error(hand.error());
    const auto held = hand->held();
    promise(!held || (held->topic.size() <= InHand::topic_most && held->payload.size() <= InHand::payload_most),
            "what is held is no longer than it may be");
    const QuarantinedMessage message = message_of(input);
    hand->take(message.topic, message.payload);
    const InHand::Message taken{message.topic, message.payload};
    promise(hand->held() == taken, "what was taken is held");
    hand->let_go();
    promise(!hand->held(), "what was let go of is not held");
}

}  // namespace

void quarantine(std::string_view input) {
    const auto journal = scratch_folder();
    const auto path = journal / "quarantine";
    const QuarantineFolder folder(journal);
    const QuarantinedMessage message = message_of(input);
    promise(folder.keep(message).has_value(), "a message is written");
    promise(folder.messages() == std::vector{message}, "a message is the same, written and read again");
    check_file(folder, path, input);
    check_suspects(folder, path, input);
    check_in_hand(journal / "in-hand", input);
}

}  // namespace paraat::fuzz
