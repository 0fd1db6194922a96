#include "hub/provision/qr_code.hpp"

#include <png.h>
#include <qrencode.h>

#include <memory>

namespace paraat::provision {
namespace {

constexpr int border = 4;  // modules
constexpr int pixels_most = 64;

}  // namespace

Result<QrCode> QrCode::of(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                               &QRcode_free);
    if (!made) return Error{"bad_value", "", "no QR code holds " + std::to_string(text.size()) + " bytes"};
    const int size = made->width + 2 * border;
    std::vector<bool> dark(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    for (int y = 0; y < made->width; ++y) {
        for (int x = 0; x < made->width; ++x) {
            const auto place = static_cast<std::size_t>((y + border) * size + x + border);
            dark[place] = (made->data[y * made->width + x] & 1) != 0;
        }
    }
    return QrCode(size, std::move(dark));
}

bool QrCode::is_dark(int x, int y) const {
    if (x < 0 || y < 0 || x >= size_ || y >= size_) return false;
    return dark_[static_cast<std::size_t>(y * size_ + x)];
}

std::string QrCode::terminal(Ink ink) const {
    const bool has_colours = ink == Ink::colours;
    std::string text;
    for (int y = 0; y < size_; y += 2) {
        if (has_colours) text += "\033[38;5;16;48;5;231m";  // black on white, whatever the terminal's own are
        for (int x = 0; x < size_; ++x) {
            const bool upper = is_dark(x, y) == has_colours;
            const bool lower = is_dark(x, y + 1) == has_colours;
            text += upper ? (lower ? "\u2588" : "\u2580") : (lower ? "\u2584" : " ");
        }
        text += has_colours ? "\033[0m\n" : "\n";
    }
    return text;
}

std::string QrCode::svg() const {
    const std::string size = std::to_string(size_);
    std::string path;
    for (int y = 0; y < size_; ++y) {
        for (int x = 0; x < size_; ++x) {
            if (is_dark(x, y)) path += "M" + std::to_string(x) + " " + std::to_string(y) + "h1v1h-1z";
        }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
           "\" shape-rendering=\"crispEdges\"><rect width=\"" + size + "\" height=\"" + size +
           "\" fill=\"#fff\"/><path d=\"" + path + "\"/></svg>";
}

Result<std::string> QrCode::png(int pixels) const {
    if (pixels < 1 || pixels > pixels_most) return Error{"bad_value", "", "a module is 1 to 64 pixels wide"};
    const int side = size_ * pixels;
    std::vector<unsigned char> grey;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) grey.push_back(is_dark(x / pixels, y / pixels) ? 0 : 255);
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(side);
    image.height = static_cast<png_uint_32>(side);
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t bytes = 0;
    std::string file;
    if (png_image_write_to_memory(&image, nullptr, &bytes, 0, grey.data(), 0, nullptr) != 0) {
        file.resize(bytes);
        if (png_image_write_to_memory(&image, file.data(), &bytes, 0, grey.data(), 0, nullptr) != 0) return file;
    }
    return Error{"bad_value", "", std::string("no PNG: ") + image.message};
}

}  // namespace paraat::provision
