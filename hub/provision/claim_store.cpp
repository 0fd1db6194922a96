#include "hub/provision/claim_store.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "hub/base/digest.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/owner.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::provision {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t token_characters = 26;  // of 32 each: 130 bits
constexpr std::size_t record_most = 64UL << 10;

// While it lives no other process or thread changes the folder.
class StoreLock {
public:
    explicit StoreLock(const fs::path& directory)
        : file_(::open((directory / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        while (file_ >= 0 && flock(file_, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    ~StoreLock() {
        if (file_ >= 0) ::close(file_);
    }
    StoreLock(const StoreLock&) = delete;
    StoreLock& operator=(const StoreLock&) = delete;
    bool is_held() const { return file_ >= 0; }

private:
    int file_;
};

// Nobody confuses two of its characters; empty when there is no chance to be had.
std::string new_token() {
    static constexpr char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::array<unsigned char, token_characters> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
    std::string token;
    for (const unsigned char byte : bytes) token += digits[byte % 32];
    return token;
}

std::string id_of(const std::string& token) {
    return hex(sha256(token));
}

Result<void> check_use(const Claim& claim, Instant now) {
    switch (state_of(claim, now)) {
        case ClaimState::waiting: return {};
        case ClaimState::used: return Error{"claim_used", "", "this link was used"};
        case ClaimState::expired: return Error{"claim_expired", "", "this link has expired"};
        case ClaimState::ended: return Error{"claim_ended", "", "this link was ended"};
    }
    return {};
}

Error no_such_link() {
    return {"not_found", "", "there is no such link"};
}

// Of programs that are known, and why there is no link for them yet.
std::string why_not_yet(const std::string& kind) {
    if (kind == "traccar") {
        return "the hub does not understand " + kind + " yet: a device set up for it would be heard by nobody; ";
    }
    if (kind == "meshtastic") {
        return "a gateway of Meshtastic has no certificate of its own, and a link gives nothing else (docs/devices.md "
               "says how it is set up by hand); ";
    }
    return "";
}

}  // namespace

const std::vector<std::string>& kinds() {
    static const std::vector<std::string> all = {"paraat", "owntracks", "atak"};
    return all;
}

Result<void> ClaimStore::check(const Wanted& wanted) {
    if (!is_plain_name(wanted.account)) return Error{"bad_value", "account", no_plain_name(wanted.account)};
    if (wanted.account == "hub" || wanted.account.starts_with("hub-")) {
        return Error{"bad_value", "account", "\"" + wanted.account + "\" is a name of the hub itself"};
    }
    if (std::find(kinds().begin(), kinds().end(), wanted.kind) == kinds().end()) {
        const std::string why = why_not_yet(wanted.kind);
        return Error{"bad_value", "kind",
                     (why.empty() ? "there is no kind \"" + shortened(wanted.kind) + "\"; " : why) +
                         "there is: paraat, owntracks, atak"};
    }
    if (wanted.label.size() > label_most || !is_utf8(wanted.label + "x")) {
        return Error{"bad_value", "label", "a label has at most 64 bytes of UTF-8"};
    }
    if (wanted.valid < claim_valid_least || wanted.valid > claim_valid_most) {
        return Error{"bad_value", "valid", "a link is valid for 1m to 30d"};
    }
    if (wanted.uses < 1 || wanted.uses > claim_uses_most) {
        return Error{"bad_value", "uses", "a link is used 1 to 100 times"};
    }
    return {};
}

Result<ClaimStore::Made> ClaimStore::make(const Wanted& wanted, Instant now) const {
    if (auto sound = check(wanted); !sound) return sound.error();
    if (auto own = check_owner(directory_); !own) return own.error();
    if (auto made = make_private_directory(directory_); !made) return made.error();
    const std::string token = new_token();
    if (token.empty()) return Error{"disk_io", "", "the system gives no random bytes"};
    Claim claim{id_of(token), wanted.account, wanted.kind, wanted.label, now, now + wanted.valid, wanted.uses, {}, {}};
    const StoreLock lock(directory_);
    if (!lock.is_held()) return disk_error("cannot lock", directory_);
    if (auto kept = write(claim); !kept) return kept.error();
    return Made{token, std::move(claim)};
}

Result<Claim> ClaimStore::look(const std::string& token, Instant now) const {
    auto claim = read(id_of(token));
    if (!claim) return claim;
    if (auto may = check_use(*claim, now); !may) return may.error();
    return claim;
}

Result<std::string> ClaimStore::use(const std::string& token, Instant now, const Making& make) const {
    std::error_code ignored;
    if (!fs::exists(directory_, ignored)) return no_such_link();
    const StoreLock lock(directory_);
    if (!lock.is_held()) return disk_error("cannot lock", directory_);
    auto claim = look(token, now);
    if (!claim) return claim.error();
    claim->claimed.push_back(now);
    if (auto kept = write(*claim); !kept) return kept.error();
    auto made = make(*claim);
    if (made) return made;
    claim->claimed.pop_back();
    if (auto back = write(*claim); !back) return back.error();
    return made;
}

Result<std::vector<Claim>> ClaimStore::all() const {
    std::vector<Claim> found;
    std::error_code failed;
    if (!fs::exists(directory_, failed)) return found;
    for (fs::directory_iterator file(directory_, failed), end; !failed && file != end; file.increment(failed)) {
        if (file->path().extension() != ".json") continue;
        auto claim = read(file->path().stem().string());
        if (!claim) return claim.error();
        found.push_back(std::move(*claim));
    }
    if (failed) return Error{"disk_io", "", "cannot read " + directory_.string() + ": " + failed.message()};
    std::sort(found.begin(), found.end(), [](const Claim& a, const Claim& b) {
        return std::tie(a.made, a.account, a.id) < std::tie(b.made, b.account, b.id);
    });
    return found;
}

Result<int> ClaimStore::end(const std::string& account, Instant now) const {
    std::error_code ignored;
    if (!fs::exists(directory_, ignored)) return 0;
    if (auto own = check_owner(directory_); !own) return own.error();
    const StoreLock lock(directory_);
    if (!lock.is_held()) return disk_error("cannot lock", directory_);
    auto claims = all();
    if (!claims) return claims.error();
    int ended = 0;
    for (Claim& claim : *claims) {
        if (claim.account != account || state_of(claim, now) != ClaimState::waiting) continue;
        claim.ended = now;
        if (auto kept = write(claim); !kept) return kept.error();
        ++ended;
    }
    return ended;
}

Result<Claim> ClaimStore::read(const std::string& id) const {
    const fs::path file = directory_ / (id + ".json");
    const auto text = read_file(file, record_most);
    std::error_code ignored;
    if (!text && !fs::exists(file, ignored)) return no_such_link();
    auto claim = read_claim(text.value_or(""));
    if (claim && claim->id == id) return claim;
    return Error{"claim_damaged", "", file.string() + " is no claim link's record; remove it, and make another link"};
}

Result<void> ClaimStore::write(const Claim& claim) const {
    return replace_file(directory_ / (claim.id + ".json"), claim_text(claim));
}

}  // namespace paraat::provision
