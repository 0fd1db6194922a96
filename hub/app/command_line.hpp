#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

// The command lines of both programs.
namespace paraat::app {

// What a subcommand does once the line is read; its exit code.
using Action = std::function<int()>;

// One word of the command line with its options: `paraat report`, `paraat journal verify`, or `paraat` itself. Its
// functions run while the line is read, in the order of the line. Cheap to copy; lives as long as its CommandLine.
// It stands before CLI11, whose header costs half a minute in each file that includes it.
class Word {
public:
    // A flag begins with "-"; without it the option is a position.
    Word& on_text(const std::string& flag, const std::string& help, std::function<void(const std::string&)> take);
    Word& on_whole(const std::string& flag, const std::string& help, std::function<void(std::int64_t)> take);
    Word& on_real(const std::string& flag, const std::string& help, std::function<void(double)> take);
    // May be given several times.
    Word& on_texts(const std::string& flag, const std::string& help,
                   std::function<void(const std::vector<std::string>&)> take);
    Word& on_flag(const std::string& flag, const std::string& help, std::function<void()> take);

    // Of the option that was named last.
    Word& required();
    Word& otherwise(const std::string& shown);  // its default, for the help
    Word& among(const std::vector<std::string>& words);
    Word& between(double least, double most);

    Word& example(const std::string& lines);  // below the help
    Word sub(const std::string& name, const std::string& help);
    Word& needs_sub();
    Word& does(Action action);

private:
    friend class CommandLine;
    Word(CLI::App& app, Action& chosen) : app_(&app), chosen_(&chosen) {}
    Word& named(CLI::Option* option);

    CLI::App* app_;
    CLI::Option* last_ = nullptr;
    Action* chosen_;
};

class CommandLine {
public:
    // The program's name as it speaks of itself: "paraat-hub".
    CommandLine(std::string program, const std::string& description, const std::string& version);
    ~CommandLine();

    Word root();
    // Reads the line and, when `is_lawful` gives 0, does what it says. 0 after --help and --version, `usage` when the
    // line is wrong.
    int run(int argc, char** argv, int usage, const Action& is_lawful);

private:
    std::string program_;
    std::unique_ptr<CLI::App> app_;
    Action chosen_;
};

}  // namespace paraat::app
