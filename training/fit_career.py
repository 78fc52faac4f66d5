"""Fit the judgement of careers: speciality, relevant years, seniority."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from assay.domain.skill import Speciality
from assay.extraction import seniority as seniority_module
from assay.extraction.ordinal import ordinal_from
from assay.extraction.seniority import LEVELS, seniority_features
from assay.extraction.speciality import (
    CV_FEATURES,
    FAMILY_FEATURES,
    SpecialityModel,
    cv_features,
    family_features,
    speciality_model_from,
)
from assay.extraction.tenure import (
    PAID,
    ROLE_FEATURES,
    TenureModel,
    months_of,
    relevant_years,
    role_features,
    years_of,
)
from training.fitting import fit_ordinal
from training.labelled_cvs import Labelled

FAMILIES = list(Speciality)
SHARED_RIDGE = 0.02
OWN_RIDGE = 0.25  # families are many and CVs few
TENURE_RIDGE = 0.01


@dataclass
class CareerRow:
    """A CV with what its career is judged by; claims were read by models that did not see it."""

    cv: Labelled
    roles: list
    claims: list
    signals: tuple
    families: dict
    facts: dict
    months: list[range]


def career_row(cv: Labelled, claims, signals, taxonomy) -> CareerRow:
    roles = [(r, cv.layout) for r in cv.layout.experience]
    families = family_features(roles, claims, taxonomy, [cv.layout])
    months = [months_of(r, cv.layout.as_of.ordinal) for r, _ in roles]
    return CareerRow(cv, roles, claims, signals, families, cv_features(roles, claims, taxonomy), months)


def fit_speciality(rows: list[CareerRow]) -> dict:
    """Maximum likelihood with a ridge; shared weights at zero or above."""
    x = np.array([[[r.families[s][f] for f in FAMILY_FEATURES] for s in FAMILIES] for r in rows])
    g = np.array([[r.facts[f] for f in CV_FEATURES] for r in rows])
    y = np.array([FAMILIES.index(Speciality(r.cv.truth["family"])) for r in rows])
    n, k, p, q = len(rows), len(FAMILIES), len(FAMILY_FEATURES), len(CV_FEATURES)

    def parts(theta):
        return theta[:p], theta[p : p + k], theta[p + k :].reshape(k, q)

    def loss(theta):
        shared, bias, own = parts(theta)
        score = x @ shared + bias + g @ own.T
        score -= score.max(axis=1, keepdims=True)
        chance = np.exp(score)
        chance /= chance.sum(axis=1, keepdims=True)
        off = chance.copy()
        off[np.arange(n), y] -= 1
        value = -np.log(np.maximum(chance[np.arange(n), y], 1e-12)).mean()
        value += SHARED_RIDGE / 2 * (shared**2).sum() + OWN_RIDGE / 2 * ((bias**2).sum() + (own**2).sum()) / k
        slope = np.concatenate(
            [
                np.einsum("nk,nkp->p", off, x) / n + SHARED_RIDGE * shared,
                off.mean(axis=0) + OWN_RIDGE * bias / k,
                (off.T @ g / n + OWN_RIDGE * own / k).ravel(),
            ]
        )
        return value, slope

    bounds = [(0, None)] * p + [(None, None)] * (k + k * q)
    shared, bias, own = parts(
        minimize(loss, np.zeros(p + k + k * q), jac=True, method="L-BFGS-B", bounds=bounds).x
    )
    return {
        "shared": {f: round(float(w), 4) for f, w in zip(FAMILY_FEATURES, shared, strict=True)},
        "bias": {s.value: round(float(b), 4) for s, b in zip(FAMILIES, bias, strict=True)},
        "own": {
            s.value: {f: round(float(w), 4) for f, w in zip(CV_FEATURES, row, strict=True)}
            for s, row in zip(FAMILIES, own, strict=True)
        },
    }


def fit_tenure(rows: list[CareerRow], taxonomy) -> dict:
    """Least absolute error of the years (smoothed), with a ridge; families as labelled."""
    data = []
    for r in rows:
        features = role_features(r.roles, r.claims, Speciality(r.cv.truth["family"]), taxonomy)
        x = np.array([[f[name] for name in ROLE_FEATURES] for f in features]).reshape(-1, len(ROLE_FEATURES))
        paid = np.array([role.kind in PAID for role, _ in r.roles], dtype=bool)
        data.append((x, paid, r.months, float(r.cv.truth["years_relevant"])))

    def loss(theta):
        total = 0.0
        for x, paid, months, years in data:
            chances = 1 / (1 + np.exp(-np.clip(x @ theta[:-1] + theta[-1], -40, 40))) * paid
            off = years_of(months, chances) - years
            total += np.sqrt(off * off + 0.05)
        return total / len(data) + TENURE_RIDGE * (theta[:-1] ** 2).sum()

    start = np.zeros(len(ROLE_FEATURES) + 1)
    theta = minimize(loss, start, method="L-BFGS-B", options={"maxiter": 60}).x
    weights = {f: round(float(w), 4) for f, w in zip(ROLE_FEATURES, theta[:-1], strict=True)}
    return {"weights": weights, "bias": round(float(theta[-1]), 4)}


def years_by(model: TenureModel, row: CareerRow, family: Speciality, taxonomy) -> tuple[float, list[float]]:
    features = role_features(row.roles, row.claims, family, taxonomy)
    chances = [
        model.relevance(f) if role.kind in PAID else 0.0
        for f, (role, _) in zip(features, row.roles, strict=True)
    ]
    return relevant_years(row.roles, chances, [row.cv.layout]), chances


def family_by(model: SpecialityModel, row: CareerRow) -> Speciality:
    chances = model.chances(row.families, row.facts)
    return max(FAMILIES, key=lambda s: (chances[s], -FAMILIES.index(s)))


def fit_seniority(rows: list[CareerRow], tenure: TenureModel, taxonomy) -> dict:
    features, levels = [], []
    for row in rows:
        years, chances = years_by(tenure, row, Speciality(row.cv.truth["family"]), taxonomy)
        features.append(seniority_features(row.roles, row.claims, row.signals, years, chances))
        levels.append([s.value for s in LEVELS].index(row.cv.truth["seniority"]))
    return fit_ordinal(features, levels, list(seniority_module.FEATURES), set(), len(LEVELS) - 1)


def fit_career(rows: list[CareerRow], taxonomy) -> dict:
    tenure = fit_tenure(rows, taxonomy)
    model = TenureModel(weights=tenure["weights"], bias=tenure["bias"])
    return {
        "speciality": fit_speciality(rows),
        "tenure": tenure,
        "seniority": fit_seniority(rows, model, taxonomy),
    }


def report_career(rows: list[CareerRow], taxonomy) -> None:
    """Held-out figures by fold."""
    right = {"speciality": [], "seniority": [], "years": []}
    for fold in sorted({r.cv.fold for r in rows}):
        made = fit_career([r for r in rows if r.cv.fold != fold], taxonomy)
        speciality = speciality_model_from(made["speciality"])
        tenure = TenureModel(weights=made["tenure"]["weights"], bias=made["tenure"]["bias"])
        seniority = ordinal_from(made["seniority"])
        for row in (r for r in rows if r.cv.fold == fold):
            family = family_by(speciality, row)
            years, chances = years_by(tenure, row, family, taxonomy)
            level = seniority.chances(seniority_features(row.roles, row.claims, row.signals, years, chances))
            found = LEVELS[max(range(4), key=lambda n: (level[n], -n))]
            truth = row.cv.truth
            right["speciality"].append(family.value == truth["family"])
            right["seniority"].append(found.value == truth["seniority"])
            right["years"].append(abs(years - truth["years_relevant"]))
            row.said = (family.value, found.value, years)
    print(
        f"career: speciality {np.mean(right['speciality']):.3f}  seniority {np.mean(right['seniority']):.3f}  "
        f"years off by {np.mean(right['years']):.2f}  of {len(right['years'])} CVs"
    )
