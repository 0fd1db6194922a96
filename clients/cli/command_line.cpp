#include "clients/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "hub/base/nearest_word.hpp"

namespace paraat::cli {
namespace {

std::vector<std::string> names_of_flags(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

}  // namespace

Word& Word::named(CLI::Option* option) {
    last_ = option;
    return *this;
}

Word& Word::on_text(const std::string& flag, const std::string& help, std::function<void(const std::string&)> take) {
    return named(app_->add_option_function<std::string>(flag, std::move(take), help));
}

Word& Word::on_whole(const std::string& flag, const std::string& help, std::function<void(std::int64_t)> take) {
    return named(app_->add_option_function<std::int64_t>(flag, std::move(take), help));
}

Word& Word::on_real(const std::string& flag, const std::string& help, std::function<void(double)> take) {
    return named(app_->add_option_function<double>(flag, std::move(take), help));
}

Word& Word::on_texts(const std::string& flag, const std::string& help,
                     std::function<void(const std::vector<std::string>&)> take) {
    return named(app_->add_option_function<std::vector<std::string>>(flag, std::move(take), help));
}

Word& Word::on_flag(const std::string& flag, const std::string& help, std::function<void()> take) {
    return named(app_->add_flag_callback(flag, std::move(take), help));
}

Word& Word::required() {
    last_->required();
    return *this;
}

Word& Word::otherwise(const std::string& shown) {
    last_->default_str(shown);
    return *this;
}

Word& Word::among(const std::vector<std::string>& words) {
    last_->check(CLI::IsMember(words));
    return *this;
}

Word& Word::between(double least, double most) {
    last_->check(CLI::Range(least, most));
    // "nan" lies in every range.
    last_->check([](const std::string& given) {
        return std::isnan(std::strtod(given.c_str(), nullptr)) ? given + " is no number" : std::string();
    });
    return *this;
}

Word& Word::checked(std::function<std::string(const std::string&)> fault) {
    last_->check([fault = std::move(fault)](const std::string& given) { return fault(given); });
    return *this;
}

Word& Word::or_environment(const std::string& name) {
    last_->envname(name);
    return *this;
}

Word& Word::example(const std::string& lines) {
    app_->footer(lines);
    return *this;
}

Word Word::sub(const std::string& name, const std::string& help) {
    return Word(*app_->add_subcommand(name, help), *chosen_);
}

Word& Word::needs_sub() {
    app_->require_subcommand(1);
    return *this;
}

Word& Word::does(Action action) {
    app_->callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
    return *this;
}

CommandLine::CommandLine(const std::string& description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description)) {
    app_->set_version_flag("--version", version);
    app_->fallthrough();
}

CommandLine::~CommandLine() = default;

Word CommandLine::root() {
    return Word(*app_, chosen_);
}

int CommandLine::run(int argc, char** argv, int usage) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() != 0 && explain_unknown()) return usage;
        return app_->exit(error) == 0 ? 0 : usage;
    }
    return chosen_();
}

bool CommandLine::explain_unknown() const {
    const std::vector<std::string> left = app_->remaining(true);
    if (left.empty()) return false;
    const CLI::App* at = app_.get();
    std::string path = "paraat";
    std::vector<std::string> flags = names_of_flags(*at);
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        path += " " + at->get_name();
        for (const std::string& flag : names_of_flags(*at)) flags.push_back(flag);
    }
    std::vector<std::string> words;
    for (const CLI::App* sub : at->get_subcommands([](const CLI::App*) { return true; }))
        words.push_back(sub->get_name());
    const std::string& word = left.front();
    const bool is_flag = word.starts_with("-");
    const std::string meant = did_you_mean(word, is_flag ? flags : words);
    std::fprintf(stderr, "%s: %s \"%s\"%s\nTry: %s --help\n", path.c_str(),
                 is_flag         ? "no option"
                 : words.empty() ? "nothing is to be done with"
                                 : "no command",
                 word.c_str(), meant.c_str(), path.c_str());
    return true;
}

}  // namespace paraat::cli
