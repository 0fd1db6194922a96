#include "hub/foreign/p2000_inputs.hpp"

#include <utility>

#include "hub/codec/p2000/to_report.hpp"
#include "hub/foreign/spoken.hpp"
#include "hub/foreign/written_report.hpp"

namespace paraat::foreign {
namespace {

namespace p2000 = codec::p2000;

constexpr std::size_t lines_most = 1'000;  // of one message
constexpr std::size_t feeds_most = 16;     // receivers whose pages are remembered

Result<p2000::Page> read_any(std::string_view line) {
    const bool is_row = !line.starts_with("FLEX") && line.find('\t') != std::string_view::npos;
    return is_row ? p2000::read_scraped_row(line) : p2000::read_line(line);
}

const char* why_no_report(p2000::NoReport why) {
    switch (why) {
        case p2000::NoReport::test: return "it is a test";
        case p2000::NoReport::withdrawal:
            return "it withdraws what was sent before; whether that is over a person says";
        case p2000::NoReport::repeat: return "it was sent before";
        case p2000::NoReport::same: return "it was sent to others at the same time";
        case p2000::NoReport::held: return "more of it is to come";
        case p2000::NoReport::numeric: return "it is a number to call";
        case p2000::NoReport::tone: return "it is a tone alone";
        case p2000::NoReport::unknown_kind: return "it is of no known type";
        case p2000::NoReport::no_dispatch: return "it sends nobody anywhere";
    }
    return "";
}

// The same for the same page, also after a restart.
std::string id_of_page(const p2000::Page& page) {
    std::string name = page.text;
    if (page.received) {
        const p2000::CivilTime& at = *page.received;
        for (const int part : {at.year, at.month, at.day, at.hour, at.minute, at.second}) {
            name += "\n" + std::to_string(part);
        }
    }
    return id_of("p2000", name);
}

// Of several pages what the message is to whoever looks after receivers; of one its service.
void count_pages(std::size_t pages, Interpretation& made) {
    if (pages > 1) made.what = std::to_string(pages) + " pages";
}

}  // namespace

std::optional<Instant> P2000Inputs::moment_of(const p2000::Page& page) const {
    if (!page.received) return std::nullopt;
    return p2000::moment_of(*page.received, offset_);
}

Interpretation P2000Inputs::read(const Heard& heard) {
    Interpretation made;
    made.format = Format::p2000;
    made.client = heard.sender;
    if (Feed* feed = feed_of(heard.sender)) {
        take_lines(heard, *feed, made);
        return made;
    }
    // It holds nothing, so that nothing is left in it.
    p2000::PageJoiner::Limits limits;
    limits.held_most = 0;
    Feed passing{p2000::PageJoiner(tables_, limits)};
    take_lines(heard, passing, made);
    return made;
}

// Of a receiver that nothing is held of only the pages are forgotten, whose repeats the journal knows.
P2000Inputs::Feed* P2000Inputs::feed_of(const core::ClientName& receiver) {
    if (const auto known = feeds_.find(receiver); known != feeds_.end()) return &known->second;
    if (feeds_.size() >= feeds_most) {
        auto quietest = feeds_.end();
        for (auto feed = feeds_.begin(); feed != feeds_.end(); ++feed) {
            if (feed->second.joiner.is_holding()) continue;
            if (quietest == feeds_.end() || feed->second.heard < quietest->second.heard) quietest = feed;
        }
        if (quietest == feeds_.end()) return nullptr;
        feeds_.erase(quietest);
    }
    return &feeds_.emplace(receiver, Feed{p2000::PageJoiner(tables_)}).first->second;
}

void P2000Inputs::take_lines(const Heard& heard, Feed& feed, Interpretation& made) {
    feed.topic = heard.topic;
    feed.heard = heard.now;
    std::size_t lines = 0;
    std::size_t pages = 0;
    std::optional<Error> fault;
    for (std::string_view rest = heard.payload; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty()) continue;
        if (++lines > lines_most) {
            made.remarks.push_back({"", "it has more lines than are read of one message; the others were left"});
            made.is_degraded = true;
            break;
        }
        if (auto taken = take_line(line, heard, feed, made); taken) {
            ++pages;
        } else if (!fault) {
            fault = taken.error();
        }
    }
    count_pages(pages, made);
    if (pages == 0) {
        made.refused = fault.value_or(Error{"unreadable", "", "it has no line of a pager receiver"});
    } else if (fault) {
        made.remarks.push_back({fault->field, "a line was left: " + fault->message});
        made.is_degraded = true;
    }
}

Result<void> P2000Inputs::take_line(std::string_view line, const Heard& heard, Feed& feed, Interpretation& made) {
    auto page = read_any(line);
    if (!page) return page.error();
    const auto shown = moment_of(*page);
    if (shown) feed.ahead = *shown - heard.now;
    const std::size_t said = made.sayings.size();
    const std::string own_text = page->text;
    const p2000::JoinedPage joined =
        feed.joiner.take(std::move(*page), {shown.value_or(heard.now + feed.ahead), heard.now});
    tell(joined, heard.sender, made);
    if (made.sayings.size() == said) return {};
    const bool is_of_pieces = joined.page.text != own_text;
    made.sayings.back().original = is_of_pieces ? p2000::write_line(joined.page) : std::string(line);
    return {};
}

void P2000Inputs::tell(const p2000::JoinedPage& joined, const core::ClientName& client, Interpretation& made) const {
    made.what = word(joined.dispatch.service);
    const p2000::Told told = p2000::to_report(joined, tables_, moment_of(joined.page));
    if (!told.report) {
        const bool is_repeat = told.why == p2000::NoReport::repeat || told.why == p2000::NoReport::same;
        made.remarks.push_back({"", why_no_report(*told.why)});
        made.is_repeat = is_repeat && made.sayings.empty();
        return;
    }
    for (const codec::Remarks* remarks : {&joined.page.degraded, &joined.dispatch.degraded}) {
        made.remarks.insert(made.remarks.end(), remarks->begin(), remarks->end());
        if (!remarks->empty()) made.is_degraded = true;
    }
    const std::string id = id_of_page(joined.page);
    made.is_repeat = false;
    made.sayings.push_back({client, core::InputKind::report, written_report(id, *told.report), id});
}

void P2000Inputs::tell_late(const core::ClientName& client, const Feed& feed,
                            const std::vector<p2000::JoinedPage>& pages, std::vector<Late>& late) const {
    for (const p2000::JoinedPage& joined : pages) {
        Late one{feed.topic, p2000::write_line(joined.page), {}};
        one.found.format = Format::p2000;
        one.found.client = client;
        tell(joined, client, one.found);
        late.push_back(std::move(one));
    }
}

std::vector<HeldLine> P2000Inputs::held() const {
    std::vector<HeldLine> all;
    for (const auto& [client, feed] : feeds_) {
        for (const p2000::HeldPiece& piece : feed.joiner.held()) {
            all.push_back({client, feed.topic, piece.arrived, p2000::write_line(piece.page)});
        }
    }
    return all;
}

void P2000Inputs::hold_again(const std::vector<HeldLine>& held) {
    for (const HeldLine& one : held) {
        Interpretation made =
            read({one.topic, one.line, one.receiver, core::InputKind::report, true, one.arrived, "p2000"});
        if (!made.sayings.empty()) not_held_again_.push_back({one.topic, one.line, std::move(made)});
    }
}

std::vector<Late> P2000Inputs::overdue(Instant now) {
    std::vector<Late> late = std::exchange(not_held_again_, {});
    for (auto& [client, feed] : feeds_) tell_late(client, feed, feed.joiner.overdue(now), late);
    return late;
}

std::vector<Late> P2000Inputs::let_go() {
    std::vector<Late> late = std::exchange(not_held_again_, {});
    for (auto& [client, feed] : feeds_) tell_late(client, feed, feed.joiner.let_go(), late);
    return late;
}

}  // namespace paraat::foreign
