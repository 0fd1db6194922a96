#pragma once

#include <map>
#include <memory>
#include <string>

namespace paraat::app {

// Figures as a Prometheus page (text format 0.0.4). Made anew for each page.
class Metrics {
public:
    using Labels = std::map<std::string, std::string>;

    explicit Metrics(const std::string& hub_version);
    ~Metrics();

    void counter(const std::string& name, const std::string& help, const Labels& labels, std::uint64_t value);
    void gauge(const std::string& name, const std::string& help, const Labels& labels, double value);
    std::string text() const;

private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace paraat::app
