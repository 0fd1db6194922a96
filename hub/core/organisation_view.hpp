#pragma once

#include <string>
#include <vector>

#include "hub/core/organisation.hpp"

namespace paraat::core {

// The organisation as one of its accounts may know it: a page of it, in the order of these lists.
struct OrganisationView {
    struct DivisionSeen {
        DivisionName name;
        std::string label;
        bool reads = false;
        bool commands = false;

        bool operator==(const DivisionSeen&) const = default;
    };
    struct TeamSeen {
        TeamName name;
        std::string label;
        DivisionName division;

        bool operator==(const TeamSeen&) const = default;
    };
    struct RoleSeen {
        RoleName name;
        std::string label;
        Authority authority = Authority::member;
        DivisionName division;

        bool operator==(const RoleSeen&) const = default;
    };
    struct Post {
        ClientName account;
        std::vector<RoleName> roles;

        bool operator==(const Post&) const = default;
    };
    struct QuestionSeen {
        std::string name;
        std::string label_nl;
        std::string label_en;
        std::vector<std::string> answers;  // the most points first

        bool operator==(const QuestionSeen&) const = default;
    };
    struct CategorySeen {
        CategoryName name;
        std::string label_nl;
        std::string label_en;
        std::vector<DivisionName> divisions = {};
        bool to_own_division = false;
        Severity severity = Severity::minor;
        std::int32_t priority = 0;
        bool escalates = false;
        std::vector<QuestionSeen> questions = {};

        bool operator==(const CategorySeen&) const = default;
    };

    // Who asks.
    ClientName account;
    Authority authority = Authority::member;  // the most of its roles
    std::vector<RoleName> own_roles;
    bool is_unit = false;
    TeamName team;
    DivisionName division;
    bool is_cleared = false;

    std::vector<DivisionSeen> divisions;
    std::vector<TeamSeen> teams;
    std::vector<RoleSeen> roles;
    std::vector<PolicyName> policies;
    std::vector<Post> posts;
    std::vector<CategorySeen> categories;

    bool operator==(const OrganisationView&) const = default;
};

}  // namespace paraat::core
