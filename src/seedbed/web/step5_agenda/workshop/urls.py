"""Addresses of whoever leads a workshop, below /step-5/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.workshop import tool_views, views

HELD = "workshops/<int:workshop>/"
urlpatterns = [
    path("maps/<int:system_map>/workshops/", views.workshops, name="workshops"),
    path("maps/<int:system_map>/circle/", tool_views.circle, name="workshop_circle"),
    path("maps/<int:system_map>/path/", tool_views.path, name="workshop_path"),
    path("maps/<int:system_map>/ideas/", tool_views.ideas, name="workshop_ideas"),
    path("maps/<int:system_map>/ideas/<int:idea>/drop/", tool_views.drop_idea, name="workshop_drop_idea"),
    path(HELD, views.workshop, name="workshop"),
    path(f"{HELD}step/", views.step, name="workshop_step"),
    path(f"{HELD}end/", views.end, name="workshop_end"),
    path(f"{HELD}sort/", views.sort, name="workshop_sort"),
    path(f"{HELD}paper/", views.from_paper, name="workshop_paper"),
    path(f"{HELD}over-time/", tool_views.over_time, name="workshop_over_time"),
    path(f"{HELD}came/", views.came, name="workshop_came"),
    path(f"{HELD}screen/", views.screen, name="workshop_screen"),
    path(f"{HELD}screen/now/", views.screen_now, name="workshop_screen_now"),
]
