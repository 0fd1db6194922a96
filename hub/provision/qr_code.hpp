#pragma once

#include <string>
#include <vector>

#include "hub/base/result.hpp"

namespace paraat::provision {

// A text as a QR code (ISO/IEC 18004), by libqrencode, with the quiet border that readers need.
class QrCode {
public:
    // Error correction M: a sheet may be creased. Refused: `bad_value`, for a text that none holds.
    static Result<QrCode> of(const std::string& text);

    int size() const { return size_; }  // modules on a side, with the border
    bool is_dark(int x, int y) const;   // false outside

    enum class Ink { colours, none };
    // Two modules in a character. Without colours it is drawn for light letters on a dark ground.
    std::string terminal(Ink ink) const;
    std::string svg() const;
    // A grey image, each module so many pixels wide. Refused: `bad_value`.
    Result<std::string> png(int pixels) const;

private:
    QrCode(int size, std::vector<bool> dark) : size_(size), dark_(std::move(dark)) {}

    int size_;
    std::vector<bool> dark_;
};

}  // namespace paraat::provision
