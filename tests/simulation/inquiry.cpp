#include "tests/simulation/inquiry.hpp"

#include <nlohmann/json.hpp>

namespace paraat::simulation {
namespace {

using Json = nlohmann::json;

constexpr int page_size = 5;  // small, so that there are several

}  // namespace

Inquiry::Inquiry(World& world, Broker& broker, std::string account, std::string division)
    : world_(world), broker_(broker), account_(std::move(account)), division_(std::move(division)) {}

void Inquiry::ask() {
    Greeting greeting;
    greeting.client = account_ + ".inquiry-" + division_;
    greeting.filters = {{"oov/down/" + account_ + "/result", 1}};
    connection_ = broker_.connect(*this, std::move(greeting));
}

void Inquiry::end() {
    if (connection_ != nullptr) connection_->close(true);
    connection_ = nullptr;
}

void Inquiry::connected(bool) {
    items_.clear();
    ask_after("");
}

void Inquiry::lost() {
    connection_ = nullptr;
}

void Inquiry::ask_after(const std::string& after) {
    const Json question{{"id", division_ + "-" + std::to_string(++pages_)},
                        {"ask", "incidents"},
                        {"division", division_},
                        {"limit", page_size},
                        {"after", after}};
    connection_->publish(
        {"oov/up/" + account_ + "/query", question.dump(), 1, false, static_cast<std::uint64_t>(pages_)});
}

void Inquiry::hears(const Letter& letter) {
    const Json answer = Json::parse(letter.payload, nullptr, false);
    if (!answer.is_object()) return complaints.push_back(account_ + " cannot read an answer: " + letter.payload);
    if (answer.value("id", "") != division_ + "-" + std::to_string(pages_)) return;
    if (!answer.value("ok", false)) return complaints.push_back(account_ + " got no answer: " + letter.payload);
    for (const Json& item : answer.at("items")) {
        const bool is_new = items_.emplace(item.at("incident").get<std::string>(), item.dump()).second;
        if (!is_new) complaints.push_back("an answer has an incident twice: " + item.dump());
    }
    if (answer.contains("next")) return ask_after(answer["next"]);
    is_answered_ = true;
}

}  // namespace paraat::simulation
