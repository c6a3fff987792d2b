"""Pages of the walking skeleton."""

from seedbed.web.walking_skeleton.views.adding import add, mark, write_down
from seedbed.web.walking_skeleton.views.changing import edit, join, retract, withdraw
from seedbed.web.walking_skeleton.views.lineage import merge, split, undo
from seedbed.web.walking_skeleton.views.own import own, translate
from seedbed.web.walking_skeleton.views.reading import all_of, bead, index, words

__all__ = [
    "add",
    "all_of",
    "bead",
    "edit",
    "index",
    "join",
    "mark",
    "merge",
    "own",
    "retract",
    "split",
    "translate",
    "undo",
    "withdraw",
    "words",
    "write_down",
]
