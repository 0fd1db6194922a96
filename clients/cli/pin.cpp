#include "hub/app/pin.hpp"

#include <sys/random.h>

#include <memory>

#include "clients/cli/command.hpp"
#include "clients/cli/secret.hpp"

namespace paraat::cli {
namespace {

constexpr std::size_t salt_bytes = 16;

int make_pin(const Options& options, const std::string& key) {
    const auto pin = read_new_pin();
    if (!pin) return wrong("pin", pin.error().message);
    std::string salt(salt_bytes, '\0');
    if (getrandom(salt.data(), salt.size(), 0) != static_cast<ssize_t>(salt.size())) {
        return fail({"no_chance", "", "the system gives no random bytes"});
    }
    const std::string hash = app::hash_pin(*pin, salt);
    return print(options.json ? Json{{key, hash}}.dump() : key + " = \"" + hash + "\"") ? exit_ok : exit_io;
}

}  // namespace

void add_pin(Word& root, const Options& options) {
    Word word = root.sub("pin", "the line of organisation.toml that keeps a unit's PIN, which takes its panic back");
    word.example(
        "Example: paraat pin                # asks twice; put the line into the [[account]] of the unit\n"
        "         paraat pin --duress       # another PIN, that looks alike and says that it is forced to\n"
        "         echo 4711 | paraat pin    # or one line of standard input\n"
        "The file then has a hash; it keeps the PIN from a glance, not from whoever can try 10,000 of them.");
    auto key = std::make_shared<std::string>("pin");
    word.on_flag("--duress", "the PIN under duress", [key] { *key = "duress_pin"; });
    word.does([&options, key] { return make_pin(options, *key); });
}

}  // namespace paraat::cli
