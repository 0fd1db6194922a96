#include "hub/base/owner.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace paraat {

Result<void> check_owner(const std::filesystem::path& directory) {
    struct stat seen {};
    if (::stat(directory.c_str(), &seen) != 0 || seen.st_uid == ::geteuid()) return {};
    const passwd* entry = ::getpwuid(seen.st_uid);
    const std::string owner = entry != nullptr ? entry->pw_name : std::to_string(seen.st_uid);
    return Error{"not_owner", "",
                 directory.string() + " belongs to " + owner + ": do this as that user, e.g. by sudo -u " + owner};
}

}  // namespace paraat
