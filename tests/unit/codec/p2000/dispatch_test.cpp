#include "hub/codec/p2000/dispatch.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/p2000/sample.hpp"

namespace paraat::codec::p2000 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Dispatch of(std::string_view text) {
    return understand(text, shipped_tables());
}

TEST(Dispatch, OfAnAmbulanceWithAPostcode) {
    const Dispatch dispatch = of("A2 (DIA: ja) AMBU 17351 Lange Weg 3079PW Rotterdam ROTTDM bon 126193");
    EXPECT_EQ(dispatch.service, Service::ambulance);
    EXPECT_EQ(dispatch.priority_text, "A2");
    EXPECT_EQ(dispatch.priority, 2);
    EXPECT_THAT(dispatch.units, ElementsAre("17351"));
    EXPECT_EQ(dispatch.street, "Lange Weg");
    EXPECT_EQ(dispatch.postcode, "3079PW");
    EXPECT_EQ(dispatch.place, "Rotterdam");
    EXPECT_THAT(dispatch.numbers, ElementsAre(Number{"bon", "126193"}));
    EXPECT_THAT(dispatch.traits, ElementsAre(Trait{"DIA", "ja"}));
}

TEST(Dispatch, OfAnAmbulanceWithFourDigitsOfAPostcode) {
    const Dispatch dispatch = of("A1 13161 Kerkstein 1102 Amsterdam 67412");
    EXPECT_THAT(dispatch.units, ElementsAre("13161"));
    EXPECT_EQ(dispatch.street, "Kerkstein");
    EXPECT_EQ(dispatch.postcode, "1102");
    EXPECT_EQ(dispatch.place, "Amsterdam");
    EXPECT_THAT(dispatch.numbers, ElementsAre(Number{"rit", "67412"}));
}

TEST(Dispatch, OfAnAmbulanceWithAPlaceAlone) {
    EXPECT_EQ(of("A1 Klein Zundert rit: 151976").place, "Klein Zundert");
    EXPECT_EQ(of("A1 's-Hertogenbosch Rit: 21841").place, "'s-Hertogenbosch");
    EXPECT_EQ(of("A2 Eemnes 78119").place, "Eemnes");
    EXPECT_EQ(of("A2 Ambu 06126 DIA Apeldoorn Rit 147529").place, "Apeldoorn");
    EXPECT_EQ(of("B1 Ambu 06190 - Harderwijk Rit 206168").place, "Harderwijk");
    EXPECT_EQ(of("A1 Klein Zundert rit: 151976").street, "");
}

TEST(Dispatch, OfAnAmbulanceWithAShortNameOfThePlace) {
    const Dispatch dispatch = of("A1 Lange Laan SGRAVH : 15118");
    EXPECT_EQ(dispatch.place, "'s-Gravenhage");
    EXPECT_EQ(dispatch.street, "Lange Laan");
    EXPECT_THAT(dispatch.units, ElementsAre("15118"));
    EXPECT_THAT(of("A2 DP1 Weg XYZABC VWS 15102").place, "XYZABC");
}

TEST(Dispatch, HasTheStreetWhereItEnds) {
    const Dispatch dispatch = of("A1 10118 Rit 156843 Dorpshuis Kromme Weg De Cocksdorp");
    EXPECT_EQ(dispatch.street, "Dorpshuis Kromme Weg");
    EXPECT_EQ(dispatch.place, "De Cocksdorp");
    EXPECT_EQ(of("A1 10118 Rit 1 Kerkstraat 12 Schagen").house_number, "12");
}

TEST(Dispatch, OfTheFireServiceHasClassTraitsAndUnits) {
    const Dispatch dispatch = of("P 1 BDH-07 BR woning (keuken) (Uitbr.: hoog) Kerkstraat Wassenaar 159650 155130");
    EXPECT_EQ(dispatch.service, Service::fire);
    EXPECT_EQ(dispatch.priority_text, "P 1");
    EXPECT_EQ(dispatch.group, "BDH-07");
    EXPECT_EQ(dispatch.class_name, "Brand/Gebouw/Woning");
    EXPECT_EQ(dispatch.lmc, "brgb01");
    EXPECT_THAT(dispatch.traits, ElementsAre(Trait{"keuken", ""}, Trait{"Uitbr.", "hoog"}));
    EXPECT_EQ(dispatch.street, "Kerkstraat");
    EXPECT_EQ(dispatch.place, "Wassenaar");
    EXPECT_THAT(dispatch.units, ElementsAre("159650", "155130"));
}

TEST(Dispatch, HasCallSignsForUnits) {
    EXPECT_THAT(of("P 1 BAD-04 BR bijgebouw Dorp Amsterdam 122450 13IBGBA 13ASH").units,
                ElementsAre("122450", "13IBGBA", "13ASH"));
}

TEST(Dispatch, OnARoadHasItsHectometre) {
    const Dispatch dispatch = of("P 1 BNN-04 HV weg letsel (Auto) A7 Re 225,6 Scheemda 013693");
    EXPECT_EQ(dispatch.road, "A7 Re 225,6");
    EXPECT_EQ(dispatch.place, "Scheemda");
    EXPECT_EQ(dispatch.class_name, "Ongeval/Wegvervoer/Letsel");
}

TEST(Dispatch, OfThePoliceComesInFourForms) {
    const Dispatch hague = of("Prio 1 Kerkstraat LISSE Ongeval wegvervoer letsel");
    EXPECT_EQ(hague.service, Service::police);
    EXPECT_EQ(hague.place, "Lisse");
    EXPECT_EQ(hague.street, "Kerkstraat");
    const Dispatch rotterdam = of("3 Stormschade Kerkstraat Rotterdam ICnum 174697");
    EXPECT_EQ(rotterdam.service, Service::police);
    EXPECT_EQ(rotterdam.priority, 3);
    EXPECT_THAT(rotterdam.numbers, ElementsAre(Number{"icnum", "174697"}));
    EXPECT_EQ(rotterdam.place, "Rotterdam");
    const Dispatch amsterdam = of("P 1 Achtervolging Kerkstraat Amsterdam");
    EXPECT_EQ(amsterdam.lmc, "vkweav");
    EXPECT_EQ(amsterdam.service, Service::police);
    const Dispatch north = of("Ongeval/Wegvervoer/Letsel prio 1 Zuidhorn N355");
    EXPECT_EQ(north.class_name, "Ongeval/Wegvervoer/Letsel");
    EXPECT_EQ(north.place, "Zuidhorn");
    EXPECT_EQ(north.road, "N355");
}

TEST(Dispatch, HasTheLongestOfTheFirstClasses) {
    EXPECT_EQ(of("P 1 OMS handmelder Kerkstraat Tilburg 209433").class_words, "OMS handmelder");
    EXPECT_EQ(of("P 1 Steekpartij bij Overval Kerkstraat Tilburg").lmc, "vogwst");
}

TEST(Dispatch, WithGripSaysHowFarItIsUp) {
    EXPECT_EQ(of("P 1 BNN-04 (GRIP 1) Ass. Ambu Kerkstraat Eelde 038293").grip, 1);
    EXPECT_EQ(of("P 1 BR industrie GRIP 3 Kerkstraat Eelde 038293").grip, 3);
    EXPECT_EQ(of("P 1 BR industrie Kerkstraat Eelde 038293").grip, std::nullopt);
}

TEST(Dispatch, OfATestIsNone) {
    for (const auto* text : {"TESTOPROEP MOB", "GOEDENAVOND, PROEFALARM MELDKAMER", "P 1 TEST pager", "TEST CAPCODE"}) {
        EXPECT_TRUE(of(text).is_test) << text;
    }
    EXPECT_FALSE(of("P 1 BR woning Kerkstraat Test 209433").is_test);
    EXPECT_TRUE(of("P 1 Oefening BR woning Kerkstraat Breda 209433").is_exercise);
}

TEST(Dispatch, ThatIsTakenBackSaysSo) {
    for (const auto* text : {"P 3 (Intrekken Alarm Brw) Persoon te water Kerkweg Leusden", "p 3 Intrekken alarm.",
                             "P 1 Vervallen (Middel HV) HV Kerkweg Dorp", "A1 Kerkweg 5705CX Helmond 67103 CAncel"}) {
        EXPECT_TRUE(of(text).is_withdrawal) << text;
    }
    EXPECT_FALSE(of("P 3 Persoon te water Kerkweg Leusden").is_withdrawal);
}

TEST(Dispatch, CutWithinTheNumberOfAUnitIsAFragment) {
    const Dispatch dispatch = of("P 1 BZB-02 BR natuur Kerkweg Ossendrecht 201092 203093 20");
    EXPECT_TRUE(dispatch.is_fragment);
    EXPECT_THAT(dispatch.units, ElementsAre("201092", "203093"));
}

TEST(Dispatch, IsNoneWhereSomebodyIsAskedToTelephone) {
    const Dispatch dispatch = of("Graag telefonisch contact meldkamer");
    EXPECT_FALSE(dispatch.is_dispatch());
    EXPECT_EQ(dispatch.place, "");
    EXPECT_THAT(dispatch.units, IsEmpty());
}

TEST(Dispatch, HasTheServiceOfItsCapcodeWhereItsTextDoesNotTell) {
    Page page;
    page.text = "P 1 Persoon te water Kerkkade Amsterdam";
    page.capcodes = {"0130998"};
    const Dispatch police = understand(page, shipped_tables());
    EXPECT_EQ(police.service, Service::police);
    EXPECT_TRUE(police.is_service_by_capcode);
    page.text = "P 1 BR woning Kerkkade Amsterdam 123456";
    EXPECT_EQ(understand(page, shipped_tables()).service, Service::fire);
}

TEST(Dispatch, OfAnythingIsSomething) {
    for (const auto* text :
         {"",       " ",      "(",    "()",   "((",      "A1",    "P",        "P 1",      "Prio",
          "bon",    "P 1 (",  "A1 -", "A1 :", "1 ICnum", "A1 A7", "A1 A7 Re", "P 1 A7 -", "A1 12345 12345 12345",
          "P 1 BR", "A1 Den", "-",    ",",    ","}) {
        EXPECT_LE(of(text).numbers.size(), 5U) << text;
    }
}

}  // namespace
}  // namespace paraat::codec::p2000
