// A plant for tests of the hub as a whole: loaded into it with LD_PRELOAD, it makes the process die of whichever
// message has "plant-a-crash" in its id. It stands in for a fault that nobody knows of yet, where the core is about to
// decide: the ids of new incidents are made there from the message's own, by this function of OpenSSL.
#include <dlfcn.h>

#include <cstdlib>
#include <string_view>

extern "C" int EVP_MAC_update(void* context, const unsigned char* message, std::size_t bytes) {
    const std::string_view text(reinterpret_cast<const char*>(message), bytes);
    if (text.find("plant-a-crash") != std::string_view::npos) std::abort();
    static const auto real = reinterpret_cast<decltype(&EVP_MAC_update)>(dlsym(RTLD_NEXT, "EVP_MAC_update"));
    return real(context, message, bytes);
}
