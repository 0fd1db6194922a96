#include "clients/sim/calls.hpp"

#include <array>

namespace paraat::sim {
namespace {

struct Kind {
    const char* category;
    double weight;
    const char* text;
};

// One list per main class, in the order of main_classes().
const std::vector<std::vector<Kind>>& kinds() {
    static const std::vector<std::vector<Kind>> lists = {
        {{"suspicious_situation", 3, "alarm in bedrijfspand"}, {"burglary", 1, "alarm, deur staat open"}},
        {{"theft", 6, "fiets weggenomen"},
         {"burglary", 3, "ruit ingeslagen, binnen geweest"},
         {"vandalism", 2, "bushokje vernield"},
         {"robbery", 0.5, "telefoon afgepakt onder bedreiging"}},
        {{"fireworks_nuisance", 2, "zwaar vuurwerk op het plein"},
         {"other", 1, "containerbrand, brandweer gevraagd"},
         {"explosion", 0.1, "harde knal, voordeur eruit"}},
        {{"disturbed_person", 1, "persoon in de war op straat"}, {"other", 1, "onwel geworden persoon"}},
        {{"youth_nuisance", 8, "groep jongeren veroorzaakt overlast"},
         {"noise_nuisance", 8, "harde muziek"},
         {"loitering", 5, "groep blijft hangen bij de ingang"},
         {"drug_nuisance", 4, "gebruik in het portiek"},
         {"alcohol_nuisance", 4, "dronken personen op het terras"},
         {"fireworks_nuisance", 2, "vuurwerk in de straat"},
         {"street_intimidation", 2, "voorbijgangers worden nageroepen"}},
        {{"other", 1, "aanrijding met letsel"}},
        {{"assault", 6, "vechtpartij"},
         {"suspicious_situation", 6, "man kijkt bij auto's naar binnen"},
         {"disturbed_person", 3, "persoon schreeuwt tegen voorbijgangers"},
         {"street_intimidation", 3, "vrouw wordt lastiggevallen"},
         {"drug_dealing", 2, "overdracht gezien vanuit auto"},
         {"undermining_signal", 1, "leegstaand pand, 's nachts veel aanloop"},
         {"stabbing", 0.3, "persoon met steekwond"},
         {"armed_violence", 0.2, "man met vuurwapen gezien"},
         {"gang_violence", 0.2, "twee groepen tegenover elkaar"},
         {"shooting", 0.2, "schoten gehoord"},
         {"riot", 0.1, "groep gooit met stenen"}},
        {{"other", 1, "auto blokkeert de weg"}},
    };
    return lists;
}

}  // namespace

const std::vector<MainClass>& main_classes() {
    static const std::vector<MainClass> classes = {
        {"Alarm", 5.2, 2.3},
        {"Bezitsaantasting", 11.6, 15.8},
        {"Brand", 2.5, 3.3},
        {"Gezondheid", 2.7, 5.5},
        {"Leefmilieu", 33.4, 21.3},
        {"Ongeval", 9.3, 14.4},
        {"Veiligheid en openbare orde", 24.5, 30.1},
        {"Verkeer", 10.8, 7.3},
    };
    return classes;
}

Call draw_call(std::mt19937_64& chance) {
    std::vector<double> shares;
    for (const MainClass& main_class : main_classes()) shares.push_back(main_class.share_of_incidents);
    const std::size_t drawn = std::discrete_distribution<std::size_t>(shares.begin(), shares.end())(chance);
    const MainClass& main_class = main_classes()[drawn];
    std::vector<double> weights;
    for (const Kind& kind : kinds()[drawn]) weights.push_back(kind.weight);
    const Kind& kind = kinds()[drawn][std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(chance)];
    return {kind.category, kind.text, main_class.share_of_time / main_class.share_of_incidents};
}

double busyness(int hour) {
    static constexpr std::array<double, 24> hours = {1.2, 1.0, 0.8, 0.5, 0.4, 0.3, 0.4, 0.6, 0.7, 0.8, 0.8, 0.9,
                                                     1.0, 1.0, 1.1, 1.1, 1.2, 1.2, 1.3, 1.3, 1.4, 1.7, 1.8, 1.5};
    return hours[static_cast<std::size_t>(((hour % 24) + 24) % 24)];
}

}  // namespace paraat::sim
