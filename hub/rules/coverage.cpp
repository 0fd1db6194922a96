#include "hub/rules/coverage.hpp"

#include <algorithm>

#include "hub/base/utf8.hpp"
#include "hub/rules/case_view.hpp"

namespace paraat::rules {
namespace {

using Expression = cel::Expression;
using Kind = Expression::Kind;

constexpr std::size_t text_told_most = 160;  // bytes of a part that is told

bool is_joined(const Expression& node) {
    return node.calls("_&&_") || node.calls("_||_");
}

// The parts that are to be seen true and false, without the whole condition, in the order of the text.
class Branches {
public:
    std::vector<const Expression*> of(const Expression& root) {
        gather(root);
        std::erase(found_, &root);
        return std::move(found_);
    }

private:
    void gather(const Expression& node) {
        if (node.calls("@in")) add(node);
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            const Expression& part = *node.arguments[i];
            // a && b && c has three sides: (a && b) is none of them.
            if (is_joined(node) && part.name != node.name) add(part);
            // Of a ?: its outcomes count where they are conditions themselves.
            if (node.calls("_?_:_") && part.type.is(cel::Type::Kind::boolean)) add(part);
            gather(part);
        }
    }

    void add(const Expression& part) {
        const bool is_known = std::find(found_.begin(), found_.end(), &part) != found_.end();
        if (part.kind != Kind::literal && !is_known) found_.push_back(&part);
    }

    std::vector<const Expression*> found_;
};

// What follows an evaluation of one part: two things may happen, and those that did not are told.
void count(Coverage::Summary& summary, const cel::Trace::Truths& truths, Untested untested, Untested::What if_not_true,
           Untested::What if_not_false) {
    summary.all += 2;
    for (const auto& [was, what] : {std::pair{truths.was_true, if_not_true}, {truths.was_false, if_not_false}}) {
        summary.seen += was ? 1 : 0;
        untested.what = what;
        if (!was) summary.untested.push_back(untested);
    }
}

}  // namespace

std::string Untested::said() const {
    switch (what) {
        case What::fires: return "no test makes \"" + rule + "\" fire";
        case What::does_not_fire: return "in no test \"" + rule + "\" does not fire";
        case What::is_true: return "no test makes this true: " + text;
        case What::is_false: return "no test makes this false: " + text;
    }
    return {};
}

int Coverage::Summary::percent() const {
    return all == 0 ? 100 : static_cast<int>(seen * 100 / all);
}

void Coverage::note(const RuleContent& content, const core::Case& at_hand) {
    for (const Rule& rule : content.rules) {
        (void)rule.condition->evaluate(CaseView(at_hand, &content.areas, rule.includes_closed), trace_);
    }
}

Coverage::Summary Coverage::summary(const RuleContent& content) const {
    Summary summary;
    for (const Rule& rule : content.rules) {
        const Expression& root = rule.condition->root();
        const std::string& source = rule.condition->source();
        const auto untested = [&](const Expression& part) {
            std::string text =
                shortened(source.substr(part.span.begin, part.span.end - part.span.begin), text_told_most);
            std::replace(text.begin(), text.end(), '\n', ' ');
            return Untested{{}, rule.name.text, rule.file, rule.places.at(part.span.begin), std::move(text)};
        };
        count(summary, trace_.of(root), untested(root), Untested::What::fires, Untested::What::does_not_fire);
        for (const Expression* part : Branches().of(root)) {
            count(summary, trace_.of(*part), untested(*part), Untested::What::is_true, Untested::What::is_false);
        }
    }
    return summary;
}

}  // namespace paraat::rules
