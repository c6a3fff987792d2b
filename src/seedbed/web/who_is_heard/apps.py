"""The room as Django knows it."""

from django.apps import AppConfig


class WhoIsHeardConfig(AppConfig):
    """Who is heard."""

    name = "seedbed.web.who_is_heard"
    label = "who_is_heard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the thread's measures how many people of each group live where a census counted them."""
        from seedbed.web.golden_thread.registry import register_people_here
        from seedbed.web.who_is_heard.residents import people_of

        register_people_here(people_of)
