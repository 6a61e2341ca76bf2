"""The errors of GeneRec, in three families.

::

    GeneRecError
    ├── UserError            shown to the visitor as it is
    │   ├── BadMedia         a file is not what it claims, is damaged, or is over a limit
    │   │   └── Withheld     a check failed: it was made and is not shown
    │   ├── NoSuchItem       an item that does not exist, is gone, or is not this visitor's
    │   └── BadRequest       words or arguments that cannot be acted on
    │       └── CannotDraw   things that the generator has never seen
    ├── Retry                the chat model may try again with the message
    ├── Unavailable          weights, a package or a service is missing
    └── Cancelled            the visitor pressed stop; nothing went wrong

A message says what was got, what was expected, and what to do. Errors of other libraries
are translated at the edge with ``raise ... from exc``.
"""

from __future__ import annotations


class GeneRecError(Exception):
    """Root of every error raised on purpose."""


class UserError(GeneRecError):
    """Something the visitor can mend; the message is shown to them word for word."""


class BadMedia(UserError):
    """A file that cannot be read as the picture or video it claims to be."""


class Withheld(BadMedia):
    """What was made may not be shown, by a check or by policy; something else may be."""


class NoSuchItem(UserError):
    """An item that is unknown, deleted, or belongs to somebody else.

    The three cases share one message on purpose: telling them apart would tell a stranger
    which items exist.
    """


class BadRequest(UserError):
    """A request whose words or arguments cannot be acted on."""


class CannotDraw(BadRequest):
    """A wish of which the generator knows nothing; ``options`` are wishes it can do instead."""

    def __init__(self, message: str, options: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.options = options


class Retry(GeneRecError):
    """Arguments a chat model got wrong; the message goes back to it once."""


class Unavailable(GeneRecError):
    """A back end that cannot work here: names what is missing and the feature that needs it."""


class Busy(Unavailable):
    """Too much is asked of this machine at the moment: nothing is broken, and it passes."""


class Cancelled(GeneRecError):
    """Raised inside running work when the visitor pressed stop."""
