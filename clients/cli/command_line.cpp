#include "clients/cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace paraat::cli {

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
        return app_->exit(error) == 0 ? 0 : usage;
    }
    return chosen_();
}

}  // namespace paraat::cli
