#pragma once

#include <string>
#include <vector>

namespace paraat::provision {

struct ZipEntry {
    std::string name;  // with '/' between folders
    std::string bytes;
};

// A ZIP file of small files, none of them compressed (PKWARE APPNOTE 6.3, "stored"), dated 1980: the same entries give
// the same bytes. All together less than 4 GiB and 65,536.
std::string zip_file(const std::vector<ZipEntry>& entries);

}  // namespace paraat::provision
