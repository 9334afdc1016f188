"""Workers started on this machine for one run, out of reach of all others."""

import contextlib
import logging
import signal
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tiptranslate.cores import available

if TYPE_CHECKING:
    from distributed import Security

_NO_PAGES: dict[str, list[str]] = {
    # Dask's web pages; what is left is a port on 127.0.0.1 that serves nothing.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


@contextlib.contextmanager
def local_cluster(threads: int) -> "Iterator[tuple[Any, Security]]":
    """Worker processes on this machine that only this process can reach.

    They listen on 127.0.0.1, where other users of the machine could reach them: so both
    sides must show a certificate that is made for this run and kept in memory.

    Args:
        threads: Threads of a worker; 0 for one. There are as many workers as leave none idle.
    """
    import dask  # noqa: PLC0415 - an extra, and heavy
    from distributed import LocalCluster, Security  # noqa: PLC0415

    security = Security.temporary()
    with (
        dask.config.set(_NO_PAGES),
        tempfile.TemporaryDirectory(prefix="tiptranslate-", ignore_cleanup_errors=True) as folder,
    ):
        with _interrupts_kept_here():
            cluster = LocalCluster(
                n_workers=max(1, available() // max(1, threads)),
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                security=security,
                dashboard_address="127.0.0.1:0",
                local_directory=folder,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        with cluster:
            yield cluster, security


@contextlib.contextmanager
def _interrupts_kept_here() -> Iterator[None]:
    """Let Ctrl-C be answered by this process alone: what is started meanwhile never sees it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - only for workers here

    # Threads and processes inherit what is blocked, but the tracker's start would lift it.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
