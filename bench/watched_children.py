"""Child processes of a measured machine, some of them inside a module that watches them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.workbench.children import Children


class WatchedChildren(Children):
    """Starts some children with more options, or inside a module that watches them."""

    def __init__(self, logs: Path, monotonic: Callable[[], float]) -> None:
        super().__init__(logs, monotonic)
        self.options: dict[str, tuple[str, ...]] = {}
        self.wrapped: dict[str, str] = {}
        self.environment: dict[str, str] = {}

    def start(
        self,
        name: str,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        arguments += self.options.get(name, ())
        environment = {**(environment or {}), **self.environment}
        super().start(name, self.wrapped.get(name, module), *arguments, environment=environment)
