#include "hub/provision/qr_code.hpp"

#include <gtest/gtest.h>
#include <png.h>

namespace paraat::provision {
namespace {

const std::string link_text = "https://hub.example.nl/p/0123456789abcdefghjkmnpqrs";

// The ring of a finder pattern (ISO/IEC 18004, 6.3.3), whose corner is here.
bool has_finder_at(const QrCode& code, int x, int y) {
    for (int i = 0; i < 7; ++i) {
        const bool is_ring = code.is_dark(x + i, y) && code.is_dark(x + i, y + 6) && code.is_dark(x, y + i) &&
                             code.is_dark(x + 6, y + i);
        if (!is_ring) return false;
    }
    return !code.is_dark(x + 1, y + 1) && code.is_dark(x + 3, y + 3);
}

TEST(QrCode, HasItsThreeCornersInAQuietBorder) {
    const auto code = QrCode::of(link_text);
    ASSERT_TRUE(code);
    const int far = code->size() - 4 - 7;
    EXPECT_TRUE(has_finder_at(*code, 4, 4) && has_finder_at(*code, far, 4) && has_finder_at(*code, 4, far));
    EXPECT_FALSE(has_finder_at(*code, far, far));
    for (int i = 0; i < code->size(); ++i) {
        for (int edge = 0; edge < 4; ++edge) EXPECT_FALSE(code->is_dark(i, edge) || code->is_dark(edge, i));
    }
}

TEST(QrCode, PictureIsTheSameCode) {
    const auto code = QrCode::of(link_text);
    const auto file = code->png(3);
    ASSERT_TRUE(file);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    ASSERT_NE(png_image_begin_read_from_memory(&image, file->data(), file->size()), 0);
    image.format = PNG_FORMAT_GRAY;
    std::vector<unsigned char> grey(PNG_IMAGE_SIZE(image));
    ASSERT_NE(png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr), 0);
    const int side = code->size() * 3;
    ASSERT_EQ(static_cast<int>(image.width), side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            ASSERT_EQ(grey[static_cast<std::size_t>(y * side + x)] == 0, code->is_dark(x / 3, y / 3)) << x << " " << y;
        }
    }
}

TEST(QrCode, TerminalShowsTwoModulesInACharacter) {
    const auto code = QrCode::of(link_text);
    const std::string plain = code->terminal(QrCode::Ink::none);
    EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), (code->size() + 1) / 2);
    EXPECT_EQ(plain.find('\033'), std::string::npos);
    EXPECT_EQ(plain.substr(0, 3), "\u2588");  // the border is light
    EXPECT_NE(code->terminal(QrCode::Ink::colours).find("\033[0m\n"), std::string::npos);
}

TEST(QrCode, TextThatNoneHoldsIsRefused) {
    EXPECT_EQ(QrCode::of(std::string(4'000, 'x')).error().code, "bad_value");
    EXPECT_EQ(QrCode::of("x")->png(0).error().code, "bad_value");
    EXPECT_EQ(QrCode::of("x")->png(65).error().code, "bad_value");
}

}  // namespace
}  // namespace paraat::provision
