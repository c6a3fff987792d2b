"""What an organisation can answer to an invitation, in the words that it reads."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """How an invitation was answered."""

    COMES = "comes", _("We will come")
    CANNOT = "cannot", _("We cannot come")


class Needs(models.TextChoices):
    """What helps people to take part; chosen from a list, so that nothing is told of anybody's health."""

    STEP_FREE = "step_free", _("Step-free way in")
    INTERPRETER = "interpreter", _("Interpreter")
    SIGN_LANGUAGE = "sign_language", _("British Sign Language")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    CHILDCARE = "childcare", _("Childcare")
    TRANSPORT = "transport", _("A way to get there")
    QUIET_ROOM = "quiet_room", _("Quiet room")
