#include "hub/projection/topic.hpp"

#include "hub/base/plain_name.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {

void topic(std::string_view input) {
    static const projection::Topics topics("oov");
    const std::string text(input);
    const std::string original = topics.original(text);
    promise(topics.original(text) == original, "the same is read twice alike");
    promise(original == text || topics.twin(original) == text, "a topic's twin is of that topic");
    const auto source = topics.source_of(input);
    if (!source) return;
    promise(is_plain_name(source->client.text), "a client has a plain name");
    promise(text == "oov/up/" + source->client.text + "/" + std::string(word(source->kind)),
            "what was read of a topic is all of it");
    const std::string filter = topics.inputs(source->kind);
    promise(filter.substr(0, 7) == text.substr(0, 7) && text.ends_with(filter.substr(filter.rfind('/'))),
            "what the hub listens to has it");
}

}  // namespace paraat::fuzz
