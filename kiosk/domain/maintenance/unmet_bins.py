"""What people took out of the bins of canisters that no record has told of since the last close.

Kept until a record does, so that nothing is expected in a bin that was emptied meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from kiosk.domain.maintenance.note_flow import Bin, Flow, with_bins


@dataclass(frozen=True, slots=True)
class BothBins:
    """One canister's notes in both."""

    reject: Bin = field(default_factory=Bin)
    retract: Bin = field(default_factory=Bin)

    def emptied(self, found: int, *, is_reject: bool) -> BothBins:
        if is_reject:
            return replace(self, reject=self.reject.emptied(found))
        return replace(self, retract=self.retract.emptied(found))


@dataclass(frozen=True, slots=True)
class UnmetBins:
    """
    Attributes:
        named: of canisters of which something was found. others: of each of the rest.
    """

    named: Mapping[int, BothBins] = field(default_factory=dict)
    others: BothBins = field(default_factory=BothBins)

    def emptied(
        self, found: Mapping[int, int], met: Collection[int], *, is_reject: bool
    ) -> UnmetBins:
        """met: canisters that have a flow, which bears their bins itself."""
        named = {number: self.others for number in found if number not in met} | dict(self.named)
        return UnmetBins(
            {
                number: bins.emptied(found.get(number, 0), is_reject=is_reject)
                for number, bins in named.items()
            },
            self.others.emptied(0, is_reject=is_reject),
        )

    def met(self, flow: Flow) -> Flow:
        """Its canister is told of for the first time."""
        bins = self.named.get(flow.canister, self.others)
        return with_bins(flow, bins.reject.then(flow.reject), bins.retract.then(flow.retract))


NOT_KNOWN = UnmetBins(others=BothBins(Bin(None), Bin(None)))
