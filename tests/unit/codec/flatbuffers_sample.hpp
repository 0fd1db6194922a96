#pragma once

#include <string>

#include "schemas/report_generated.h"

namespace paraat::codec {

inline std::string bytes_of(const flatbuffers::FlatBufferBuilder& builder) {
    return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

// full_report in FlatBuffers.
inline std::string flat_report() {
    flatbuffers::FlatBufferBuilder builder;
    const auto address = wire::CreateAddressDirect(builder, "Coolsingel", "40", "3011 AD", "Rotterdam", "back door");
    const auto reporter = wire::CreateReporterDirect(builder, "J. Jansen", "0612345678", false);
    const std::vector tags{builder.CreateString("firearm")};
    const std::vector references{wire::CreateReferenceDirect(builder, "gms", "20251124-17")};
    const std::vector attachments{wire::CreateAttachmentDirect(builder, "ab12", "image/jpeg", "https://files/1")};
    const std::vector attributes{wire::CreateKeyValueDirect(builder, "colour", "red")};
    wire::FinishReportBuffer(
        builder,
        wire::CreateReportDirect(builder, "t1", 1763940000000, 1763939940000, "drug_dealing", wire::Severity::serious,
                                 "two men at a car", 51.92, 4.48, 10, address, "centrum", "mall-7", &tags, 4, reporter,
                                 &references, "VKWEHA", &attachments, false, true, &attributes));
    return bytes_of(builder);
}

}  // namespace paraat::codec
