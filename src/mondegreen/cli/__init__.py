"""The command line: files, exit codes and messages around the pipeline; thin.

A command is a module beside this one; to add one, write it after the model of `check` and name it in
`_COMMANDS`. Commands import what is heavy inside functions, so that `mondegreen --help` comes at once.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from mondegreen import __version__
from mondegreen.cli.check import check
from mondegreen.cli.evaluate import evaluate
from mondegreen.cli.explain import explain
from mondegreen.cli.fix import fix
from mondegreen.cli.init import init
from mondegreen.cli.learn import learn
from mondegreen.cli.lexicon import lexicon
from mondegreen.cli.output import complain
from mondegreen.cli.replay import apply_record, revert_record
from mondegreen.cli.report import report
from mondegreen.cli.review import review
from mondegreen.errors import MondegreenError

_COMMANDS = (
    init,
    check,
    fix,
    review,
    report,
    apply_record,
    revert_record,
    learn,
    explain,
    evaluate,
    lexicon,
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  mondegreen init                            begin a show: its settings and its lexicon
  mondegreen check talk.txt                  show the diff, write nothing
  mondegreen fix talk.txt                    correct what is certain, in place
  mondegreen explain --text "Qurstammer is going to meet Biden"
  mondegreen eval --corrected fixed.txt talk.txt   how good it is on a transcript of yours

Each command has a --help with examples of its own.""",
)
@click.version_option(__version__, prog_name="mondegreen", message="%(prog)s %(version)s")
def cli() -> None:
    """Repair misheard names in speech-to-text transcripts."""


for _command in _COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """The entry point of the `mondegreen` command."""
    seldom_collect()
    for stream in (sys.stdout, sys.stderr):
        # A name in the transcript may not fit the terminal's encoding; that must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows knows no SIGHUP
        with contextlib.suppress(ValueError, OSError):
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup ignores SIGHUP
                signal.signal(number, _terminate)
    sys.exit(run(sys.argv[1:]))


def seldom_collect() -> None:
    """Look for garbage seldom: a command makes hardly any that needs looking for, and a lexicon is much to look at."""
    gc.set_threshold(50_000, 20, 20)


def _terminate(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)  # so that temporary files are cleared away, and the terminal put back


def run(args: Sequence[str]) -> int:
    """Run the command line `args`; its exit code. Errors become messages on stderr."""
    try:
        code = cli.main(list(args), prog_name="mondegreen", standalone_mode=False, obj=list(args))
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        ctx = getattr(error, "ctx", None)
        where = ctx.command_path if ctx is not None else "mondegreen"
        complain(f"{where}: {error.format_message()} (see {where} --help)")
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`). What is still buffered must not raise again at exit.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MondegreenError as error:
        complain(str(error))
        return 2
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{error.strerror or error}")
        return 2
