"""What can go wrong, as a tree; catch `CommentsError` to catch all of it.

CommentsError            anything this package reports to a user; str() is one line that says what to do
├── SourceError          one source (file, folder, page) cannot be read; the rest of a batch goes on
│   └── NotAPageError    a file of data, not a page: passed over in a folder, an error where it is named
├── BundleError          a model bundle is incomplete, altered or of another kind; nothing is scored
└── RunError             a run cannot start or go on: its folder, settings or inputs do not allow it
"""

from __future__ import annotations


class CommentsError(Exception):
    """Base of all errors that this package reports; its text is one line fit to show a user."""


class SourceError(CommentsError):
    """One source cannot be read.

    Attributes: `source`, the path or name as the user knows it; `reason`, what was found;
    `remedy`, what to do next.
    """

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        self.source = source
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{source}: {reason}; {remedy}")

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str, str]]:
        return type(self), (self.source, self.reason, self.remedy)


class NotAPageError(SourceError):
    """A source holds data, not a page. Such files may lie beside pages in a folder.

    `kind` is the name under which they are counted there.
    """

    kind = "data file"


class BundleError(CommentsError):
    """A model bundle is incomplete, altered, or not one of ours."""


class RunError(CommentsError):
    """A run cannot start or continue."""
