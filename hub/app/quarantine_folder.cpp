#include "hub/app/quarantine_folder.hpp"

#include <algorithm>
#include <sstream>

#include "hub/app/in_hand.hpp"
#include "hub/base/digest.hpp"
#include "hub/base/durable_file.hpp"

namespace paraat::app {

namespace fs = std::filesystem;

namespace {

bool is_fingerprint(const std::string& name) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return name.size() == 64 && std::all_of(name.begin(), name.end(), is_digit);
}

// Lines that a person can read, an empty one, the topic on a line, then the payload as it came.
std::string text_of(const QuarantinedMessage& message) {
    std::ostringstream text;
    text << "deaths " << message.suspect.deaths << "\nfirst " << message.suspect.first.ms << "\nlast "
         << message.suspect.last.ms << "\ntopic " << message.topic.size() << "\npayload " << message.payload.size()
         << "\n\n"
         << message.topic << "\n"
         << message.payload;
    return text.str();
}

std::optional<QuarantinedMessage> read_message(const fs::path& file) {
    const auto text = read_file(file);
    if (!text) return std::nullopt;
    QuarantinedMessage message;
    message.suspect.fingerprint = file.filename().string();
    std::istringstream words(*text);
    std::string word;
    std::size_t topic = 0, payload = 0;
    words >> word >> message.suspect.deaths >> word >> message.suspect.first.ms >> word >> message.suspect.last.ms;
    words >> word >> topic >> word >> payload;
    const auto end = words.tellg();  // of the sizes; -1 when nothing is behind them
    if (!words || end < 0 || topic > InHand::topic_most || payload > InHand::payload_most) return std::nullopt;
    const std::size_t begin = static_cast<std::size_t>(end) + 2;
    if (text->size() != begin + topic + 1 + payload) return std::nullopt;
    message.topic = text->substr(begin, topic);
    message.payload = text->substr(begin + topic + 1);
    // Written again it must be the same bytes: so no other text can mean a message.
    if (text_of(message) != *text) return std::nullopt;
    return message;
}

}  // namespace

std::string fingerprint_of(std::string_view topic, std::string_view payload) {
    using namespace std::string_view_literals;
    return hex(sha256({topic.substr(0, InHand::topic_most), "\0"sv, payload.substr(0, InHand::payload_most)}));
}

std::vector<Suspect> QuarantineFolder::suspects() const {
    std::vector<Suspect> found;
    std::istringstream lines(read_file(directory_ / "suspects").value_or(""));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        Suspect suspect;
        words >> suspect.fingerprint >> suspect.deaths >> suspect.first.ms >> suspect.last.ms;
        if (words && is_fingerprint(suspect.fingerprint)) found.push_back(std::move(suspect));
    }
    return found;
}

Result<void> QuarantineFolder::keep_suspects(const std::vector<Suspect>& suspects) const {
    if (auto made = make_private_directory(directory_); !made) return made;
    std::ostringstream text;
    for (const Suspect& suspect : suspects) {
        text << suspect.fingerprint << " " << suspect.deaths << " " << suspect.first.ms << " " << suspect.last.ms
             << "\n";
    }
    return replace_file(directory_ / "suspects", text.str());
}

std::vector<std::string> QuarantineFolder::fingerprints() const {
    std::vector<std::string> found;
    std::error_code failed;  // what comes behind a fault of the disk is left out
    for (fs::directory_iterator entry(directory_, failed); !failed && entry != fs::directory_iterator();
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        if (is_fingerprint(name)) found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<QuarantinedMessage> QuarantineFolder::messages() const {
    std::vector<QuarantinedMessage> found;
    for (const std::string& fingerprint : fingerprints()) {
        if (auto message = read_message(directory_ / fingerprint)) found.push_back(std::move(*message));
    }
    std::stable_sort(found.begin(), found.end(), [](const QuarantinedMessage& left, const QuarantinedMessage& right) {
        return left.suspect.last < right.suspect.last;
    });
    return found;
}

Result<void> QuarantineFolder::keep(const QuarantinedMessage& message) const {
    if (auto made = make_private_directory(directory_); !made) return made;
    return replace_file(directory_ / message.suspect.fingerprint, text_of(message));
}

Result<bool> QuarantineFolder::release(const std::string& fingerprint) const {
    if (!is_fingerprint(fingerprint)) return false;
    std::error_code failed;
    const bool was_there = fs::remove(directory_ / fingerprint, failed);
    if (failed)
        return Error{"disk_io", "", "cannot remove " + (directory_ / fingerprint).string() + ": " + failed.message()};
    if (!was_there) return false;
    if (auto synced = sync_directory(directory_); !synced) return synced.error();
    return true;
}

}  // namespace paraat::app
