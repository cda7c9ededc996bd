from __future__ import annotations

from benchmarks.claims.__main__ import NAMES, SETS
from benchmarks.claims.scoring import JudgedClaim, read_claims, score
from retrieval.fact_types import Checked, Reason, Verdict
from retrieval.types import Language


def checked(verdict: Verdict, reason: Reason = Reason.AGREES) -> Checked:
    return Checked("", Language.SIMPLIFIED, verdict, reason, (), ())


def claim(verdict: str, kind: str = "exact") -> JudgedClaim:
    return JudgedClaim("a", "", verdict, kind, frozenset())


def test_verdicts_confusions_and_causes_are_counted() -> None:
    scores = score(
        [
            (claim("supported"), checked(Verdict.SUPPORTED)),
            (claim("contradicted"), checked(Verdict.SUPPORTED)),
            (claim("contradicted", "wrong-year"), checked(Verdict.CONTRADICTED, Reason.OTHER_YEAR)),
            (claim("contradicted", "wrong-unit"), checked(Verdict.CONTRADICTED, Reason.OTHER_FIGURE)),
        ]
    )
    assert (scores.verdict, scores.contradicted_as_supported, scores.supported_as_contradicted) == (
        0.75,
        0.25,
        0.0,
    )
    assert scores.cause == 0.5


def test_every_set_that_is_asked_can_be_read() -> None:
    claims = {name: read_claims(SETS / f"{name}.jsonl") for name in NAMES}
    assert {name: len({each.id for each in held}) for name, held in claims.items()} == {
        "given/claims": 60,
        "given/typed-claims": 120,
        "claims/posted-claims": 65,
    }
