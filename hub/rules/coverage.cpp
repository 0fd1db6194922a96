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

// The places of a condition's parts are known; those of what a rule waits for are told as the rule's.
Untested untested(const Rule& rule, const cel::Program& condition, const Expression& part) {
    const std::string& source = condition.source();
    std::string text = shortened(source.substr(part.span.begin, part.span.end - part.span.begin), text_told_most);
    std::replace(text.begin(), text.end(), '\n', ' ');
    const bool is_placed = &condition == rule.condition.get();
    const LineColumn place = is_placed ? rule.places.at(part.span.begin) : rule.place;
    return {{}, rule.name.text, rule.file, place, std::move(text)};
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

void Coverage::note_wait(const RuleContent& content, const core::RuleName& name, const core::Case& at_hand) {
    for (const Rule& rule : content.rules) {
        if (rule.name != name || !rule.unless) continue;
        (void)rule.unless->evaluate(CaseView(at_hand, &content.areas, rule.includes_closed), trace_);
    }
}

Coverage::Summary Coverage::summary(const RuleContent& content) const {
    using What = Untested::What;
    Summary summary;
    for (const Rule& rule : content.rules) {
        const Expression& root = rule.condition->root();
        count(summary, trace_.of(root), untested(rule, *rule.condition, root), What::fires, What::does_not_fire);
        for (const Expression* part : Branches().of(root)) {
            count(summary, trace_.of(*part), untested(rule, *rule.condition, *part), What::is_true, What::is_false);
        }
        if (!rule.unless) continue;
        std::vector<const Expression*> parts = Branches().of(rule.unless->root());
        parts.insert(parts.begin(), &rule.unless->root());
        for (const Expression* part : parts) {
            count(summary, trace_.of(*part), untested(rule, *rule.unless, *part), What::is_true, What::is_false);
        }
    }
    return summary;
}

}  // namespace paraat::rules
