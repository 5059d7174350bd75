"""Amounts keep every digit on their way through Python."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from pydantic import BaseModel

import keyaccount

#: More digits than a float holds.
LARGE = "12345678901234567.89"


class Revenue(BaseModel):
    """An account as a host's own model may describe it."""

    id: str
    annual_revenue: dict[str, Decimal | str]
    hours_per_year: float | None = None


def account(account_id: str, amount: object) -> dict[str, object]:
    """Returns an account with a revenue in euro."""
    return {"id": account_id, "annual_revenue": {"amount": amount, "currency": "EUR"}}


@pytest.mark.parametrize(
    "accounts",
    [
        [account("A", LARGE), account("B", "0.10")],
        [account("A", Decimal(LARGE)), account("B", Decimal("0.10"))],
        json.dumps([account("A", LARGE), account("B", "0.10")]),
        # As a number literal: a float would round it.
        json.dumps([account("A", LARGE), account("B", "0.10")]).replace(f'"{LARGE}"', LARGE),
        [
            Revenue(id="A", annual_revenue={"amount": Decimal(LARGE), "currency": "EUR"}),
            Revenue(id="B", annual_revenue={"amount": Decimal("0.10"), "currency": "EUR"}),
        ],
    ],
    ids=["text", "Decimal", "JSON text", "JSON number", "pydantic"],
)
def test_money(accounts: list[dict[str, object]] | str) -> None:
    reply = keyaccount.portfolio.loss_impact(accounts=accounts, leaving=["B"])
    before = reply.answer.revenue_before.amount
    assert isinstance(before, keyaccount.models.Money)
    # Worked by hand: 12345678901234567.89 + 0.10.
    assert before.amount == Decimal("12345678901234567.99")
    assert '"amount":"12345678901234567.99"' in reply.text


def test_a_float_is_written_with_the_digits_that_give_it_back() -> None:
    reply = keyaccount.portfolio.loss_impact(accounts=[account("A", 0.1), account("B", 0.2)], leaving=["B"])
    before = reply.answer.revenue_before.amount
    assert isinstance(before, keyaccount.models.Money)
    assert before.amount == Decimal("0.3"), "0.1 + 0.2 in decimals, not in floats"


def test_an_answer_is_a_document_too() -> None:
    first = keyaccount.portfolio.loss_impact(accounts=[account("A", "7.10"), account("B", "2")], leaving=["B"])
    money = first.answer.revenue_lost.amount
    assert isinstance(money, keyaccount.models.Money)
    second = keyaccount.portfolio.loss_impact(
        accounts=[{"id": "C", "annual_revenue": money}, account("B", "2")], leaving=["B"]
    )
    assert second.answer.revenue_before.amount == keyaccount.models.Money(amount=Decimal(4), currency="EUR")


def test_a_fault_names_its_place() -> None:
    with pytest.raises(keyaccount.InputError) as caught:
        keyaccount.portfolio.loss_impact(accounts=[account("A", "ten")], leaving=["A"])
    assert caught.value.path == "/accounts/0/annual_revenue/amount"
    assert "ten" in caught.value.message
