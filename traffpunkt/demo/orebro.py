# SPDX-License-Identifier: EUPL-1.2
"""Örebro: the IT café, weekly at the city library, every other week at three träffpunkter."""

from traffpunkt.demo.content import Doing, Place, Rhythm, Town, Way

HELP = (
    Way(
        "on_site",
        10,
        instructions="Ta en stol. En guide kommer till dig. Du håller i din egen sak hela tiden.",
    ),
)

PLACES = (
    Place("stadsbiblioteket", "Stadsbiblioteket", "Biblioteksgången 1",
          "Vi sitter vid de runda borden på plan två. Hissen finns till höger om disken.",
          "jjjjnjjj", "library", "10.00", "18.00", "012345"),
    Place("adolfsberg", "Träffpunkt Adolfsberg", "Solrosvägen 3",
          "Buss 2 till Solrosvägen. Ingången har en röd skylt.", "jnjjjjjj"),
    Place("varberga", "Träffpunkt Varberga", "Kornvägen 18",
          "Vi finns i hörnet av torget, bredvid frisören.", "jnj?njjj"),
    Place("brickebacken", "Träffpunkt Brickebacken", "Månkarbogatan 5",
          "Gå in genom centrumhuset. Vi har den första dörren till vänster.", "jjjnjjjj"),
)  # fmt: skip

DOINGS = (
    Doing(
        "IT-café med unga guider",
        "Unga guider hjälper dig med mobilen, plattan eller datorn. Du tar med din egen. "
        "Fråga gärna om Facebook, WhatsApp, Swish, BankID eller 1177. "
        "Vi tar en sak i taget, och du gör själv. Guiderna är här för att lära sig mer svenska också.",
        "digitalt",
        (
            Rhythm("stadsbiblioteket", "1", "13.00"),
            Rhythm("adolfsberg", "3", "10.00", every=2),
            Rhythm("varberga", "2", "13.00", every=2, weeks_off=1),
            Rhythm("brickebacken", "3", "13.00", every=2, weeks_off=1),
        ),
        HELP,
        easy="Få hjälp med mobil, platta och dator. Ta med din egen. Det kostar inget.",
        kind="help", bring="din mobil, platta eller dator och laddaren", host="Yusuf",
        partner="Föreningen Nya Broar", seated=True, takes_numbers=True, crowd=7,
    ),
    Doing(
        "IT-hjälp på telefon",
        "Ring in om du har kört fast. Vi pratar dig igenom det, ett steg i taget.",
        "digitalt",
        (Rhythm("", "4", "10.00", 90),),
        (Way("phone", 6, "optional", "Du ringer ett vanligt nummer och slår en kod. En guide svarar.",
             "Ring numret. Slå mötets kod.", "teams"),),
        kind="help", partner="Föreningen Nya Broar", seated=True, crowd=4,
    ),
    Doing(
        "Trygg på nätet",
        "Hur ser ett bluffsms ut? Vad gör man om någon ringer och säger sig vara banken? "
        "Vi tittar på riktiga exempel och övar på att säga nej.",
        "forelasning digitalt",
        (Rhythm("stadsbiblioteket", "2", "14.00", 75, week_of_month=1),),
        (Way("on_site", 30, "required"),
         Way("online", instructions="Du ser och hör allt hemifrån. Mötet öppnas i Teams.", link="teams"),
         Way("watch_party", 15, at="adolfsberg", instructions="Vi ser på stor skärm och pratar efteråt.")),
        kind="event", captions=True, seated=True, crowd=21,
    ),
    Doing(
        "Språkvän över en kopp kaffe",
        "Du som är ny i Sverige och du som bott här länge: kom och prata. Vi har frågor på bordet att börja med.",
        "samtal",
        (Rhythm("varberga", "0", "14.00", 90),),
        (Way("on_site", booking="none"),),
        seated=True, crowd=5, partner="Föreningen Nya Broar",
    ),
    Doing(
        "Så skiljer du på äkta och falskt sms",
        "En kort film med tydliga exempel. Stanna den när du vill.",
        "digitalt", kind="on_demand", film="youtube", minutes=6, captions=True,
    ),
)  # fmt: skip

OREBRO = Town(
    name="Örebro",
    slug="orebro",
    colours=("#5c1f4a", "#f0b8dc"),
    phone="040-628 04 00",
    hours="måndag–torsdag klockan 09.00–12.00",
    sender="Kultur för seniorer",
    town="Örebro",
    topics={
        "digitalt": "Mobil, platta och dator",
        "forelasning": "Föreläsningar",
        "samtal": "Samtal och fika",
    },
    places=PLACES,
    doings=DOINGS,
    staff=(
        ("coordinator", "kaisa@orebro.example", "Kaisa", ""),
        ("host", "yusuf@nyabroar.example", "Yusuf", ""),
        ("partner", "samira@nyabroar.example", "Samira", "Föreningen Nya Broar"),
    ),
    closed=((31, 4, "", "Städdagar"),),
    agreement="Föreningen Nya Broar",
    languages=("sv", "ar", "so", "fi"),
    synonyms=(("it-café", "datorstuga"),),
    happenings={
        "cancel": "Språkvän över en kopp kaffe",
        "move": "IT-hjälp på telefon",
        "standing": "IT-café med unga guider",
        "propose": "Kväll med kartor i mobilen",
    },
)
