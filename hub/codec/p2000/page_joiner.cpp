#include "hub/codec/p2000/page_joiner.hpp"

#include <algorithm>

namespace paraat::codec::p2000 {
namespace {

bool is_within(Instant a, Instant b, Milliseconds span) {
    return (a < b ? b - a : a - b) <= span;
}

void add_codes(std::vector<std::string>& to, const std::vector<std::string>& from) {
    for (const std::string& code : from) {
        const bool is_new = std::find(to.begin(), to.end(), code) == to.end();
        if (is_new && to.size() < capcodes_most) to.push_back(code);
    }
}

bool share_number(const std::vector<Number>& a, const std::vector<Number>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const Number& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

bool is_piece(const Page& page) {
    return page.part == PagePart::goes_on || page.part == PagePart::last;
}

// Receivers show whole seconds, so what was sent within a span may arrive so much later than that.
constexpr std::chrono::seconds shown_step{1};

JoinedPage as_fragment(JoinedPage joined, const std::string& why) {
    joined.dispatch.is_fragment = true;
    joined.dispatch.degraded.push_back({"text", why});
    return joined;
}

// Sent once: the second of the receiver's clock tells two pages of the same words apart.
bool is_same(const Page& a, const Page& b) {
    return a.text == b.text && a.part == b.part && a.capcodes == b.capcodes && a.received == b.received;
}

// Whether more of it is to come. A receiver that says that a page is whole knows.
bool goes_on(const Page& page, const Dispatch& dispatch) {
    return page.part == PagePart::goes_on || (page.part == PagePart::unsaid && dispatch.is_fragment);
}

}  // namespace

JoinedPage PageJoiner::take(Page page, PageTimes when) {
    if (page.kind != PageKind::text) return JoinedPage{Joining::fresh, ++last_, std::nullopt, page, {}};
    Dispatch dispatch = understand(page, tables_);
    if (is_held(page)) return JoinedPage{Joining::held, 0, std::nullopt, std::move(page), std::move(dispatch)};
    if (is_joined(page))
        return JoinedPage{Joining::repeat, ++last_, std::nullopt, std::move(page), std::move(dispatch)};
    HeldPiece newest{page, when.arrived};
    std::vector<HeldPiece> pieces = put_behind(page, dispatch, when.shown);
    if (!pieces.empty()) dispatch = understand(page, tables_);
    if (!goes_on(page, dispatch)) {
        if (!pieces.empty()) joined_.push_back(newest.page);
        for (HeldPiece& piece : pieces) joined_.push_back(std::move(piece.page));
        while (joined_.size() > limits_.joined_most) joined_.pop_front();
        return settle(std::move(page), when.shown);
    }
    if (held_.size() >= limits_.held_most) {
        return as_fragment(settle(std::move(page), when.shown), "too many pages wait for their rest");
    }
    pieces.push_back(std::move(newest));
    held_.push_back({when, page, std::move(pieces)});
    return JoinedPage{Joining::held, 0, std::nullopt, std::move(page), std::move(dispatch)};
}

bool PageJoiner::is_held(const Page& page) const {
    const auto is_it = [&](const HeldPiece& piece) { return is_same(piece.page, page); };
    return std::any_of(held_.begin(), held_.end(),
                       [&](const Held& held) { return std::any_of(held.pieces.begin(), held.pieces.end(), is_it); });
}

bool PageJoiner::is_joined(const Page& page) const {
    return page.received &&
           std::any_of(joined_.begin(), joined_.end(), [&](const Page& piece) { return is_same(piece, page); });
}

std::vector<HeldPiece> PageJoiner::held() const {
    std::vector<HeldPiece> all;
    for (const Held& held : held_) all.insert(all.end(), held.pieces.begin(), held.pieces.end());
    return all;
}

std::vector<HeldPiece> PageJoiner::put_behind(Page& page, const Dispatch& dispatch, Instant at) {
    if (!is_piece(page) && (page.part != PagePart::unsaid || dispatch.is_dispatch())) return {};
    const auto begun = std::find_if(held_.begin(), held_.end(), [&](const Held& held) {
        return held.page.capcodes == page.capcodes && is_within(held.when.shown, at, limits_.piece_within) &&
               held.page.text.size() + page.text.size() <= limits_.text_most;
    });
    if (begun == held_.end()) return {};
    begun->page.text += page.text;
    begun->page.part = page.part == PagePart::last ? PagePart::whole : page.part;
    begun->page.degraded.insert(begun->page.degraded.end(), page.degraded.begin(), page.degraded.end());
    page = std::move(begun->page);
    std::vector<HeldPiece> pieces = std::move(begun->pieces);
    held_.erase(begun);
    return pieces;
}

JoinedPage PageJoiner::settle(Page page, Instant at) {
    JoinedPage joined{Joining::fresh, 0, std::nullopt, std::move(page), {}};
    if (Known* known = earlier(joined.page.text, at)) {
        joined.kind = is_within(known->at, at, limits_.same_within) ? Joining::same : Joining::repeat;
        joined.of = known->number;
        if (joined.kind == Joining::same) {
            add_codes(known->capcodes, joined.page.capcodes);
            joined.page.capcodes = known->capcodes;
        }
    }
    joined.dispatch = understand(joined.page, tables_);
    if (joined.page.part == PagePart::last) {
        joined.dispatch.is_fragment = true;
        joined.dispatch.degraded.push_back({"text", "its beginning did not come"});
    }
    joined.number = ++last_;
    if (joined.kind == Joining::fresh && joined.dispatch.is_withdrawal) {
        joined.kind = Joining::withdrawal;
        if (const Known* of = withdrawn(joined.dispatch, at)) joined.of = of->number;
    }
    if (!joined.of || joined.kind == Joining::withdrawal) remember(joined, at);
    return joined;
}

PageJoiner::Known* PageJoiner::earlier(const std::string& text, Instant at) {
    const auto found = std::find_if(known_.rbegin(), known_.rend(), [&](const Known& known) {
        return is_within(known.at, at, limits_.repeat_within) && known.text == text;
    });
    return found == known_.rend() ? nullptr : &*found;
}

const PageJoiner::Known* PageJoiner::withdrawn(const Dispatch& dispatch, Instant at) const {
    const std::string gist = dispatch.gist();
    const bool has_place = !dispatch.place.empty() || !dispatch.street.empty() || !dispatch.road.empty();
    const auto newest = [&](const auto& fits) {
        const auto found = std::find_if(known_.rbegin(), known_.rend(), [&](const Known& known) {
            return !known.is_withdrawal && is_within(known.at, at, limits_.withdrawal_within) && fits(known);
        });
        return found == known_.rend() ? nullptr : &*found;
    };
    if (const Known* by_number =
            newest([&](const Known& known) { return share_number(known.numbers, dispatch.numbers); })) {
        return by_number;
    }
    return has_place ? newest([&](const Known& known) { return known.gist == gist; }) : nullptr;
}

void PageJoiner::remember(const JoinedPage& joined, Instant at) {
    known_.push_back({joined.number, at, joined.page.text, joined.page.capcodes, joined.dispatch.numbers,
                      joined.dispatch.gist(), joined.dispatch.is_withdrawal});
    if (known_.size() > limits_.pages_most) known_.pop_front();
}

std::vector<JoinedPage> PageJoiner::overdue(Instant now) {
    return release(now - limits_.piece_within - shown_step, "its rest did not come");
}

std::vector<JoinedPage> PageJoiner::let_go() {
    return release(never, "its rest was not waited for");
}

std::vector<JoinedPage> PageJoiner::release(Instant arrived_until, const std::string& why) {
    std::vector<JoinedPage> over;
    for (auto held = held_.begin(); held != held_.end();) {
        if (held->when.arrived > arrived_until) {
            ++held;
            continue;
        }
        over.push_back(as_fragment(settle(std::move(held->page), held->when.shown), why));
        held = held_.erase(held);
    }
    return over;
}

}  // namespace paraat::codec::p2000
