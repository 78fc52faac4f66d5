"""Invented briefs and their reading, for the tests."""

from __future__ import annotations

from assay.documents import read_bytes
from assay.domain.brief import Brief, Requirement
from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction import brief_from
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)

DUTCH = """Machine Learning Engineer
Wilgenbos Data B.V., Utrecht, hybride (2 dagen op kantoor)

Over ons
Wij maken planningssoftware voor tuincentra en hebben 80 collega's. Ons platform draait op Azure en is gebouwd in C#.

Wat ga je doen?
- Je bouwt modellen die de vraag per winkel voorspellen en brengt ze in productie.
- Je begeleidt een stagiair.

Wat vragen wij?
- Minimaal drie jaar ervaring met machine learning in een productieomgeving
- Goede kennis van Python en SQL
- Ervaring met Airflow of Dagster
- Een afgeronde wo-opleiding in econometrie, informatica of vergelijkbaar
- Je spreekt vloeiend Nederlands; Engels op B2-niveau
- Kennis van Kubernetes is een pre

Wat bieden wij?
- Een salaris tussen € 4.200 en € 5.600 bruto per maand
- 27 vakantiedagen, pensioen en een opleidingsbudget
- Een werkvergunning kunnen wij helaas niet aanvragen.

Iedereen is welkom, ongeacht leeftijd, geslacht of afkomst. Een foto hoeft niet.
"""

POLISH = """Inżynier/ka Danych (zespół AI)
Jarzębina Analytics, Wrocław, praca zdalna lub hybrydowa

O nas
Od 2012 roku tworzymy oprogramowanie dla szpitali. Nasz zespół liczy 40 osób i korzysta z Javy.

Twoje zadania:
• budowa i utrzymanie potoków danych w Apache Spark
• dbanie o jakość danych

Czego oczekujemy:
• co najmniej 4 lata doświadczenia jako inżynier danych
• doświadczenie z Airflow lub Dagster
• język angielski na poziomie B2

Mile widziane:
• znajomość Kubernetes

Oferujemy:
• 18 000 – 24 000 zł netto miesięcznie (B2B) lub umowa o pracę

Szukamy osób młodych i dynamicznych, do 35 roku życia. CV prosimy przesyłać ze zdjęciem.
"""

GERMAN = """Junior ML-Ingenieur (m/w/d)
Fichtenau Robotik GmbH – Dresden

Wer wir sind
Wir bauen Erntemaschinen und wurden 2015 gegründet. Unsere Steuerung läuft auf C++.

Das solltest du mitbringen
* Mindestens 8 Jahre Berufserfahrung mit PyTorch
* Sehr gute Python-Kenntnisse
* Deutsch als Muttersprache
* Erfahrung mit ROS 2 ist von Vorteil

Wir sind ein junges Team. Bewerbung bitte mit Lichtbild. Die Stelle ist zu 100 % remote; fünf Tage pro Woche im Büro sind Pflicht.
Gehalt: 62.000 bis 74.000 Euro im Jahr.
"""

CHATTY = """Platform person for our training cluster
Ferrowheel, Leeds, on site

Hello. We make timetables for ferries. Our web site is written in Elm, and you will never have to touch it.

Things you can't do this job without:
Kubernetes in production. Go or Python good enough that others can run your tools. At least four years of infrastructure work.

Things that would make us happy: Terraform, Prometheus, having used Slurm.

Things we don't care about: degrees, certificates.

Money. £60,000 to £72,000 a year and a pension of 8%.
"""


def document(text: str) -> Document:
    """The text as a document."""
    return read_bytes(text.encode(), "role.txt")


def read(text: str, *, as_of: Month | None = AS_OF) -> Brief:
    """The brief that a text states."""
    return brief_from(document(text), load_taxonomy(), as_of=as_of)


def with_words(brief: Brief, words: str) -> Requirement:
    """The requirement whose quotes hold the words."""
    return next(r for r in brief.requirements if any(words in q.text for q in r.quotes))
