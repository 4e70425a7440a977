"""What a shell starts in the background hears no Ctrl+C, nor does what that starts."""

from __future__ import annotations

import signal


def hear_interrupts() -> None:
    """Have a process that is about to begin (as `preexec_fn`) end at Ctrl+C, whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
