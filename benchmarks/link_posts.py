"""How much of the skill language of job posts the vocabulary links, beside ESCO's labels.

Usage: python benchmarks/link_posts.py POSTS.csv.gz ESCO_SKILLS.csv.gz [SAMPLE.tsv]

Skill-like phrases: words in mixed or upper case, or with digits inside, that stand in lists or behind
"such as", "like", "with", "in" (tools and methods, by their spelling). The share linked is by occurrence.
A sample of links with their sentence is written for checking by hand.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
import sys
from collections import Counter
from pathlib import Path

from assay.domain.skill import SkillKind
from assay.taxonomy import load_taxonomy
from assay.taxonomy._names import squeeze

PHRASE = re.compile(
    r"\b(?:[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]?\d?|[a-z]+[A-Z]\w+|[A-Z]\w*[+#]+|\w+\.js|[A-Z][\w]+ (?:[A-Z][\w]+)?)(?=[,/;)]| and | or )"
)
NOT_SKILLS = set(
    "US USA UK EU CA NY SF LLC INC CEO CTO VP HR PTO EEO EOE DEI OK AM PM EST PST ADA FMLA EAP FSA HSA BS MS BA MBA PHD ID IT AD WA TX MA DC GA IL VA CO NJ".split()
)


def main() -> None:
    csv.field_size_limit(10**9)
    taxonomy = load_taxonomy()
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as stream:
        texts = list(dict.fromkeys(r["description"] for r in csv.DictReader(stream) if r.get("description")))
    with gzip.open(sys.argv[2], "rt", encoding="utf-8") as stream:
        esco = set()
        for row in csv.DictReader(stream):
            esco.add(squeeze(re.sub(r"\s*\(.*?\)$", "", row["preferredLabel"])).text)
            esco |= {squeeze(a).text for a in (row.get("altLabels") or "").split("\n") if a.strip()}
    ours = theirs = total = 0
    missed: Counter[str] = Counter()
    links, used = [], Counter()
    for text in texts:
        mentions = taxonomy.find(text)
        used.update(m.skill for m in mentions)
        links += [(m, text) for m in mentions if taxonomy.skills[m.skill].kind is not SkillKind.DOMAIN]
        for match in PHRASE.finditer(text):
            words = match[0].strip()
            if words in NOT_SKILLS or len(words) < 2:
                continue
            total += 1
            hit = any(m.start < match.start() + len(words) and match.start() < m.end for m in mentions)
            ours += hit
            theirs += squeeze(words).text in esco
            if not hit:
                missed[words] += 1
    print(f"{len(texts)} posts, {sum(used.values())} links to {len(used)} of {len(taxonomy.skills)} skills")
    print(f"skill-like phrases {total}: linked {ours / total:.3f}, ESCO labels {theirs / total:.3f}")
    print("most frequent not linked:", ", ".join(f"{w} {n}" for w, n in missed.most_common(40)))
    if len(sys.argv) > 3:
        chance = random.Random(20261124)
        rows = chance.sample(links, 200)
        lines = [
            f"{m.skill}\t{text[m.start : m.end]}\t{' '.join(text[max(0, m.start - 60) : m.end + 60].split())}"
            for m, text in rows
        ]
        Path(sys.argv[3]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
