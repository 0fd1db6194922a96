#include "hub/provision/claim_page.hpp"

#include "hub/provision/html.hpp"

namespace paraat::provision {
namespace {

std::string page(const std::string& title, const std::string& body) {
    return "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>" +
           title +
           "</title><style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}"
           "h1{font-size:1.6rem}button{font:inherit;font-weight:600;width:100%;min-height:3.5rem;border-radius:.5rem;"
           "border:0;background:#0b5cad;color:#fff}[lang=en]{color:#444}</style></head><body>" +
           body + "</body></html>\n";
}

std::string both(const std::string& dutch, const std::string& english) {
    return "<p>" + dutch + "</p><p lang=\"en\">" + english + "</p>";
}

}  // namespace

std::string claim_page(const Claim& claim) {
    const std::string name = escaped(claim.label.empty() ? claim.account : claim.label + " (" + claim.account + ")");
    return page("Paraat: " + name, "<h1>" + name + "</h1>" +
                                       both("Dit toestel wordt aangemeld als <b>" + escaped(claim.account) +
                                                "</b>. Bewaar het bestand dat u krijgt; geef het aan niemand.",
                                            "This device becomes <b>" + escaped(claim.account) +
                                                "</b>. Keep the file that you get; give it to nobody.") +
                                       "<form method=\"post\"><button>Aanmelden / Set up</button></form>");
}

std::string no_claim_page(const std::string& code) {
    if (code == "claim_used") {
        return page("Paraat",
                    "<h1>Al gebruikt / Already used</h1>" +
                        both("Deze link is al gebruikt. Was u dat niet? Meld het dan meteen aan uw beheerder.",
                             "This link was used. If that was not you, tell your administrator at once."));
    }
    if (code == "claim_expired") {
        return page("Paraat", "<h1>Verlopen / Expired</h1>" +
                                  both("Deze link is verlopen. Vraag uw beheerder om een nieuwe.",
                                       "This link has expired. Ask your administrator for a new one."));
    }
    if (code == "claim_ended") {
        return page("Paraat", "<h1>Ingetrokken / Withdrawn</h1>" +
                                  both("Deze link is ingetrokken. Vraag uw beheerder om een nieuwe.",
                                       "This link was withdrawn. Ask your administrator for a new one."));
    }
    if (code == "not_found") {
        return page("Paraat", "<h1>Onbekende link / Unknown link</h1>" +
                                  both("Deze link bestaat niet. Is hij helemaal overgenomen?",
                                       "There is no such link. Was all of it copied?"));
    }
    return page("Paraat", "<h1>Het lukt nu niet / Not now</h1>" +
                              both("Er ging iets mis; de link blijft geldig. Probeer het straks weer.",
                                   "Something went wrong; the link stays valid. Try again later."));
}

}  // namespace paraat::provision
