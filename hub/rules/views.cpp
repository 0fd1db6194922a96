#include "hub/rules/views.hpp"

#include <algorithm>
#include <functional>

#include "hub/base/check.hpp"
#include "hub/rules/local_time.hpp"

namespace paraat::rules {
namespace {

using cel::Value;

Value::List texts(const auto& values) {
    Value::List list;
    for (const auto& value : values) list.emplace_back(value);
    return list;
}

Value::List name_texts(const auto& names) {
    Value::List list;
    for (const auto& name : names) list.emplace_back(name.text);
    return list;
}

bool says_something(const Value& value) {
    if (const auto* text = value.as<std::string>()) return !text->empty();
    return value.list() == nullptr || !value.list()->empty();
}

class ReportView : public cel::Object {
public:
    ReportView(const core::Report& report, const core::Incident& incident, const core::ClientName& client)
        : report_(report), incident_(incident), client_(client) {}

    Value field(std::string_view name) const override {
        if (name == "category") return Value{report_.category.text};
        // Absent means the category's, which the incident has.
        if (name == "severity") return Value{std::string(word(report_.severity.value_or(incident_.severity)))};
        if (name == "text") return Value{report_.text};
        if (name == "tags") return Value{texts(report_.tags)};
        if (name == "persons") return Value{std::int64_t{report_.persons.value_or(0)}};
        if (name == "area") return Value{report_.area};
        if (name == "contract") return Value{report_.contract};
        if (name == "client") return Value{client_.text};
        if (name == "exercise") return Value{report_.exercise};
        if (name == "covert") return Value{report_.covert};
        if (name == "lmc") return Value{report_.lmc};
        if (name == "has_position") return Value{report_.position.has_value()};
        Value::Map attributes;
        for (const auto& [key, value] : report_.attributes) attributes[key] = Value{value};
        return Value{std::move(attributes)};
    }
    bool has(std::string_view name) const override {
        if (name == "severity") return report_.severity.has_value();
        if (name == "persons") return report_.persons.has_value();
        if (name == "attributes") return !report_.attributes.empty();
        return says_something(field(name));
    }

private:
    const core::Report& report_;
    const core::Incident& incident_;
    const core::ClientName& client_;
};

class IncidentView : public cel::Object {
public:
    IncidentView(const core::Incident& incident, Instant now) : incident_(incident), now_(now) {}

    Value field(std::string_view name) const override {
        if (name == "category") return Value{incident_.category.text};
        if (name == "severity") return Value{std::string(word(incident_.severity))};
        if (name == "status") return Value{std::string(word(incident_.status))};
        if (name == "priority") return Value{std::int64_t{incident_.priority}};
        if (name == "reports") return Value{std::int64_t{incident_.reports}};
        if (name == "persons") return Value{std::int64_t{incident_.persons}};
        if (name == "tags") return Value{texts(incident_.tags)};
        if (name == "area") return Value{incident_.area};
        if (name == "areas") return Value{texts(incident_.areas)};
        if (name == "contract") return Value{incident_.contract};
        if (name == "reporter") return Value{incident_.opened_by.text};
        if (name == "opened_at") return Value{incident_.opened_at};
        if (name == "newest_report_at") return Value{incident_.newest_report_at};
        if (name == "age") return Value{now_ - incident_.opened_at};
        if (name == "quiet_for") return Value{now_ - incident_.newest_report_at};
        if (name == "acked") return Value{incident_.is_acked()};
        if (name == "escalated") return Value{incident_.is_escalated()};
        if (name == "claimed") return Value{!incident_.claimed_by.empty()};
        if (name == "exercise") return Value{incident_.is_exercise};
        if (name == "teams") return Value{name_texts(incident_.teams)};
        if (name == "units") return Value{units()};
        return Value{name_texts(incident_.divisions)};
    }
    bool has(std::string_view name) const override { return says_something(field(name)); }
    const void* identity() const override { return &incident_; }

private:
    // That are at it.
    Value::List units() const {
        Value::List list;
        for (const auto& [unit, progress] : incident_.units) {
            if (progress.state != core::UnitState::left) list.emplace_back(unit.text);
        }
        return list;
    }

    const core::Incident& incident_;
    Instant now_;
};

class HeardView : public cel::Object {
public:
    explicit HeardView(const core::ReportHeard& report) : report_(report) {}

    Value field(std::string_view name) const override {
        if (name == "at") return Value{report_.at};
        return Value{name == "client" ? report_.client.text : report_.category.text};
    }
    bool has(std::string_view) const override { return true; }
    const void* identity() const override { return &report_; }

private:
    const core::ReportHeard& report_;
};

class UnitView : public cel::Object {
public:
    explicit UnitView(core::UnitSeen unit) : unit_(std::move(unit)) {}

    Value field(std::string_view name) const override {
        if (name == "name") return Value{unit_.name.text};
        if (name == "team") return Value{unit_.team.text};
        if (name == "division") return Value{unit_.division.text};
        if (name == "presence") return Value{std::string(word(unit_.presence))};
        if (name == "status") return Value{unit_.status ? std::string(word(*unit_.status)) : ""};
        if (name == "metres") return Value{unit_.metres.value_or(0)};
        if (name == "position_age") return Value{unit_.position_age};
        if (name == "on_duty") return Value{is_on_duty(unit_)};
        return Value{unit_.is_assigned};
    }
    bool has(std::string_view name) const override {
        if (name == "metres" || name == "position_age") return unit_.metres.has_value();
        if (name == "status") return unit_.status.has_value();
        return says_something(field(name));
    }

private:
    core::UnitSeen unit_;
};

class TeamView : public cel::Object {
public:
    TeamView(std::string name, std::string division, std::vector<core::UnitSeen> members)
        : name_(std::move(name)), division_(std::move(division)), members_(std::move(members)) {}

    Value field(std::string_view name) const override {
        if (name == "name") return Value{name_};
        if (name == "division") return Value{division_};
        if (name == "on_duty") return Value{count(is_on_duty)};
        if (name == "available") {
            return Value{count([](const core::UnitSeen& unit) { return unit.status == core::UnitStatus::available; })};
        }
        Value::List units;
        for (const core::UnitSeen& unit : members_) units.push_back(view_of(unit));
        return Value{std::move(units)};
    }
    bool has(std::string_view name) const override { return says_something(field(name)); }

private:
    std::int64_t count(const std::function<bool(const core::UnitSeen&)>& which) const {
        return std::count_if(members_.begin(), members_.end(), which);
    }

    std::string name_;
    std::string division_;
    std::vector<core::UnitSeen> members_;
};

class LocalTimeView : public cel::Object {
public:
    explicit LocalTimeView(LocalTime time) : time_(std::move(time)) {}

    Value field(std::string_view name) const override {
        if (name == "year") return Value{time_.year};
        if (name == "month") return Value{time_.month};
        if (name == "day") return Value{time_.day};
        if (name == "hour") return Value{time_.hour};
        if (name == "minute") return Value{time_.minute};
        if (name == "date") return Value{time_.date};
        if (name == "weekday") return Value{time_.weekday};
        if (name == "holiday") return Value{time_.holiday};
        if (name == "is_holiday") return Value{!time_.holiday.empty()};
        return Value{time_.weekday == "saturday" || time_.weekday == "sunday"};
    }
    bool has(std::string_view name) const override { return says_something(field(name)); }

private:
    LocalTime time_;
};

Value shared(std::shared_ptr<const cel::Object> object) {
    return Value{std::move(object)};
}

}  // namespace

Value view_of(const core::Report& report, const core::Incident& incident, const core::ClientName& client) {
    return shared(std::make_shared<ReportView>(report, incident, client));
}
Value view_of(const core::Incident& incident, Instant now) {
    return shared(std::make_shared<IncidentView>(incident, now));
}
Value view_of(const core::ReportHeard& report) {
    return shared(std::make_shared<HeardView>(report));
}
Value view_of(const core::UnitSeen& unit) {
    return shared(std::make_shared<UnitView>(unit));
}
Value view_of_team(const std::string& team, const std::string& division, std::vector<core::UnitSeen> members) {
    return shared(std::make_shared<TeamView>(team, division, std::move(members)));
}
Value view_of_local_time(Instant now) {
    return shared(std::make_shared<LocalTimeView>(local_time(now)));
}

bool is_on_duty(const core::UnitSeen& unit) {
    return unit.status && *unit.status != core::UnitStatus::off_duty;
}

}  // namespace paraat::rules
