#include "hub/provision/sheets.hpp"

#include "hub/provision/html.hpp"
#include "hub/provision/qr_code.hpp"

namespace paraat::provision {
namespace {

constexpr const char* head =
    "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Paraat</title><style>"
    "@page{size:A4;margin:10mm}body{margin:0;font:10pt/1.35 system-ui,sans-serif}"
    ".card{box-sizing:border-box;width:50%;height:68mm;float:left;padding:4mm;border:.2mm dashed #999;"
    "break-inside:avoid;overflow:hidden}.card svg{width:44mm;height:44mm;float:left;margin-right:3mm}"
    "h2{margin:0 0 1mm;font-size:13pt;overflow-wrap:anywhere}p{margin:0 0 1mm}.en{color:#444}"
    ".url{clear:both;font:7pt monospace;overflow-wrap:anywhere}</style></head><body>\n";

std::string card_text(const SheetCard& card, const QrCode& code) {
    return "<section class=\"card\">" + code.svg() + "<h2>" + escaped(card.label.empty() ? card.account : card.label) +
           "</h2><p><b>" + escaped(card.account) +
           "</b></p><p>1. Scan de code. 2. Druk op Aanmelden. 3. Open het bestand.</p>"
           "<p class=\"en\">1. Scan the code. 2. Press Set up. 3. Open the file.</p><p>Tot / until " +
           escaped(card.until) + "</p><p class=\"url\">" + escaped(card.url) + "</p></section>\n";
}

}  // namespace

Result<std::string> sheets_page(const std::vector<SheetCard>& cards) {
    std::string page = head;
    for (const SheetCard& card : cards) {
        const auto code = QrCode::of(card.url);
        if (!code) return code.error();
        page += card_text(card, *code);
    }
    return page + "</body></html>\n";
}

}  // namespace paraat::provision
