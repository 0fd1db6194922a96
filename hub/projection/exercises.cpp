#include "hub/projection/exercises.hpp"

#include "hub/base/json_size.hpp"
#include "hub/projection/page.hpp"

namespace paraat::projection {
namespace {

std::size_t size_of(const core::ExerciseView& view) {
    std::size_t bytes = 300 + json_size(view.text);
    for (const std::string& target : view.participants) bytes += target.size() + 3;
    return bytes;
}

}  // namespace

void answer_exercises(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                      core::QueryResult& result) {
    if (!is_of_the_organisation(archive, asker)) {
        return fail(result, "not_found", "ask", "only those of the organisation may ask that");
    }
    const auto after = number_of(query.after);
    if (!after) return fail(result, "bad_value", "after", "after is the next of the page before");
    auto& items = result.exercises.emplace();
    for (const auto& [name, exercise] : archive.state.exercises) {
        items.push_back({name, exercise.by, exercise.since, exercise.until, exercise.targets,
                         static_cast<std::int64_t>(exercise.participants.size()), exercise.participants.contains(asker),
                         exercise.text});
    }
    give_page(result, items, *after, query.limit, [](const core::ExerciseView& view) { return size_of(view); });
}

}  // namespace paraat::projection
