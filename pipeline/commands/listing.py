"""The table in which commands list things: no rules, headings in the reader's language."""

from rich.table import Table

from pipeline.commands.language import say


def listing(*headings: str) -> Table:
    """Return a table without rows; what is too long for a cell goes on below."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(say(heading), overflow="fold")
    return table
