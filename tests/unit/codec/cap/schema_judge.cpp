#include "tests/unit/codec/cap/schema_judge.hpp"

#include <cstdlib>
#include <fstream>

#include "tests/support/folder.hpp"
#include "tests/unit/codec/foreign_table.hpp"

namespace paraat::codec::cap {

std::optional<std::filesystem::path> captured_files() {
    auto files = foreign_data("cap");
    if (!std::filesystem::exists(files / "schema/cap12.xsd")) return std::nullopt;
    return files;
}

std::vector<bool> judged_by_schema(const std::filesystem::path& schema, const std::vector<std::string>& documents) {
    const test::Folder folder;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        std::ofstream(folder.path() / (std::to_string(i) + ".xml"), std::ios::binary) << documents[i];
    }
    const auto verdicts = folder.path() / "verdicts";
    const std::string command = "cd '" + folder.path().string() +
                                "' && ls *.xml | xargs xmllint --nonet --noout --schema '" + schema.string() +
                                "' 2> '" + verdicts.string() + "'";
    [[maybe_unused]] const int code = std::system(command.c_str());  // 3 when one is not valid
    const std::string text = "\n" + test::content_of(verdicts);
    std::vector<bool> valid;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        valid.push_back(text.find("\n" + std::to_string(i) + ".xml validates\n") != std::string::npos);
    }
    return valid;
}

}  // namespace paraat::codec::cap
