#include "hub/app/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace paraat::app {

struct Metrics::Registry {
    prometheus::Registry registry{prometheus::Registry::InsertBehavior::Merge};
};

Metrics::Metrics(const std::string& hub_version) : registry_(std::make_unique<Registry>()) {
    gauge("paraat_build_info", "which hub this is", {{"version", hub_version}}, 1);
}

Metrics::~Metrics() = default;

void Metrics::counter(const std::string& name, const std::string& help, const Labels& labels, std::uint64_t value) {
    prometheus::BuildCounter()
        .Name(name)
        .Help(help)
        .Register(registry_->registry)
        .Add(labels)
        .Increment(static_cast<double>(value));
}

void Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels, double value) {
    prometheus::BuildGauge().Name(name).Help(help).Register(registry_->registry).Add(labels).Set(value);
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(registry_->registry.Collect());
}

}  // namespace paraat::app
