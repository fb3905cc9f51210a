# SPDX-License-Identifier: EUPL-1.2
"""Gävle: träffpunkter where the same activity runs in the room, at home and by phone."""

from traffpunkt.demo.content import Doing, Place, Rhythm, Town, Way

TEAMS = Way(
    "online",
    instructions="Du trycker på en knapp här på sidan. Då öppnas mötet i Teams. Du behöver inget konto.",
    easy="Tryck på knappen. Då kommer du in i mötet.",
    link="teams",
)
RING = Way(
    "phone",
    instructions="Du ringer ett vanligt telefonnummer och slår en kod. Sedan hör du alla och alla hör dig.",
    easy="Ring numret. Slå mötets kod.",
    link="teams",
)

PLACES = (
    Place("satra", "Träffpunkt Sätra", "Ängslyckan 4",
          "Buss 1 stannar vid Ängslyckan. Gå in genom den gröna dörren, vi finns till vänster.", "jnjjjjjj"),
    Place("brynas", "Träffpunkt Brynäs", "Snickargränd 12",
          "Ingången är från gården. Hissen finns rakt fram, vi är på andra våningen.", "njjj?jjj"),
    Place("valbo", "Träffpunkt Valbo", "Lindbacksvägen 7",
          "Huset ligger bakom vårdcentralen. Det finns bänkar längs vägen.", "jnjnjjjj"),
    Place("nordost", "Träffpunkt Nordost", "Fyrgatan 2",
          "Buss 3 till Fyrgatan. Vi möter dig gärna vid hållplatsen om du ringer först.", "jnj?njj?"),
)  # fmt: skip

DOINGS = (
    Doing(
        "Sittgympa till musik",
        "Vi rör på hela kroppen, sittande på stol. Du gör så mycket du själv vill. "
        "Ledaren visar lugnt och tydligt, också för dig som är med hemifrån.",
        "rorelse",
        (Rhythm("satra", "13", "10.00", 45),),
        (Way("on_site", 20, instructions="Kom gärna tio minuter före, så hinner vi fika."), TEAMS,
         Way("watch_party", 12, at="valbo", instructions="Vi ser på stor skärm och gör rörelserna tillsammans.")),
        easy="Vi gympar på stol. Alla kan vara med.",
        bring="sköna kläder och en flaska vatten", seated=True, crowd=14, host="Anton",
    ),
    Doing(
        "Digital fika",
        "En liten grupp som ses över en kopp kaffe, var och en hemma hos sig. Vi pratar om det som faller oss in. "
        "Första gången ringer vi upp dig innan och hjälper dig in.",
        "samtal",
        (Rhythm("", "2", "14.00", 60),),
        (Way("online", 8, "required", TEAMS.instructions, TEAMS.easy, "teams"), RING),
        easy="Vi fikar och pratar. Du är hemma.",
        bring="egen kopp", seated=True, crowd=8,
    ),
    Doing(
        "Torsdagsföreläsningen",
        "Varje månad berättar någon om något värt att veta. Du kan ställa frågor, i salen eller hemifrån. "
        "Föreläsningen direktsänds och textas.",
        "forelasning",
        (Rhythm("brynas", "3", "13.30", 90, week_of_month=2),),
        (Way("on_site", 60, "required"),
         Way("online", instructions="Du ser sändningen här på sidan. Filmen kommer från YouTube.",
             booking="none", link="youtube", everyone=True),
         Way("watch_party", 20, at="nordost", instructions="Vi ser föreläsningen tillsammans och fikar efteråt."),
         Way("watch_party", 15, at="satra", instructions="Vi ser föreläsningen på stor skärm.")),
        kind="broadcast", filming="live", captions=True, seated=True, crowd=24,
    ),
    Doing(
        "Stickcafé",
        "Ta med det du har på stickorna, eller låna garn av oss. Den som kan visar den som vill lära sig.",
        "hantverk",
        (Rhythm("brynas", "0", "13.00"),),
        (Way("on_site", 16), TEAMS, RING),
        bring="stickor om du har", seated=True, crowd=9, host="Anton",
    ),
    Doing(
        "Bingo på plats och på telefon",
        "Vi spelar fem omgångar. Du som är med på telefon får brickorna hem i brevlådan.",
        "samtal",
        (Rhythm("nordost", "4", "14.00", 75),),
        (Way("on_site", 30), Way("phone", 20, "required", RING.instructions, RING.easy, "teams")),
        seated=True, crowd=17,
    ),
    Doing(
        "Digital grundkurs",
        "En lektion i veckan på din egen mobil, platta eller dator. Vi tar ett steg i taget och övar tillsammans. "
        "Efter hand blir det e-post, Facebook, Swish och 1177.",
        "digitalt",
        (Rhythm("satra", "0", "10.00", 90),),
        (Way("on_site", 8, "required"), Way("online", 6, "required", TEAMS.instructions, TEAMS.easy, "teams")),
        easy="Lär dig mobil, platta och dator. Vi går sakta fram.",
        kind="course", bring="din egen mobil, platta eller dator och laddaren", seated=True, crowd=10,
    ),
    Doing(
        "Sångstund",
        "Vi sjunger visor som många kan. Texterna finns i stor stil, och på skärmen för dig som är hemma.",
        "musik",
        (Rhythm("valbo", "2", "13.30", 60, every=2),),
        (Way("on_site", 40, "none"), TEAMS),
        seated=True, crowd=15, partner="Föreningen Visglädje",
    ),
    Doing(
        "Promenad med prat",
        "En lugn runda på ungefär en halvtimme. Vi väntar in varandra och vilar på bänkarna.",
        "rorelse natur",
        (Rhythm("valbo", "4", "10.00", 60),),
        (Way("on_site", booking="none"),),
        bring="skor som sitter bra, gärna stavar", crowd=7,
    ),
    Doing(
        "Öppen träffpunkt",
        "Kom in, läs tidningen, drick en kopp kaffe. Någon finns alltid här att prata med.",
        "samtal",
        (Rhythm("satra", "01234", "09.00", 180), Rhythm("nordost", "13", "09.00", 180)),
        (Way("on_site", booking="none"),),
        seated=True, crowd=0,
    ),
    Doing(
        "Söndagsprat på telefon",
        "Söndagar kan vara långa. Ring in och prata en stund med andra. Du behöver bara en vanlig telefon.",
        "samtal",
        (Rhythm("", "6", "15.00", 60),),
        (Way("phone", 12, "optional", RING.instructions, RING.easy, "teams"),),
        seated=True, crowd=6,
    ),
    Doing(
        "Kvällscafé",
        "Soppa, sällskap och ett frågespel. Vi hjälps åt att duka.",
        "mat samtal",
        (Rhythm("brynas", "3", "17.00", 120, every=2),),
        (Way("on_site", 24, "required"), TEAMS),
        seated=True, crowd=22,
    ),
    Doing(
        "Sittgympa hemma",
        "En lugn gympastund att göra när det passar dig. Ledaren säger allt som visas.",
        "rorelse", kind="on_demand", film="youtube", minutes=20, captions=True, seated=True,
    ),
    Doing(
        "Ring videosamtal till barnbarnen",
        "Vi visar steg för steg på en platta, i lugn takt. Stanna filmen när du vill och prova själv.",
        "digitalt", kind="on_demand", film="youtube", minutes=12, captions=True,
    ),
    Doing(
        "Hamnen som var",
        "Bilder och minnen från hamnen, berättade av dem som arbetade där.",
        "forelasning", kind="on_demand", film="youtube", minutes=65,
    ),
)  # fmt: skip

GAVLE = Town(
    name="Gävle",
    slug="gavle",
    colours=("#0b4a5c", "#9ad8e8"),
    phone="031-390 06 00",
    hours="måndag–fredag klockan 09.00–15.00",
    sender="Träffpunkterna i Gävle",
    town="Gävle",
    decision="KS 2026/14",
    topics={
        "rorelse": "Rörelse", "musik": "Musik och sång", "hantverk": "Hantverk",
        "samtal": "Samtal och fika", "digitalt": "Mobil, platta och dator",
        "forelasning": "Föreläsningar", "natur": "Natur", "mat": "Mat",
    },
    places=PLACES,
    doings=DOINGS,
    staff=(
        ("coordinator", "karin@gavle.example", "Karin", ""),
        ("host", "anton@gavle.example", "Anton", ""),
        ("partner", "visgladje@forening.example", "Wilma", "Föreningen Visglädje"),
        ("volunteer_lead", "vidar@forening.example", "Vidar", "Föreningen Visglädje"),
        ("reception", "rut@gavle.example", "Rut", ""),
        ("officer", "lars@gavle.example", "Lars", ""),
        ("administrator", "disa@gavle.example", "Disa", ""),
    ),
    closed=((24, 1, "brynas", "Golvet slipas"),),
    agreement="Föreningen Visglädje",
    languages=("sv", "fi"),
    synonyms=(("stickcafé", "syjunta"),),
    happenings={
        "cancel": "Bingo på plats och på telefon", "move": "Stickcafé",
        "standing": "Sittgympa till musik", "propose": "Visor i vintermörkret",
    },
)  # fmt: skip
