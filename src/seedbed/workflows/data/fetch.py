"""Fetch publishers' files into a folder from which a pack can be built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from seedbed.reports.data_documents import DataFetchDocument, FetchedFile
from seedbed.sources.england.downloads import DOWNLOADS, Download, download
from seedbed.sources.fetch import Patience, fetch
from seedbed.workflows.progress import Progress, silent


def fetch_files(
    names: Iterable[str], folder: Path, *, patience: Patience | None = None, progress: Progress = silent
) -> DataFetchDocument:
    """Fetch some files by name, or all with a steady address when the name is ``all``.

    Raises
    ------
    UsageError
        If a name is not known; nothing is fetched then.
    UserError
        If a publisher cannot be reached or sends something else; the files before it are kept.
    """
    wanted = [each for name in names for each in (DOWNLOADS.values() if name == "all" else [download(name)])]
    return fetch_downloads(wanted, folder, patience=patience, progress=progress)


def fetch_downloads(
    downloads: Iterable[Download], folder: Path, *, patience: Patience | None = None, progress: Progress = silent
) -> DataFetchDocument:
    """Fetch files one after the other: a publisher is never asked for two at once."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for each in downloads:

        def watch(done: float, total: float, _: str, title: str = each.title) -> None:
            progress(done, total or done, title)

        answer = fetch(each.url, folder / each.file, patience=patience, watch=watch)
        found.append(
            FetchedFile(
                name=each.name,
                title=each.title,
                url=each.url,
                path=str(answer.path),
                bytes=answer.bytes,
                fetched_now=answer.fresh,
            )
        )
    return DataFetchDocument(folder=str(folder), files=found)
