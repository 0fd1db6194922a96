#include "clients/cli/message_word.hpp"

#include "clients/cli/moment.hpp"

namespace paraat::cli {
namespace {

auto put(const std::shared_ptr<Json>& body, const std::string& key) {
    return [body, key](const auto& value) { (*body)[key] = value; };
}

// "weapon_seen=yes" as an entry of an object.
Result<Json> object_of(const Json& entries, const std::string& flag) {
    Json object = Json::object();
    for (const Json& entry : entries) {
        const std::string text = entry;
        const auto split = text.find('=');
        if (split == std::string::npos || split == 0 || split + 1 == text.size()) {
            return Error{"bad_value", flag, flag + " is NAME=VALUE, such as weapon_seen=yes; this is \"" + text + "\""};
        }
        const std::string name = text.substr(0, split);
        if (object.contains(name)) return Error{"bad_value", flag, "\"" + name + "\" is there twice"};
        object[name] = text.substr(split + 1);
    }
    return object;
}

}  // namespace

MessageWord::MessageWord(Word word, const std::string& example)
    : word_(word), body_(std::make_shared<Json>(Json::object())) {
    word_.example(example);
}

MessageWord& MessageWord::text(const std::string& flag, const std::string& key, const std::string& help) {
    word_.on_text(flag, help, put(body_, key));
    return *this;
}
MessageWord& MessageWord::whole(const std::string& flag, const std::string& key, const std::string& help) {
    word_.on_whole(flag, help, put(body_, key));
    return *this;
}
MessageWord& MessageWord::real(const std::string& flag, const std::string& key, const std::string& help) {
    word_.on_real(flag, help, put(body_, key));
    return *this;
}
MessageWord& MessageWord::texts(const std::string& flag, const std::string& key, const std::string& help) {
    word_.on_texts(flag, help, put(body_, key));
    return *this;
}
MessageWord& MessageWord::truth(const std::string& flag, const std::string& key, const std::string& help) {
    word_.on_flag(flag, help, [body = body_, key] { (*body)[key] = true; });
    return *this;
}
MessageWord& MessageWord::pairs(const std::string& flag, const std::string& key, const std::string& help) {
    unread_->pairs.push_back({flag, key});
    return texts(flag, key, help);
}
MessageWord& MessageWord::moment(const std::string& flag, const std::string& key, const std::string& help) {
    unread_->moments.push_back({flag, key});
    return text(flag, key, help);
}
MessageWord& MessageWord::place() {
    return real("--lat", "lat", "latitude, degrees north (WGS 84)")
        .real("--lon", "lon", "longitude, degrees east")
        .whole("--accuracy", "accuracy_m", "how far the place may be off, metres");
}
MessageWord& MessageWord::required() {
    word_.required();
    return *this;
}

Result<void> MessageWord::read(const Unread& unread, Json& body) {
    for (const Given& given : unread.moments) {
        if (!body.contains(given.key)) continue;
        const auto moment = moment_in(text_of(body, given.key.c_str()), sdk::wall_clock());
        if (!moment) return Error{"bad_value", given.flag, given.flag + ": " + moment.error().message};
        body[given.key] = moment->ms;
    }
    for (const Given& given : unread.pairs) {
        if (!body.contains(given.key)) continue;
        auto object = object_of(body[given.key], given.flag);
        if (!object) return object.error();
        body[given.key] = std::move(*object);
    }
    return {};
}

void MessageWord::sends(const Options& options, const std::string& kind) {
    sends(options, kind, [](Json&) { return Result<void>{}; });
}

void MessageWord::sends(const Options& options, const std::string& kind, std::function<Result<void>(Json&)> finish) {
    word_.does(sending(options, kind, std::move(finish)));
}

std::function<int()> MessageWord::sending(const Options& options, const std::string& kind,
                                          std::function<Result<void>(Json&)> finish) const {
    return [&options, kind, given = body_, unread = unread_, finish = std::move(finish)] {
        const auto as = named_account(options);
        if (!as) return fail(as.error());
        Json body = *given;
        if (auto done = read(*unread, body); !done) return wrong(kind, done.error().message);
        if (auto done = finish(body); !done) return wrong(kind, done.error().message);
        return send_input(options, *as, kind, body);
    };
}

}  // namespace paraat::cli
