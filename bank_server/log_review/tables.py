"""Keep sources, pairs and accounts within bounds, whatever a log holds: the least ones go first."""

from typing import Callable, Dict

from .pairs import Account, Pair, Source
from .thresholds import Thresholds

DROPPED_AT_ONCE = 2  # half of a table, so that it is sorted seldom


class Tables:
    """Sources, pairs and accounts, none of them beyond its bound: the least ones go first.

    Attributes:
        is_full: something was dropped. From then on no new source and no new pair of one that has
            lost pairs begins well: what was forgotten might have been a failure.
    """

    def __init__(self, limits: Thresholds, on_drop: Callable[[Source], None]) -> None:
        """on_drop: called with a source before it is forgotten."""
        self._limits = limits
        self._on_drop = on_drop
        self.sources = self._no_sources()
        self.accounts = self._no_accounts()
        self.pairs = 0
        self.is_full = False

    @staticmethod
    def _no_sources() -> Dict[str, Source]:
        return {}

    @staticmethod
    def _no_accounts() -> Dict[str, Account]:
        return {}

    def source(self, name: str) -> Source:
        source = self.sources.get(name)
        if source is None:
            if len(self.sources) >= self._limits.sources_kept:
                self._drop_sources()
            source = self.sources[name] = Source(name)
            source.has_forgotten = self.is_full
        return source

    def pair_with_login(self, source: Source, account: str, when: int) -> Pair:
        pair = self._new_pair(source, account, when, began_well=not source.has_forgotten)
        source.well += pair.began_well
        return pair

    def pair_tried(self, source: Source, account: str, when: int) -> Pair:
        pair = self._new_pair(source, account, when, began_well=False)
        source.tried += 1
        return pair

    def own_pair(self, source: Source, account: str, when: int) -> Pair:
        """Somebody who is logged in types the own password again: it says nothing of others."""
        return self._new_pair(source, account, when, began_well=True)

    def _new_pair(self, source: Source, account: str, when: int, *, began_well: bool) -> Pair:
        if self.pairs >= self._limits.pairs_kept:
            self._drop_pairs()
        pair = source.pairs[account] = Pair(
            when, began_well=began_well, is_job=began_well or source.is_usual()
        )
        self.pairs += 1
        return pair

    def account(self, name: str) -> Account:
        account = self.accounts.get(name)
        if account is None:
            if len(self.accounts) >= self._limits.accounts_kept:
                self._drop_accounts()
            account = self.accounts[name] = Account()
        return account

    def _drop_accounts(self) -> None:
        self.is_full = True
        accounts = self.accounts
        least = sorted(accounts, key=lambda each: (len(accounts[each].stamps), each))
        for name in least[: _share(self._limits.accounts_kept)]:
            del accounts[name]

    def _drop_sources(self) -> None:
        self.is_full = True
        least = sorted(self.sources.values(), key=lambda each: (each.failures, each.name))
        for source in least[: _share(self._limits.sources_kept)]:
            self._on_drop(source)
            self.pairs -= len(source.pairs)
            source.pairs.clear()
            source.spray = source.names = None
            del self.sources[source.name]

    def _drop_pairs(self) -> None:
        self.is_full = True
        least = sorted(
            (pair.failures, source.name, account)
            for source in self.sources.values()
            for account, pair in source.pairs.items()
        )
        for _, name, account in least[: _share(self._limits.pairs_kept)]:
            source = self.sources[name]
            source.well -= source.pairs.pop(account).began_well
            source.has_forgotten = True
            self.pairs -= 1


def _share(size: int) -> int:
    return max(1, size // DROPPED_AT_ONCE)
