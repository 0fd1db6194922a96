#include "hub/app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "hub/base/nearest_word.hpp"

namespace paraat::app {
namespace {

// The word or flag that nobody knows, with the nearest known one; empty when something else is wrong with the line.
std::string unknown_word(const CLI::App& root) {
    const CLI::App* at = &root;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    const std::vector<std::string> left = root.remaining(true);
    if (left.empty()) return "";
    const std::string& word = left.front();
    std::vector<std::string> known;
    if (word.starts_with("-")) {
        for (const CLI::App* app = at; app != nullptr; app = app->get_parent()) {
            for (const CLI::Option* option : app->get_options()) {
                for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
            }
        }
        const std::string flag = word.substr(0, word.find('='));
        return "unknown option " + flag + did_you_mean(flag, known);
    }
    for (const CLI::App* sub : at->get_subcommands([](const CLI::App*) { return true; })) {
        known.push_back(sub->get_name());
    }
    if (known.empty()) return "";
    return "unknown command \"" + word + "\"" + did_you_mean(word, known);
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

CommandLine::CommandLine(std::string program, const std::string& description, const std::string& version)
    : program_(std::move(program)), app_(std::make_unique<CLI::App>(description)) {
    app_->set_version_flag("--version", program_ + " " + version);
    app_->fallthrough();
}

CommandLine::~CommandLine() = default;

Word CommandLine::root() {
    return Word(*app_, chosen_);
}

int CommandLine::run(int argc, char** argv, int usage, const Action& is_lawful) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const std::string unknown = error.get_exit_code() == 0 ? "" : unknown_word(*app_);
        if (unknown.empty()) return app_->exit(error) == 0 ? 0 : usage;
        std::fprintf(stderr, "%s: %s\nRun with --help for more information.\n", program_.c_str(), unknown.c_str());
        return usage;
    }
    const int fault = is_lawful();
    return fault != 0 ? fault : chosen_();
}

}  // namespace paraat::app
