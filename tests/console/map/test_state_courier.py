"""The first state at once, then at most ten a second, and nothing lost while the page is away."""

import json
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.console.map.state import StatePublisher
from tests.console.map.states import state


class Page:
    """Takes what the courier sends."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.courier = StatePublisher(lambda text: self.messages.append(json.loads(text)))

    @property
    def numbers(self) -> list[int]:
        return [message["state"]["number"] for message in self.messages if "state" in message]


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    assert qtbot is not None  # a courier's timer needs the application that comes with it
    return Page()


def test_nothing_is_sent_before_the_page_is_ready(page: Page) -> None:
    page.courier.dress({"words": {}})
    page.courier.show(state(1))
    page.courier.tell({"now": 1})
    assert page.messages == []
    page.courier.page_ready()
    assert [list(message) for message in page.messages] == [["look"], ["state"]]
    page.courier.page_lost()


def test_a_burst_is_two_messages_the_first_and_the_last(page: Page, qtbot: QtBot) -> None:
    page.courier.page_ready()
    for number in range(1, 50):
        page.courier.show(state(number))
    assert page.numbers == [1]
    qtbot.waitUntil(lambda: page.numbers == [1, 49])
    page.courier.page_lost()


def test_a_page_that_starts_again_is_told_everything(page: Page) -> None:
    page.courier.page_ready()
    page.courier.show(state(1))
    page.courier.page_lost()
    page.courier.show(state(2))
    assert page.numbers == [1]
    page.courier.page_ready()
    assert page.messages[-1]["state"]["full"] is True
    assert page.numbers == [1, 2]
    page.courier.page_lost()


def test_colours_reach_a_page_that_is_there(page: Page) -> None:
    page.courier.page_ready()
    page.courier.dress({"words": {}})
    assert page.messages == [{"look": {"words": {}}}]
