"""A call that is given up in time, for libraries that only bound the pause between two bytes."""

import threading
from collections.abc import Callable
from concurrent.futures import Future


def within[T](seconds: float, work: Callable[[], T]) -> T:
    """What ``work`` gives or raises; it goes on in its thread when nobody waits any more.

    Raises:
        TimeoutError: not done after ``seconds``.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    # a daemon: it must not hold up the end of the process
    threading.Thread(target=run, name="call", daemon=True).start()
    return done.result(seconds)
