"""Make the example CVs that are not plain text: PDF (one and two columns), DOCX, HTML, JSON Resume.

The people are invented. The files are deterministic: run it again and nothing changes.
Usage: python scripts/make_examples.py (needs the development packages).
"""

from __future__ import annotations

import datetime
import json
import zipfile
from pathlib import Path

from docx import Document
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate, Paragraph, Spacer

OUT = Path(__file__).parents[1] / "examples" / "cvs"
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=10, bulletIndent=0)
NAME = ParagraphStyle("name", parent=BODY, fontName="Helvetica-Bold", fontSize=17, leading=22)
HEAD = ParagraphStyle(
    "head", parent=BODY, fontName="Helvetica-Bold", fontSize=11, spaceBefore=9, spaceAfter=3
)
ROLE = ParagraphStyle("role", parent=BODY, fontName="Helvetica-Bold", spaceBefore=5)

BRANDRETH = """# Safiya Brandreth
Edinburgh, Scotland | safiya.brandreth@example.com | 0131 555 0119
## Profile
Machine learning engineer with four years of applied work on language models, mostly fine-tuning and retrieval.
## Experience
### Machine Learning Engineer, Thistledown Health, Edinburgh | August 2022 - present
* Fine-tuned Llama and Mistral models with LoRA for discharge letters; in use on 18 wards since June 2024, 900 letters a day, each checked by a doctor.
* Retrieval-augmented generation over 60,000 clinical guidelines: pgvector, hybrid search, a cross-encoder for reranking. Answer accuracy on our 400-question set from 71 to 88 per cent.
* Evaluation with clinicians: blind side-by-side judgements every month, results shared with the product team.
* Serving on vLLM is run by the platform team; I hand over adapters and watch the quality dashboards.
* Tried AWQ quantization for two weeks in 2025; quality loss on dosage tables was too high, not adopted.
### Junior Data Scientist, Firth Analytics, Edinburgh | September 2020 - July 2022
* Text classification of customer letters with DistilBERT, deployed as a batch job on AWS.
* Dashboards in Power BI.
## Education
MSc Speech and Language Processing, University of Edinburgh, 2020
BA Linguistics, University of York, 2018
## Skills
Python, PyTorch, Hugging Face Transformers, PEFT, PostgreSQL, Docker, AWS
"""

QUINTAO_SIDE = """## Contact
Porto, Portugal
rafael.quintao@example.com
+351 555 0133
## Languages
Portuguese (native)
English (C2)
German (B1)
## Skills
CUDA, Triton language
C++17, Python
Nsight Compute
MPI, Slurm
PyTorch extensions
## Education
PhD Computational Physics, Universidade do Porto, 2015
"""

QUINTAO_MAIN = """# Rafael Quintão
GPU performance engineer
## Experience
### Principal Performance Engineer, Marelune Simulation, Porto | Mar 2019 - present
* Own the GPU kernels of a weather model that eleven national services run four times a day; 3.2 times faster per watt than the version I inherited.
* CUDA and CUTLASS for the spectral solver; fused kernels in Triton for the post-processing network since 2023.
* Port from one GPU to 256 GPUs with NCCL and MPI; weak scaling of 91 per cent at 64 nodes.
* Profiling clinics for four teams every month, with Nsight and roofline plots.
### HPC Engineer, Instituto Atlântico de Cálculo, Braga | Oct 2015 - Feb 2019
* Ran user support and tuning on a 400-node Slurm cluster.
* Rewrote a particle code for GPUs: 14 times faster, used in nine publications.
## Open source
Author of a small header-only library for mixed-precision reductions, 1,400 stars, used by two simulation codes.
## Not my field
I have not served language models. I read the vLLM paged attention kernels for fun and sent one accepted patch.
"""

CASTELLANE = """# Mei-Lin Castellane
Data scientist, insurance pricing | Cork, Ireland | meilin.castellane@example.com
## Experience
### Senior Data Scientist, Ardmore Motor Insurance, Cork | 02/2019 - present
* Pricing models (GLM and gradient boosting) for 420,000 policies; two of them in production since 2021.
* Introduced fairness metrics to the pricing review after the regulator's letter of 2023: demographic parity and calibration by group, reported every quarter.
* Explained models to underwriters with SHAP; wrote the model cards that the risk committee now asks for.
* Answered the validation team's findings; I was on the other side of the table, not a validator.
### Actuarial Analyst, Shandon Life, Cork | 09/2015 - 01/2019
* Lapse and mortality studies in R.
## Education
BSc Actuarial Science, University College Cork, 2015
Course: EU AI Act for practitioners, two days, 2025
## Skills
Python, SQL, R, scikit-learn, LightGBM, Power BI
"""

TREMBLAY = [
    ("EXPÉRIENCE PROFESSIONNELLE", [
        ("Depuis mars 2022", "Responsable conformité IA, Mutuelle des Rives, Lyon", [
            "Inventaire des systèmes d'IA (52 systèmes) et analyses d'impact avant mise en production ; deux projets arrêtés.",
            "Classification au regard du règlement européen sur l'IA et documentation technique avec les équipes data.",
            "Audits de biais du modèle de tarification avec les data scientists, plan d'action suivi jusqu'à clôture.",
            "Formation de 300 collaborateurs à l'usage responsable de l'IA générative.",
        ]),
        ("09/2017 - 02/2022", "Auditrice interne, Banque du Confluent, Lyon", [
            "Audits des modèles de crédit et de la protection des données (RGPD), 18 missions.",
            "Requêtes SQL pour les contrôles ; pas de développement de modèles.",
        ]),
    ]),
    ("FORMATION", [
        ("2017", "Master Audit et contrôle de gestion, Université Lyon 3", []),
        ("2024", "Certification AIGP", []),
    ]),
    ("COMPÉTENCES", [
        ("Outils", "SQL, Excel, Python (notions)", []),
        ("Langues", "Français, anglais (courant), espagnol (B1)", []),
    ]),
]  # fmt: skip

EKDAHL = [
    ("Experience", [
        ("2018 - present", "Senior Backend Engineer, Fjordbank, Gothenburg", [
            "Payments API in Java and Kotlin, 1,800 requests a second, on-call rotation of five.",
            "Moved 40 services to Kubernetes; wrote the team's design review guide.",
            "Hackathon 2025: a support chatbot with LangChain and an OpenAI model, second place, not continued.",
        ]),
        ("2014 - 2018", "Software Developer, Polstjärnan Software, Gothenburg", [
            "Booking system in C#.",
        ]),
    ]),
    ("Education", [
        ("2014", "BSc Software Engineering, Chalmers University of Technology", []),
        ("2025", "Deep Learning Specialization (online course)", []),
        ("2026", "Course project: LoRA fine-tuning of a 3B model, evaluation in a notebook", []),
    ]),
    ("Skills", [("", "Java, Kotlin, Kubernetes, PostgreSQL, Kafka; Python (one year, evenings), PyTorch (course)", [])]),
]  # fmt: skip

FALCAO = {
    "basics": {
        "name": "Dário Falcão",
        "label": "MLOps engineer",
        "email": "dario.falcao@example.com",
        "location": {"city": "Lisbon", "countryCode": "PT"},
        "summary": "I build the road between a notebook and a service.",
    },
    "work": [
        {
            "name": "Sardinha Delivery",
            "position": "MLOps Engineer",
            "startDate": "2021-09",
            "summary": "Platform for 35 data scientists.",
            "highlights": [
                "Model registry and release pipeline on MLflow and Argo Workflows: 70 models in production, median release 2 days.",
                "Serving with KServe and NVIDIA Triton Inference Server, 11,000 requests a second at dinner time.",
                "Since 2025 two vLLM deployments for the support assistant (8 L40S GPUs); I run them, quantized to FP8 by the model team.",
                "On call for the platform, one week in four.",
            ],
        },
        {
            "name": "Ribeira Consulting",
            "position": "DevOps Engineer",
            "startDate": "2018-02",
            "endDate": "2021-08",
            "highlights": ["Terraform and GitLab CI for eight customers.", "Kubernetes migrations."],
        },
    ],
    "education": [
        {"institution": "Instituto Superior Técnico", "area": "Informatics Engineering", "studyType": "MSc", "endDate": "2018"}
    ],
    "skills": [{"name": "Tools", "keywords": ["Kubernetes", "Terraform", "Python", "Go", "Prometheus"]}],
    "languages": [{"language": "Portuguese", "fluency": "Native"}, {"language": "English", "fluency": "Fluent"}],
}  # fmt: skip


def flow(text: str) -> list[object]:
    """Light markup (#, ##, ###, *) as PDF paragraphs."""
    styles = {"# ": NAME, "## ": HEAD, "### ": ROLE}
    parts: list[object] = []
    for line in text.strip().split("\n"):
        mark = next((m for m in styles if line.startswith(m)), "")
        if line.startswith("* "):
            parts.append(Paragraph(line[2:], BULLET, bulletText="•"))
        else:
            parts.append(Paragraph(line[len(mark) :], styles.get(mark, BODY)))
    return parts


def pdf(path: Path, frames: list[Frame], story: list[object]) -> None:
    """A PDF without a time stamp."""
    document = BaseDocTemplate(str(path), pagesize=A4, title="Curriculum vitae", invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames))
    document.build(story)


def docx(path: Path, name: str, contact: str, sections: list) -> None:  # type: ignore[type-arg]
    """A Word file with the dates in the left column of a table, and fixed times inside."""
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    document.sections[0].header.paragraphs[0].text = contact
    document.add_heading(name, 0)
    for title, rows in sections:
        document.add_heading(title, 1)
        table = document.add_table(rows=0, cols=2)
        for left, head, bullets in rows:
            cells = table.add_row().cells
            cells[0].text = left
            cells[1].text = head
            for bullet in bullets:
                cells[1].add_paragraph(bullet, style="List Bullet")
    moment = datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC)
    document.core_properties.created = document.core_properties.modified = moment
    document.save(str(path))
    fix_times(path)


def fix_times(path: Path) -> None:
    """Write the archive again with one time for every member."""
    with zipfile.ZipFile(path) as old:
        members = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2026, 10, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)


def html(text: str) -> str:
    """Light markup as a saved web page."""
    tags = {"# ": "h1", "## ": "h2", "### ": "h3", "* ": "li"}
    body = []
    for line in text.strip().split("\n"):
        mark = next((m for m in tags if line.startswith(m)), "")
        tag = tags.get(mark, "p")
        body.append(f"<{tag}>{line[len(mark) :]}</{tag}>")
    page = (
        "\n".join(body).replace("</h3>\n<li>", "</h3>\n<ul>\n<li>").replace("</li>\n<h", "</li>\n</ul>\n<h")
    )
    return f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>CV</title></head>\n<body>\n{page}\n</body>\n</html>\n'


def main() -> None:
    """Write all files."""
    width, height = A4
    whole = Frame(50, 45, width - 100, height - 90)
    side, rest = Frame(35, 45, 140, height - 90), Frame(190, 45, width - 225, height - 90)
    pdf(OUT / "09_safiya_brandreth.pdf", [whole], flow(BRANDRETH))
    story = [*flow(QUINTAO_SIDE), FrameBreak(), *flow(QUINTAO_MAIN), Spacer(1, 1)]
    pdf(OUT / "10_rafael_quintao.pdf", [side, rest], story)
    docx(
        OUT / "11_heloise_tremblay_roy.docx",
        "Héloïse Tremblay-Roy",
        "Lyon · heloise.tr@example.com",
        TREMBLAY,
    )
    docx(
        OUT / "12_jonas_ekdahl.docx", "Jonas Ekdahl", "Gothenburg, Sweden · jonas.ekdahl@example.com", EKDAHL
    )
    (OUT / "13_meilin_castellane.html").write_text(html(CASTELLANE), encoding="utf-8")
    text = json.dumps(FALCAO, ensure_ascii=False, indent=2)
    (OUT / "14_dario_falcao.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
