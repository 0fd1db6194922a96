#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

constexpr const char* seeds[] = {
    "[1, 2u, 3.5].map(x, x > 1, string(x) + 'a').exists(s, s.matches('a+')) || has({'a': b'\\xff'}.a)",
    "{'a': {'b': [1]}}.?a.b[?0].optMap(v, v + 1).or(optional.none()).orValue(7) == 8 ? type(1) : int",
    "'%s %.2f %x %e'.format([[1, {'k': null}], 3.14, b'ab', 2]).split(' ', -1).transformMap(i, v, i > 0, v.reverse())",
    "timestamp('2009-02-13T23:31:30.5Z').getHours('Asia/Kathmandu') + duration('1h30m').getMinutes() == -0x1F",
    "cel.bind(x, lists.range(9), x.sortBy(n, -n).slice(1, 3).flatten()) + [?optional.of(1)] in {1: 2, ?'a': {}.?b}",
    "math.greatest(1, -2.5, 3u) < math.bitShiftLeft(1, 62) && base64.decode('aGk=') == r'''hi''' + .a.b.c.`d-e`",
};

// A few changes at random places: some leave an expression, most leave none.
std::string changed(std::string source, std::uint32_t& chance) {
    const auto next = [&](std::size_t end) {
        chance = chance * 1'664'525 + 1'013'904'223;
        return static_cast<std::size_t>(chance >> 8) % end;
    };
    static constexpr std::string_view signs = "()[]{}.,?:'\"\\`0123456789abeux+-*/%<>=!&| \n";
    for (std::size_t change = next(4); change > 0; --change) {
        const std::size_t at = next(source.size());
        switch (next(4)) {
            case 0: source[at] = signs[next(signs.size())]; break;
            case 1: source.erase(at, 1 + next(3)); break;
            case 2: source.insert(at, 1, signs[next(signs.size())]); break;
            default: source.insert(at, source.substr(next(source.size()), next(12))); break;
        }
        if (source.empty()) source = "1";
    }
    return source;
}

TEST(AnyText, IsAnExpressionOrAFaultAndNeverMore) {
    std::uint32_t chance = 11;
    for (int round = 0; round < 6'000; ++round) {
        const std::string source = changed(seeds[static_cast<std::size_t>(round) % std::size(seeds)], chance);
        for (const Checks checks : {Checks::none, Checks::types_and_cost}) {
            const auto compiled = Program::compile(source, Environment{}, checks);
            EXPECT_NE(compiled.program == nullptr, compiled.faults.empty()) << source;
            for (const Fault& fault : compiled.faults) EXPECT_LE(fault.span.end, source.size() + 1) << source;
            if (compiled.program) (void)compiled.program->evaluate(Bindings{}).has_value();
        }
    }
}

TEST(AnyText, ThatWasCheckedComesToWhatItDoesUnchecked) {
    std::uint32_t chance = 5;
    for (int round = 0; round < 3'000; ++round) {
        const std::string source = changed(seeds[static_cast<std::size_t>(round) % std::size(seeds)], chance);
        const std::string checked = come_to(source);
        if (checked.starts_with("fault:")) continue;
        EXPECT_EQ(checked, run(source)) << source;
    }
}

}  // namespace
}  // namespace paraat::rules::cel
