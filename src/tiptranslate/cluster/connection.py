"""A connection to a Dask scheduler; Dask is only here and in ``local``.

What Dask raises becomes one line of an ``EngineError``, and nothing waits for ever: not for
a scheduler, not for a first worker, not for another one when all are lost.
"""

import contextlib
import logging
import queue
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tiptranslate.cluster.local import local_cluster
from tiptranslate.errors import EngineError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
"""The address that stands for workers started on this machine for this run alone."""
CONNECT_SECONDS = 10.0
"""How long a scheduler may take to answer."""
WORKER_SECONDS = 30.0
"""How long to wait for a first worker, or for another one when all are lost."""
RETRIES = 2
"""How often a part is tried again that failed for another reason than a lost worker."""

_TICK = 1.0
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:\[[0-9A-Fa-f:.%]+\]|[\w.-]+):[0-9]{1,5}")


def check_address(address: str) -> None:
    """Refuse what can be no scheduler's address.

    Raises:
        UsageError: It is none.
    """
    if address != LOCAL and not _ADDRESS.fullmatch(address):
        raise UsageError(
            f"{address!r} is no address of a scheduler; give tcp://HOST:PORT, tls://HOST:PORT "
            f"or `{LOCAL}`"
        )


@contextlib.contextmanager
def connected(address: str, threads: int) -> Iterator["Connection"]:
    """A connection with at least one worker behind it.

    Args:
        address: Of a scheduler, or ``LOCAL``.
        threads: Threads of a worker that is started here; 0 for one.

    Raises:
        EngineError: The extra is missing, no scheduler answers, or it has no worker.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(_quiet())
        try:
            client = _client(address, threads, stack)
        except ImportError as error:
            raise EngineError(
                f"work cannot be shared out: {_brief(error)}; install the extra with "
                "`pip install 'tiptranslate[cluster]'`"
            ) from error
        # What an unknown host, a wrong certificate or another program at the port raise.
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise EngineError(
                f"no scheduler answers at {address}: {_brief(error)}; start one with "
                "`dask scheduler`, or leave out --cluster"
            ) from error
        connection = Connection(client, address)
        connection.wait_for_workers()
        yield connection


def _client(address: str, threads: int, stack: contextlib.ExitStack) -> "Client":
    """A client at an address, which is closed with the stack."""
    from distributed import Client, Security  # noqa: PLC0415 - an extra, and heavy

    place, security = address, Security()
    if address == LOCAL:
        place, security = stack.enter_context(local_cluster(threads))
    elif address.startswith("tls:") and not security.get_connection_args("client")["ssl_context"]:
        raise EngineError(
            f"no certificate for {address}; name the files in Dask's settings, "
            "distributed.comm.tls, as docs/scale.md shows"
        )
    return stack.enter_context(
        Client(place, timeout=CONNECT_SECONDS, security=security, set_as_default=False)
    )


class Connection:
    """A scheduler at work for this run.

    Args:
        client: Dask's.
        address: As the user knows it.
    """

    def __init__(self, client: "Client", address: str) -> None:
        self._client = client
        self._address = address
        self._alone_since = 0.0

    def wait_for_workers(self) -> None:
        """Wait for a first worker.

        Raises:
            EngineError: None comes.
        """
        try:
            self._client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except (OSError, TimeoutError) as error:
            raise EngineError(
                f"the scheduler at {self._address} has no worker and none came in "
                f"{WORKER_SECONDS:.0f} seconds; start some with `dask worker {self._address}`"
            ) from error

    def each(
        self, function: Callable[..., Any], items: Sequence[Any], **fixed: object
    ) -> Iterator[tuple[int, Any]]:
        """What a function makes of each item, with the item's number, as it comes.

        A lost worker's items are given to another one. What is not done when the caller
        stops is called off.

        Raises:
            EngineError: The scheduler or all workers are lost, or an item failed again and again.
        """
        futures = self._client.map(function, items, pure=False, retries=RETRIES, **fixed)
        yield from self._results(dict(enumerate(futures)))

    def every_worker(self, function: Callable[..., Any], *given: object) -> Iterator[Any]:
        """What a function makes in each worker there is now; one that leaves says nothing.

        Raises:
            EngineError: The scheduler or all workers are lost, or the function failed.
        """
        futures = {
            worker: self._client.submit(
                function, *given, workers=[worker], allow_other_workers=False, pure=False
            )
            for worker in self._workers()
        }
        for _, result in self._results(futures, bound=True):
            yield result

    def _results(
        self, futures: "dict[Any, Future]", *, bound: bool = False
    ) -> Iterator[tuple[Any, Any]]:
        """Results by their names; ``bound`` ones are named by the worker they depend on."""
        names = {future.key: name for name, future in futures.items()}
        finished: queue.Queue[Future] = queue.Queue()
        for future in futures.values():
            future.add_done_callback(finished.put)
        try:
            while futures:
                try:
                    name = names[finished.get(timeout=_TICK).key]
                except queue.Empty:
                    present = self._look()
                    for lost in [name for name in futures if bound and name not in present]:
                        self._client.cancel([futures.pop(lost)])
                    continue
                if name in futures:
                    yield name, self._result(futures[name])
                    futures.pop(name).release()
        finally:
            with contextlib.suppress(OSError, RuntimeError, TimeoutError):
                self._client.cancel(list(futures.values()))

    def _result(self, future: "Future") -> Any:  # noqa: ANN401 - whatever the function gives
        """What a finished future holds; if its worker is lost meanwhile, it is made again."""
        while True:
            try:
                return future.result(timeout=_TICK)
            except Exception as error:
                self._look()
                if isinstance(error, TimeoutError) and future.status != "error":
                    continue
                raise EngineError(
                    f"a part of the work failed on the workers: {_brief(error)}; "
                    "what they print has more"
                ) from error

    def _look(self) -> set[str]:
        """The workers there are; where there have been none for long, that is an error.

        Raises:
            EngineError: There is nobody left to wait for.
        """
        present = self._workers()
        now = time.monotonic()
        if present:
            self._alone_since = 0.0
        elif not self._alone_since:
            self._alone_since = now
        elif now - self._alone_since > WORKER_SECONDS:
            raise EngineError(
                f"all workers of the scheduler at {self._address} are lost; start some and run "
                "this again, what was drafted before is kept"
            )
        return present

    def _workers(self) -> set[str]:
        """The addresses of the workers.

        Raises:
            EngineError: The scheduler is lost.
        """
        try:
            if self._client.status == "running":
                return set(self._client.nthreads())
        except (OSError, RuntimeError, TimeoutError):
            pass
        raise EngineError(
            f"the scheduler at {self._address} is lost; start it and run this again, "
            "what was drafted before is kept"
        )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from telling on stderr what becomes one line of ours."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado", "asyncio")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"(distributed|dask|tornado)\b")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)


def _brief(error: BaseException) -> str:
    """The kind of an error and the first line of what it says."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
