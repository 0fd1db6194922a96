#include "hub/codec/p2000/dispatch.hpp"

#include <algorithm>

#include "hub/codec/p2000/letters.hpp"
#include "hub/codec/p2000/words.hpp"

namespace paraat::codec::p2000 {
namespace {

Service service_of(std::string_view capcode) {
    if (capcode.size() != 7) return Service::unknown;
    if (capcode.starts_with("1735")) return Service::lifeboat;  // the coast guard's
    switch (capcode[2]) {
        case '0':
        case '1': return Service::fire;
        case '2': return Service::ambulance;
        case '3': return Service::police;
        default: return Service::unknown;
    }
}

}  // namespace

std::string Dispatch::gist() const {
    return lower(class_words + "|" + road + "|" + street + "|" + house_number + "|" + postcode + "|" + place);
}

Dispatch understand(std::string_view text, const Tables& tables) {
    Dispatch dispatch;
    Words words = take_brackets(text, dispatch);
    take_flags(words, dispatch);
    if (dispatch.is_test) return dispatch;
    take_priority(words, dispatch);
    take_numbers(words, dispatch);
    take_units(words, dispatch, tables);
    take_class(words, dispatch, tables);
    if (!dispatch.is_dispatch()) return dispatch;
    if (dispatch.class_name.empty() && dispatch.service == Service::fire) {
        dispatch.degraded.push_back({"class", "its words are not known"});
    }
    take_place(words, dispatch, tables);
    return dispatch;
}

Dispatch understand(const Page& page, const Tables& tables) {
    Dispatch dispatch = understand(page.text, tables);
    if (page.part == PagePart::goes_on) dispatch.is_fragment = true;
    for (const std::string& capcode : page.capcodes) {
        if (dispatch.service != Service::unknown) break;
        dispatch.service = service_of(capcode);
        dispatch.is_service_by_capcode = dispatch.service != Service::unknown;
    }
    return dispatch;
}

}  // namespace paraat::codec::p2000
