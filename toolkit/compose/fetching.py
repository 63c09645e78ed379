"""What a page may fetch while it is set: the locked fonts and our own templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from toolkit.compose.fonts import font_folder


class OnlyOurs(URLFetcher):  # type: ignore[misc]  # it ships no types
    """Fetches files of the given folders and nothing else, whatever a page asks for."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(
        self, url: str, headers: Mapping[str, str] | None = None
    ) -> URLFetcherResponse:
        """Return one of our own files.

        Raises:
            ValueError: For anything else; WeasyPrint then goes without it.
        """
        parts = urlsplit(url)
        place = Path(url2pathname(parts.path)).resolve()
        ours = any(place.is_relative_to(folder) for folder in self._folders)
        if parts.scheme != "file" or parts.netloc or not ours:
            raise ValueError("only the toolkit's own fonts and templates are fetched")
        return super().fetch(url, headers)


@lru_cache(maxsize=8)
def only_ours(folders: tuple[Path, ...]) -> OnlyOurs:
    """Return the fetcher for the locked fonts and these folders."""
    return OnlyOurs((font_folder(), *folders))


@lru_cache(maxsize=1)
def font_settings() -> FontConfiguration:
    """Return the one font set-up of this process; making it anew costs a fifth."""
    return FontConfiguration()
