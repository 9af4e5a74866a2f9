"""A withdrawal from its first journal entry to its last: the order in which money may move.

    Intending ─ Opening ─ Authorising ─ CardLeaving ─ Commanding ─ Picking ─ Presenting ─ Presented
         any refusal, cancel or silence: Cancelling        │ (short: Deciding)               │
                                             └──────────── Recording ─ Settling ─ Closing ─ Finished

An entry named in a state's docstring is on disk before the act that follows it. Nothing after
`Commanding` is ever abandoned: the HSM finishes by itself and its FINAL record is what happened.
Source: docs/protocols.md, section 5; docs/decisions/0004 and 0018.
"""
