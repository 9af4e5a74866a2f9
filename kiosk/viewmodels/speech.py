"""Which language the window speaks: one translator at a time, and every phrase told anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.viewmodels.locales import translator

OWN: Final = ""


class Speech:
    """GUI thread only. Translators are loaded once; a switch reads no file."""

    def __init__(self, retranslate: Callable[[], None], own: str, folder: Path) -> None:
        """
        retranslate: tells every phrase anew.
        own: the machine's own language, spoken from now on.
        folder: has the translations.
        """
        self._retranslate = retranslate
        self._own = own
        self._folder = folder
        self._loaded: dict[str, QTranslator] = {}
        self._installed: QTranslator | None = None
        self._install(own)

    def switch(self, language: str) -> None:
        """Speak this language, or with OWN the machine's, on every page, the kept ones too."""
        self._install(language or self._own)
        self._retranslate()

    def end(self) -> None:
        """The window closes; the next one brings its own."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
        self._installed = None

    def _install(self, language: str) -> None:
        self.end()
        found = self._loaded.get(language)
        if found is None:
            found = self._loaded[language] = translator(language, self._folder)
        QCoreApplication.installTranslator(found)
        self._installed = found
