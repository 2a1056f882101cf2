import asyncio

import pytest

from app.simulator.play import SimulatorSecrets
from tests.simulator.moved_clock import T0
from tests.simulator.pretend_rapidsos import SECRETS, pretend_rapidsos

GOOD = {"grant_type": "client_credentials", "client_id": "client", "client_secret": "client-secret-not-real"}


def test_good_credentials_get_a_token_that_the_feeds_know() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            answer = (await rapidsos.client.post("/oauth/token", data=GOOD)).json()
            assert answer["token_type"] == "BearerToken"
            assert (answer["issued_at"], answer["expires_in"]) == (str(T0), "3600")
            assert (await rapidsos.location(answer["access_token"])).status_code == 200

    asyncio.run(scenario())


def test_numbers_are_seconds() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos("outage") as rapidsos:
            answer = (await rapidsos.client.post("/oauth/token", json=GOOD)).json()
            assert (answer["issued_at"], answer["expires_in"]) == (T0 // 1000, 90)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (GOOD | {"client_secret": "other"}, 401),
        (GOOD | {"client_id": "other"}, 401),
        ({"grant_type": "client_credentials"}, 401),
        (GOOD | {"grant_type": "password"}, 400),
        ({}, 400),
    ],
)
def test_bad_credentials_get_a_reason(asked: dict[str, str], status: int) -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            answer = await rapidsos.client.post("/oauth/token", data=asked)
            assert answer.status_code == status
            assert answer.json()["detail"]

    asyncio.run(scenario())


def test_basic_header_is_the_documented_alternative() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            form = {"grant_type": "client_credentials"}
            auth = (SECRETS.client_id or "", SECRETS.client_secret or "")
            assert (await rapidsos.client.post("/oauth/token", data=form, auth=auth)).status_code == 200
            broken = {"Authorization": "Basic ???"}
            assert (await rapidsos.client.post("/oauth/token", data=form, headers=broken)).status_code == 401

    asyncio.run(scenario())


def test_without_agreed_credentials_any_pair_is_good_but_an_empty_one() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos(secrets=SimulatorSecrets()) as rapidsos:
            answer = await rapidsos.client.post("/oauth/token", data=GOOD | {"client_secret": "anything"})
            assert answer.status_code == 200
            answer = await rapidsos.client.post("/oauth/token", data=GOOD | {"client_secret": ""})
            assert answer.status_code == 401

    asyncio.run(scenario())


def test_tokens_are_forgotten_on_demand() -> None:
    async def scenario() -> None:
        async with pretend_rapidsos() as rapidsos:
            token = await rapidsos.own_token()
            assert (await rapidsos.location(token)).status_code == 200
            await rapidsos.order(do="forget_tokens")
            assert (await rapidsos.location(token)).status_code == 401

    asyncio.run(scenario())


def test_secrets_do_not_show_in_a_repr() -> None:
    assert "not-real" not in repr(SECRETS)
