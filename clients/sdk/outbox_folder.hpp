#pragma once

#include <filesystem>

#include "clients/sdk/outbox.hpp"
#include "hub/base/digest.hpp"

namespace paraat::sdk {

// Letters as files of a folder, one each: written beside, synced, linked to its name, the folder synced.
// `NUMBER.letter` holds `paraat letter 1`, kind, id, `urgent` or `plain`, the moment in ms, the SHA-256 of those four
// lines and the payload, each on a line, then the payload. Several processes of one account may use a folder at once:
// what two of them send the hub takes once, and what one forgets is what it knew under that number, not what another
// keeps there since. Looks and what follows from them are made one process after another, by a lock on the folder that
// ends with its process; keep() waits for nobody.
class OutboxFolder final : public OutboxStore {
public:
    // Makes the folder, closed to other accounts of the system, if it is missing.
    static Result<OutboxFolder> open(std::filesystem::path folder);

    Result<std::int64_t> keep(const Letter& letter) override;
    Result<void> forget(std::int64_t number) override;
    // What is no letter is put aside as `NUMBER.damaged`, and what the disk does not give now stays where it is, so
    // that the others go on; see damaged() and unread().
    Result<std::map<std::int64_t, Letter>> all() override;

    // Names of the files that were put aside, by this run or before.
    std::vector<std::filesystem::path> damaged() const;
    // Names of the files that all() passed over last, and that lie there still.
    const std::vector<std::filesystem::path>& unread() const { return unread_; }

private:
    explicit OutboxFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path path_of(std::int64_t number) const;
    void put_aside(const std::vector<std::filesystem::path>& files);

    std::filesystem::path folder_;
    std::map<std::int64_t, Sha256> known_;  // by the bytes of the file
    std::vector<std::filesystem::path> unread_;
    std::int64_t newest_ = 0;  // that this process has seen
};

}  // namespace paraat::sdk
