#include "hub/app/tak_log.hpp"

#include "hub/app/secrecy.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds a_line_every = std::chrono::minutes{1};

const char* sentence_of(TakLog::Reason reason) {
    switch (reason) {
        case TakLog::Reason::replaced: return "sessions of a TAK account made room for newer ones of it";
        case TakLog::Reason::refused: return "sessions of a TAK account were refused: too many new ones in a minute";
        case TakLog::Reason::revoked: return "a revoked TAK client is cut off";
    }
    return "";
}

}  // namespace

void TakLog::note(const core::Organisation& organisation, const core::ClientName& account, Reason reason) {
    if (may_be_named(organisation, account)) ++kept_[{account, reason}].times;
}

void TakLog::write(const core::Organisation& organisation, Instant now) {
    for (const Line& line : due(organisation, now)) {
        const LogFields fields{{"client", line.account.text}, {"times", std::to_string(line.times)}};
        if (line.reason == Reason::revoked) log_info(sentence_of(line.reason), fields);
        if (line.reason != Reason::revoked) log_warn(sentence_of(line.reason), fields);
    }
}

std::vector<TakLog::Line> TakLog::due(const core::Organisation& organisation, Instant now) {
    std::vector<Line> lines;
    for (auto one = kept_.begin(); one != kept_.end();) {
        auto& [key, kept] = *one;
        const bool is_rested = !kept.written_at || now - *kept.written_at >= a_line_every;
        const bool is_over = is_rested && (kept.times == 0 || !may_be_named(organisation, key.first));
        if (is_over) {
            one = kept_.erase(one);
            continue;
        }
        if (is_rested) {
            lines.push_back({key.first, key.second, std::exchange(kept.times, 0)});
            kept.written_at = now;
        }
        ++one;
    }
    return lines;
}

}  // namespace paraat::app
