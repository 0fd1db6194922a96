#include "hub/projection/organisation_answer.hpp"

#include <algorithm>

#include "hub/base/json_size.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

using View = core::OrganisationView;

// At most, in JSON.
template <class Name>
std::size_t size_of_names(const std::vector<Name>& names) {
    std::size_t size = 0;
    for (const Name& name : names) size += name.text.size() + 3;
    return size;
}
std::size_t size_of(const View::DivisionSeen& one) {
    return 70 + one.name.text.size() + json_size(one.label);
}
std::size_t size_of(const View::TeamSeen& one) {
    return 60 + one.name.text.size() + json_size(one.label) + one.division.text.size();
}
std::size_t size_of(const View::RoleSeen& one) {
    return 90 + one.name.text.size() + json_size(one.label) + one.division.text.size();
}
std::size_t size_of(const core::PolicyName& one) {
    return 10 + one.text.size();
}
std::size_t size_of(const View::Post& one) {
    return 50 + one.account.text.size() + size_of_names(one.roles);
}
std::size_t size_of(const View::CategorySeen& one) {
    std::size_t size = 250 + one.name.text.size() + json_size(one.label_nl) + json_size(one.label_en) +
                       2 * size_of_names(one.divisions);
    for (const View::QuestionSeen& question : one.questions) {
        size += 90 + question.name.size() + json_size(question.label_nl) + json_size(question.label_en);
        for (const std::string& answer : question.answers) size += answer.size() + 3;
    }
    return size;
}

// One page through several lists, one after the other.
class ListsPage {
public:
    ListsPage(std::int64_t after, std::int32_t limit) : after_(after), limit_(limit) {}

    template <class Entry>
    void cut(std::vector<Entry>& list) {
        std::vector<Entry> kept;
        for (Entry& entry : list) {
            if (takes(size_of(entry))) kept.push_back(std::move(entry));
        }
        list = std::move(kept);
    }

    std::int64_t total() const { return seen_; }
    std::string next() const { return is_full_ ? std::to_string(after_ + given_) : std::string(); }

private:
    bool takes(std::size_t bytes) {
        if (++seen_ <= after_ || is_full_) return false;
        is_full_ = given_ == limit_ || (given_ > 0 && bytes_ + bytes > page_bytes);
        if (is_full_) return false;
        bytes_ += bytes;
        ++given_;
        return true;
    }

    const std::int64_t after_;
    const std::int32_t limit_;
    std::int64_t seen_ = 0;
    std::int32_t given_ = 0;
    std::size_t bytes_ = 0;
    bool is_full_ = false;
};

// Who makes logins too is told what it commands.
core::Authority most_of(const core::Organisation& organisation, const std::vector<core::RoleName>& roles) {
    using core::Authority;
    constexpr std::array<Authority, 4> most_first = {Authority::opco, Authority::centre, Authority::coordinator,
                                                     Authority::administrator};
    for (const Authority authority : most_first) {
        const bool has = std::any_of(roles.begin(), roles.end(), [&](const core::RoleName& role) {
            return organisation.roles.at(role).authority == authority;
        });
        if (has) return authority;
    }
    return Authority::member;
}

std::vector<View::QuestionSeen> questions_about(const core::Organisation& organisation,
                                                const core::CategoryName& category) {
    std::vector<View::QuestionSeen> found;
    for (const auto& [name, question] : organisation.questions) {
        if (std::count(question.categories.begin(), question.categories.end(), category) == 0) continue;
        std::vector<std::pair<std::int32_t, std::string>> by_points;
        for (const auto& [answer, points] : question.answers) by_points.emplace_back(-points, answer);
        std::sort(by_points.begin(), by_points.end());
        std::vector<std::string> answers;
        for (auto& [points, answer] : by_points) answers.push_back(std::move(answer));
        found.push_back({name, question.label_nl, question.label_en, std::move(answers)});
    }
    return found;
}

void say_asker(const core::Organisation& organisation, const core::ClientName& asker, View& view) {
    const core::Account& account = organisation.accounts.at(asker);
    view.account = asker;
    view.authority = most_of(organisation, account.roles);
    view.own_roles = account.roles;
    view.is_unit = account.is_unit;
    view.team = account.team;
    view.division = organisation.division_of(account);
    view.is_cleared = core::is_cleared_for(organisation, asker, core::covert_compartment);
}

void say_places(const core::Organisation& organisation, const core::ClientName& asker, View& view) {
    for (const auto& [name, division] : organisation.divisions) {
        view.divisions.push_back({name, division.label, core::may_read(organisation, asker, name),
                                  core::commands_in(organisation, asker, name)});
    }
    for (const auto& [name, team] : organisation.teams) view.teams.push_back({name, team.label, team.division});
    for (const auto& [name, role] : organisation.roles) {
        view.roles.push_back({name, role.label, role.authority, role.division});
    }
    for (const auto& [name, account] : organisation.accounts) {
        // Covert ones are units; that they are left out holds for whatever else becomes covert.
        const bool is_post = !account.is_unit && !account.is_outside && account.compartment.empty();
        if (is_post) view.posts.push_back({name, account.roles});
    }
}

void say_work(const Archive& archive, View& view) {
    if (archive.rules != nullptr) {
        std::vector<std::string> names = archive.rules->policy_names();
        std::sort(names.begin(), names.end());
        for (std::string& name : names) view.policies.emplace_back(std::move(name));
    }
    for (const auto& [name, category] : archive.organisation.categories) {
        view.categories.push_back({name, category.label_nl, category.label_en, category.divisions,
                                   category.to_own_division, category.severity, category.priority,
                                   !category.escalate.empty(), questions_about(archive.organisation, name)});
    }
}

}  // namespace

void answer_organisation(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                         core::QueryResult& result) {
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only those of the organisation may ask that");
    }
    const auto after = number_of(query.after);
    if (!after) return fail(result, "bad_value", "after", "after is the next of the page before");
    View& view = result.organisation.emplace();
    say_asker(archive.organisation, asker, view);
    say_places(archive.organisation, asker, view);
    say_work(archive, view);
    ListsPage page(*after, query.limit);
    page.cut(view.divisions);
    page.cut(view.teams);
    page.cut(view.roles);
    page.cut(view.policies);
    page.cut(view.posts);
    page.cut(view.categories);
    result.total = page.total();
    result.next = page.next();
}

}  // namespace paraat::projection
