# SPDX-License-Identifier: EUPL-1.2
"""The text in plain Swedish that lies in an export: what each file is, and what each column of it holds."""

from typing import Any

from django.db import models

from traffpunkt.activities.extracts import LABELS
from traffpunkt.config.belonging import NEVER, WITHHELD
from traffpunkt.config.tables import Table
from traffpunkt.journal import register

WELCOME = """\
Export ur Träffpunkt {version}, gjord {begun} (UTC)

Här finns allt som installationen höll i det ögonblicket: kommuner, platser, program,
anmälningar, personer, besked och journal. Filen innehåller personuppgifter och hemliga adresser.
Förvara den så att bara ni når den, och ta bort den när den inte behövs.

rows/        En fil för varje tabell. Varje rad i filen är en rad i tabellen, skriven i JSON.
schema.json  Vad varje fil håller: fälten, vad de heter på svenska, och vilken annan fil ett nummer
             pekar på. Skrivet i JSON Schema. Filerna står i en ordning där varje fil bara pekar på
             sig själv och dem före.
media/       Bilder och andra filer.
{manifest}  Version, databasens steg och en kontrollsumma (SHA-256) för varje fil.

Texten är i UTF-8. Tider står i ISO 8601 med zon. Decimaltal och uuid är text.

Det här finns inte med: inloggningar som pågår, koder för att logga in, nycklar, mellanlager och
sökningens index. Indexet byggs om när filen läses in.

Läs in filen i en tom installation: traffpunkt import FILEN
"""

OWN = """\
Uttag ur Träffpunkt {{version}}: {name}, gjort {{begun}} (UTC)

Här finns allt som är er kommuns i det ögonblicket, och inget som är någon annans. Filen innehåller
personuppgifter. Förvara den så att bara ni når den, och ta bort den när den inte behövs.

rows/        En fil för varje tabell. Varje rad i filen är en rad i tabellen, skriven i JSON.
schema.json  Samma fält i JSON Schema, och vilken annan fil ett nummer pekar på.
media/       Bilder och andra filer som era rader pekar på.
{{manifest}}  Version, databasens steg och en kontrollsumma (SHA-256) för varje fil.
journal-proof.jsonl
             Varje journalrads plats i kedjan och dess summa, och numret på sigillet om ett sattes där.
             Summan är SHA-256 av en JSON-lista med summan före, platsen, raden, tiden (UTC), vem, verbet,
             ordet, numret och kommunens nummer. Är platsen före också er kan ni räkna om summan själva.
             Annars kan bara den installation som raden kom från göra det. Före plats 1 är summan 64 nollor.

Texten är i UTF-8. Tider står i ISO 8601 med zon. Decimaltal och uuid är text.

Läs in filen i en tom installation: traffpunkt import FILEN
Där får alla nya hemliga adresser, nya kort får göras, och skärmarna får nya koder.

FILERNA

{files}

DET HÄR ÄR INTE MED

Av konton och organisationer finns bara de som era rader pekar på. Vad någon gör i en annan kommun
står inte här. Besked som är på väg ut är inte med, för de skickas härifrån. I brev är den hemliga
delen av en adress borttagen.

{withheld}

{never}
"""

TABLES = {"rows/activities.activity_topics.jsonl": "aktiviteternas ämnen"}
# What a column is called where its model says nothing in Swedish.
WORDS = {
    "activity": "aktivitet", "actor": "vem, med slag och nummer", "change": "ändring", "changed": "ändrad",
    "key": "nyckel mot att göra samma sak två gånger", "lifted": "ångrat", "link": "länk",
    "measure": "mått", "message": "besked", "moment": "tiden för påminnelsen",
    "municipality": "kommun", "municipality_number": "kommunens nummer", "follows": "serien före",
    "organisation": "organisation", "press": "märke för ett tryck", "printed": "utskriven",
    "sequence": "ändringens nummer i kalendrar", "starts": "börjar", "topic": "ämne",
    "uid": "märke i kalendrar", "responsible": "ansvarig",
    "opened": "öppnad", "closed": "stängd", "wall_day": "dag då den bara visar", "taken_press": "märke för ett tryck",
    "called_press": "märke för ett tryck",
    "provider": "inloggningens nummer", "published": "publicerad", "text": "numret på texten", "id": "nummer",
    "code_until": "koden gäller till", "key_print": "nyckelns avtryck", "password": "lösenord",
    "last_login": "senaste inloggningen i någon kommun", "secret": "hemlig adress",
}  # fmt: skip


def own(name: str, tables: list[Table]) -> str:
    """The text of one municipality's package; version, time and manifest are still to be put in."""
    parts = {
        "name": name,
        "files": "\n\n".join(told(table) for table in tables),
        "withheld": "\n".join(withheld(model) for model in WITHHELD),
        "never": "\n".join(f"{label}: {why}" for label, why in sorted(NEVER.items())),
    }
    return OWN.format(**{part: plain(words) for part, words in parts.items()})


def plain(words: str) -> str:
    """Words in which no brace is taken for a place to fill."""
    return words.replace("{", "{{").replace("}", "}}")


def told(table: Table) -> str:
    """What one file is and what each of its columns holds."""
    noun = TABLES.get(table.file, table.model._meta.verbose_name_plural)
    lines = [f"  {column.name}: {words_for(column.field)}" for column in table.columns]
    return "\n".join([f"{table.file} – {noun}", *lines])


def withheld(model: type[models.Model]) -> str:
    """Which fields of a table stay."""
    words = [words_for(model._meta.get_field(name)) for name in WITHHELD[model]]
    return f"{model._meta.verbose_name_plural}: {', '.join(words)}"


def words_for(field: Any) -> str:
    """What a column holds, in Swedish: as its model says, or as it is called elsewhere on the screen."""
    said = str(field.verbose_name)
    if said not in {field.name.replace("_", " "), "ID"}:
        return said
    return str((register.WORDS | LABELS | WORDS)[field.name])
