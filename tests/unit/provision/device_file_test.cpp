#include "hub/provision/device_file.hpp"

#include <gtest/gtest.h>

namespace paraat::provision {
namespace {

TEST(DeviceFile, IsReadAsItWasWritten) {
    const DeviceFile file{"radio-7", "hub.example", 8883, "oov", "root\n", "own\n", "key\n", ""};
    const auto read = read_device_file(device_text(file));
    ASSERT_TRUE(read);
    EXPECT_EQ(device_text(*read), device_text(file));
}

TEST(DeviceFile, WhatCouldNameAnotherFileOrNowhereIsRefused) {
    const DeviceFile good{"radio-7", "hub.example", 8883, "oov", "root", "own", "key", ""};
    DeviceFile path = good, nowhere = good, port = good, half = good;
    path.account = "../radio-7";
    nowhere.host = "";
    port.port = 70'000;
    half.key = "";
    for (const DeviceFile& wrong : {path, nowhere, port, half}) EXPECT_FALSE(read_device_file(device_text(wrong)));
    for (const char* text : {"{\"account\":\"a\",\"host\":\"b\",\"port\":4294975979}", "", "[]", "{}",
                             "{\"port\":\"8883\"}", "{\"account\":7,\"port\":1}"}) {
        EXPECT_EQ(read_device_file(text).error().code, "not_a_device_file") << text;
    }
}

}  // namespace
}  // namespace paraat::provision
