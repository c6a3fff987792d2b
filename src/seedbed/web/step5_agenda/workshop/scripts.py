"""The scripts of workshops, as data: what each step is for, how long it takes, what to say, what becomes of the notes.

Which scripts belong to step 5 follows the group model building of the cited studies; the words are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from seedbed.web.step5_agenda.workshop_models import Direction
from seedbed.web.ui.marking import marked as _

Takes = Literal["", "factors", "ideas"]
Tool = Literal["", "circle", "over_time", "loop", "ideas"]
TREND = (Direction.UP.value, Direction.DOWN.value, Direction.STEADY.value)
WISH = (Direction.HOPE.value, Direction.FEAR.value)
SOURCE = "Group model building scripts, as in doi:10.1186/s12874-022-01576-y (Table 2) and PMC9806011 (13 councils)"
MAPPING = "Participatory systems mapping, doi:10.1007/978-3-031-01919-7_5"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a script.

    Parameters
    ----------
    slug
        Notes are kept under it.
    minutes
        About how long it takes; nobody is hurried.
    say
        What the facilitator says, in plain words.
    paper
        What goes on paper or the wall.
    prompt
        Which of the phones' prompts is asked; nothing where phones rest.
    directions
        What a note may say besides its words.
    takes
        What notes become.
    tool
        Which page of the site helps.
    """

    slug: str
    title: str
    minutes: int
    say: str
    paper: str
    prompt: str = ""
    directions: tuple[str, ...] = ()
    takes: Takes = ""
    tool: Tool = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A script: what it is good for, what it leaves behind, where it comes from, and its steps."""

    slug: str
    title: str
    purpose: str
    leaves: str
    source: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """About how long all of it takes."""
        return sum(step.minutes for step in self.steps)


_HOPES = Script(
    "hopes-and-fears",
    _("Hopes and fears"),
    _("Opens a workshop: everybody says something, and the room sees what it wants and what it dreads."),
    _("Outcomes on the map, each with the number of notes behind it."),
    SOURCE,
    (
        Step(
            "welcome",
            _("Welcome"),
            5,
            _("Say why we are here and what becomes of what is said. Nobody has to send anything. No names of people."),
            _("Two headings on the wall: hopes, and fears."),
        ),
        Step(
            "write",
            _("Write hopes and fears"),
            10,
            _("Take a quiet moment. Write one thing in each note, as many notes as you like, on paper or by phone."),
            _("One thing on each note, in large letters."),
            prompt="hopes",
            directions=WISH,
            takes="factors",
        ),
        Step(
            "share",
            _("Read out and put together"),
            15,
            _("We read the notes out and put together those that mean the same. Whoever wrote one may say more."),
            _("Notes that mean the same hang together, with a name above them that can go up or down."),
            takes="factors",
        ),
    ),
)
_CIRCLE = Script(
    "connection-circle",
    _("Connection circle"),
    _("Finds what goes up or down here, and which of it changes which."),
    _("Factors and links on the map."),
    f"{SOURCE}; {MAPPING}",
    (
        Step(
            "name",
            _("Name what goes up or down"),
            10,
            _("What matters here and can go up or down? Say rents, not housing; trust in the shop, not the shop."),
            _("One factor on each note. Turn events into what goes up or down."),
            prompt="changes",
            directions=TREND,
            takes="factors",
        ),
        Step(
            "choose",
            _("Put together and choose"),
            10,
            _("Which of these are the same? Choose at most 15 to begin with; the others wait beside the circle."),
            _("The chosen factors stand around a large circle."),
            takes="factors",
        ),
        Step(
            "connect",
            _("Draw the arrows"),
            25,
            _("Take one factor. If it goes up, what goes up or down with it? Say why. Who sees it differently?"),
            _("Arrows from cause to effect: + where both go the same way, − where opposite ways, ? where not known."),
            tool="circle",
        ),
        Step(
            "read-back",
            _("Read it back"),
            10,
            _("We read each arrow aloud as a sentence. Is it true here? What is missing?"),
            _("A mark at every arrow that somebody doubts: it stays, as not known."),
            tool="circle",
        ),
    ),
)
_OVER_TIME = Script(
    "behaviour-over-time",
    _("Behaviour over time"),
    _("Shows how things came to be as they are, and what people expect if nothing is done."),
    _("A small chart of each factor that the room drew."),
    SOURCE,
    (
        Step(
            "name",
            _("Name what has changed"),
            10,
            _("Think back as far as you know this place. What has changed, and which way did it go?"),
            _("Paper with two lines: years along the bottom, low to high up the side."),
            prompt="over_time",
            directions=TREND,
            takes="factors",
        ),
        Step(
            "draw",
            _("Draw it over the years"),
            20,
            _("In groups of three, draw one factor: how it was, how it is, where it goes if nothing is done."),
            _("One sketch for each factor, with its name and the years."),
            takes="factors",
            tool="over_time",
        ),
        Step(
            "tell",
            _("Tell the stories"),
            15,
            _("Each group tells its sketch. Where did it turn, and what happened then?"),
            _("Sketches that go alike hang together."),
            prompt="because",
            directions=TREND,
            takes="factors",
            tool="over_time",
        ),
    ),
)
_LOOP = Script(
    "causal-loop",
    _("Causal loop"),
    _("Follows what one thing leads to until it comes back to itself: why things get better or worse by themselves."),
    _("A path of links on the map that closes, with what kind of loop it is."),
    f"{SOURCE}; {MAPPING}",
    (
        Step(
            "story",
            _("Choose a story"),
            10,
            _("Which story of this place goes round and round? Begin with one factor of it."),
            _("The factor in the middle of a large sheet."),
            prompt="changes",
            directions=TREND,
            takes="factors",
        ),
        Step(
            "follow",
            _("Follow the arrows"),
            20,
            _("If it goes up, what changes then? And then? We go on until we are back, or know that we are not."),
            _("Each next factor with an arrow to it, + or − or ?."),
            prompt="because",
            directions=TREND,
            takes="factors",
            tool="loop",
        ),
        Step(
            "name-it",
            _("Name the loop"),
            10,
            _("Does the change come back stronger, or is it held back? Give the loop a name that people here use."),
            _("The name in the middle of the loop."),
            tool="loop",
        ),
    ),
)
_IDEAS = Script(
    "action-ideas",
    _("Action ideas"),
    _("Gathers what could be done about what the map shows."),
    _("A list of ideas kept with the map: candidates for the agenda for change, no promises."),
    SOURCE,
    (
        Step(
            "look",
            _("Look at the map"),
            10,
            _("Here is what we drew. Where would a push help most? What is already being done?"),
            _("The map on the wall, and a dot at each place where somebody would push."),
        ),
        Step(
            "write",
            _("Write ideas"),
            15,
            _("What could be done, and by whom? Small things count. No idea is a promise."),
            _("One idea on each note, beside the factor it is about."),
            prompt="ideas",
            takes="ideas",
        ),
        Step(
            "gather",
            _("Put together and keep"),
            15,
            _("We put together those that mean the same. What we keep goes on to the agenda for change."),
            _("Each idea with who could do it."),
            takes="ideas",
            tool="ideas",
        ),
    ),
)
SCRIPTS: Mapping[str, Script] = {each.slug: each for each in (_HOPES, _CIRCLE, _OVER_TIME, _LOOP, _IDEAS)}
