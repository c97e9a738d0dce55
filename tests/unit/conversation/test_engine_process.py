"""The engine's port is chosen before the engine is there to bind it."""

import socket

from bot.conversation.engine_process import free_port


def test_the_port_is_none_that_an_outgoing_connection_could_take_meanwhile() -> None:
    """Linux gives those from 32768 on to outgoing connections, unless told otherwise."""
    ports = {free_port() for _ in range(200)}
    assert max(ports) < 32_768
    assert len(ports) > 150


def test_a_port_that_somebody_listens_on_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        assert taken.getsockname()[1] not in {free_port() for _ in range(200)}
