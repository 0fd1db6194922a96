#include "hub/base/log.hpp"

#include <gtest/gtest.h>

namespace paraat {
namespace {

TEST(LogText, LeavesAPlainWordBareAndQuotesTheRest) {
    EXPECT_EQ(log_text("put off", {{"client", "radio-2"}, {"why", "no room"}, {"field", ""}}),
              "msg=\"put off\" client=radio-2 why=\"no room\" field=\"\"");
}

TEST(LogText, KeepsWhatLooksLikeAnotherFieldInsideItsValue) {
    EXPECT_EQ(log_text("x", {{"client", "a\" msg=\"b"}, {"kind", "a=b"}}),
              "msg=\"x\" client=\"a\\\" msg=\\\"b\" kind=\"a=b\"");
}

TEST(LogText, EscapesWhatWouldSteerATerminal) {
    EXPECT_EQ(log_text("a\nb", {{"client", "\x1b[2J"},
                                {"why",
                                 "\xc2\x9b"
                                 "2J"}}),
              "msg=\"a\\nb\" client=\"\\x1b[2J\" why=\"\\x9b2J\"");
}

TEST(LogText, ShowsLettersOfAllLanguagesButNotWhatIsNoText) {
    EXPECT_EQ(log_text("caf\xc3\xa9", {{"why", "\xc3\xa9\xff"}}), "msg=\"caf\xc3\xa9\" why=\"\\xc3\\xa9\\xff\"");
}

std::string logged;

TEST(Log, GoesToStderrUntilASinkIsInstalled) {
    testing::internal::CaptureStderr();
    log_warn("put off", {{"why", "no room"}});
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "warn msg=\"put off\" why=\"no room\"\n");
    install_log_sink([](LogLevel level, std::string_view message, const LogFields& fields) {
        logged = std::string(word(level)) + " " + log_text(message, fields);
    });
    log_error("broken", {{"port", "1"}});
    EXPECT_EQ(logged, "error msg=\"broken\" port=1");
}

}  // namespace
}  // namespace paraat
