"""`./atm admin`: everything that an operator does, from the command line."""

from __future__ import annotations

import argparse
import sys
import time
from argparse import SUPPRESS
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from bank_server.admin.audit_log import verify
from bank_server.admin.client import AdminClient, AdminError
from bank_server.admin.commands import COMMANDS, Command
from bank_server.admin.journal_keys import journal_anchors, journal_keys, keep
from bank_server.admin.moving.commands import add_moving
from bank_server.admin.offline import offline_report
from bank_server.admin.output import as_json
from bank_server.admin.pin_review import review
from bank_server.admin.views import Desk, shown
from bank_server.admin.xmlrpc import XMLRPC_PORT, serve
from bank_server.contract.message import Message
from bank_server.http.counting_messages import AuditReport
from bank_server.http.staff_messages import Nothing
from bank_server.service.audit_seal import FIRST_KEY
from bank_server.state import FIRST_STAFF, StateFolder, state_path

GOOD: Final = 0
BAD: Final = 1
CANNOT: Final = 2
INTERRUPTED: Final = 130
PROGRAM: Final = "./atm admin --state DIR"
FIRST_OPERATOR: Final = FIRST_STAFF[0][0]
SECOND_OPERATOR: Final = FIRST_STAFF[1][0]


def main(arguments: Sequence[str] | None = None) -> int:
    if not __debug__:
        print("admin: refuses to run without its assertions (python -O)", file=sys.stderr)
        return CANNOT
    options = _parser().parse_args(arguments)
    state = StateFolder(options.state)
    try:
        return int(options.act(state, options))
    except AdminError as error:
        print(f"admin: {error}", file=sys.stderr)
    except ValidationError as error:
        print(f"admin: not possible: {_faults(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    return CANNOT


def _faults(error: ValidationError) -> str:
    """Which fields are wrong and what each must be; never a value."""
    faults = error.errors(include_input=False, include_context=False, include_url=False)
    lines = {f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in faults}
    return "; ".join(sorted(lines))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm admin",
        description="What the bank's staff do: accounts, cards, ATMs, confirmations, the audit.",
        epilog=f"example:\n  {PROGRAM} accounts list",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--state", type=state_path, required=True, metavar="DIR", help="the bank's state folder"
    )
    parser.add_argument(
        "--operator",
        default=FIRST_OPERATOR,
        help=f"whose certificate in keys/ to use (default: {FIRST_OPERATOR})",
    )
    parser.add_argument("--json", action="store_true", help="results as JSON (default: text)")
    groups = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_commands(groups)
    _add_audit(groups)
    _add_audit_log(groups)
    _add_review(groups)
    _add_journal_key(groups)
    _add_journal_anchors(groups)
    add_moving(partial(_described, groups))
    _add_xmlrpc(groups)
    return parser


def _add_commands(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    inner: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for command in COMMANDS:
        group, _, verb = command.words.partition(" ")
        if group not in inner:
            told = ", ".join(
                c.words.partition(" ")[2] for c in COMMANDS if c.words.startswith(group)
            )
            parent = _described(groups, group, told, command.example)
            inner[group] = parent.add_subparsers(metavar="VERB", required=True)
        parser = _described(inner[group], verb, command.help, command.example)
        for name, keywords in command.arguments:
            parser.add_argument(name, **keywords)  # type: ignore[arg-type]  # argparse's own keywords
        _add_common_again(parser)
        parser.set_defaults(act=_asking(command))


def _add_common_again(parser: argparse.ArgumentParser) -> None:
    """Also taken after the command, where people type them; the first help tells of them."""
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help=SUPPRESS)
    parser.add_argument("--operator", default=SUPPRESS, help=SUPPRESS)


def _asking(command: Command) -> object:
    def act(state: StateFolder, options: argparse.Namespace) -> int:
        with closing(AdminClient(state, options.operator)) as client:
            _show(command.run(client, state, options), state, is_json=options.json)
        return GOOD

    return act


def _add_audit(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "work the books out again from their entries; exit 1 if anything does not add up"
    parser = _described(groups, "audit", about, "audit --offline")
    parser.add_argument(
        "--offline",
        action="store_true",
        help="read the database directly, also of a copied state (default: ask the bank)",
    )
    _add_common_again(parser)
    parser.set_defaults(act=_audit)


def _audit(state: StateFolder, options: argparse.Namespace) -> int:
    if options.offline:
        report = offline_report(state)
    else:
        with closing(AdminClient(state, options.operator)) as client:
            report = client.ask("reports/audit", Nothing(), AuditReport)
    _show(report, state, is_json=options.json)
    return BAD if report.findings else GOOD


def _add_audit_log(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    example = "audit-log verify --key /media/offline/bank-audit.key"
    parent = _described(groups, "audit-log", "verify", example)
    inner = parent.add_subparsers(metavar="VERB", required=True)
    about = "check the audit log's order, chain, seals and end; exit 3 without the key"
    parser = _described(inner, "verify", about, example)
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help=f"the first key (default: {FIRST_KEY} in keys/, if it is still there)",
    )
    parser.add_argument(
        "--log", type=Path, metavar="FILE", help="another log, such as a copy (default: the bank's)"
    )
    parser.set_defaults(act=lambda state, options: verify(state, options.key, options.log))


def _add_review(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "whether somebody guesses PINs, in one line for syslog: OK, or INTRUSION and exit 1"
    parser = _described(groups, "review", about, "review --explain")
    parser.add_argument(
        "--all",
        action="store_true",
        help="also what was before staff closed the last such alarm (default: what came after)",
    )
    parser.add_argument(
        "--explain", action="store_true", help="the evidence, on standard error (default: no)"
    )
    _add_common_again(parser)
    parser.set_defaults(act=_review)


def _review(state: StateFolder, options: argparse.Namespace) -> int:
    return review(
        state,
        options.operator,
        time.time(),
        is_all=options.all,
        explains=options.explain,
        is_json=options.json,
    )


def _add_journal_key(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "the first keys of an ATM's journal, to verify it with; supervisors only"
    parser = _described(groups, "journal-key", about, "journal-key 0f3a1b2c --out journal.key")
    parser.add_argument("uuid", help="the ATM's id or its first digits, from `atms list`")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="a new file, for you only (default: print them)"
    )
    _add_common_again(parser)
    parser.set_defaults(act=_journal_key)


def _journal_key(state: StateFolder, options: argparse.Namespace) -> int:
    with closing(AdminClient(state, options.operator)) as client:
        text = journal_keys(client, options.uuid)
    return _told(text, options.out)


def _told(text: str, path: Path | None) -> int:
    if path is None:
        print(text, end="")
    else:
        keep(path, text)
    return GOOD


def _add_journal_anchors(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "what the bank was told of how far an ATM's journal went, to verify it with"
    example = "journal-anchors 0f3a1b2c --out anchors.jsonl"
    parser = _described(groups, "journal-anchors", about, example)
    parser.add_argument("uuid", help="the ATM's id or its first digits, from `atms list`")
    parser.add_argument(
        "--newest",
        action="store_true",
        help="only of the journal that the ATM writes now (default: of former ones too)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="a new file, for you only (default: print them)"
    )
    _add_common_again(parser)
    parser.set_defaults(act=_journal_anchors)


def _journal_anchors(state: StateFolder, options: argparse.Namespace) -> int:
    with closing(AdminClient(state, options.operator)) as client:
        text = journal_anchors(client, options.uuid, newest=options.newest)
    return _told(text, options.out)


def _add_xmlrpc(groups: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "serve document A's account and ATM calls over XML-RPC, for demo and test states"
    parser = _described(groups, "xmlrpc", about, "xmlrpc --port 1338")
    parser.add_argument(
        "--port", type=int, default=XMLRPC_PORT, help=f"0 = any free port (default: {XMLRPC_PORT})"
    )
    parser.add_argument(
        "--second",
        default=SECOND_OPERATOR,
        help=f"who confirms what --operator proposes (default: {SECOND_OPERATOR})",
    )
    parser.set_defaults(
        act=lambda state, options: serve(state, options.operator, options.second, options.port)
    )


def _described(
    groups: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str, example: str
) -> argparse.ArgumentParser:
    return groups.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"example:\n  {PROGRAM} {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _show(message: Message, state: StateFolder, *, is_json: bool) -> None:
    print(as_json(message) if is_json else shown(message, Desk(str(state.path))))


if __name__ == "__main__":
    sys.exit(main())
