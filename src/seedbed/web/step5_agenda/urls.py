"""Addresses of step 5, below /step-5/."""

from __future__ import annotations

from django.urls import include, path

from seedbed.web.step5_agenda import map_views, views
from seedbed.web.step5_agenda.arranging import urls as arranging_urls
from seedbed.web.step5_agenda.asking import urls as asking_urls
from seedbed.web.step5_agenda.comparing import urls as comparing_urls
from seedbed.web.step5_agenda.exchange import views as exchange_views
from seedbed.web.step5_agenda.live import views as live_views
from seedbed.web.step5_agenda.opinions import urls as opinions_urls
from seedbed.web.step5_agenda.reshaping import urls as reshaping_urls
from seedbed.web.step5_agenda.tables import urls as tables_urls
from seedbed.web.step5_agenda.weighing import urls as weighing_urls
from seedbed.web.step5_agenda.workshop import urls as workshop_urls

app_name = "step5_agenda"
MAP = "maps/<int:system_map>/"
FACTOR, LINK = f"{MAP}factors/<uuid:factor>/", f"{MAP}links/<uuid:map_link>/"
urlpatterns = [
    path("in/<slug:slug>/", views.maps, name="maps"),
    path("in/<slug:slug>/start/", views.start, name="start"),
    path("in/<slug:slug>/from-thread/", views.start_from, name="start_from"),
    path("in/<slug:slug>/bring-in/", exchange_views.bring_in, name="bring_in"),
    path(MAP, views.map_page, name="map"),
    path(f"{MAP}edit/", map_views.edit, name="edit_map"),
    path(f"{MAP}close/", map_views.close, name="close_map"),
    path(f"{MAP}files/", exchange_views.brought_in, name="brought_in"),
    path(f"{MAP}files/<slug:format>/", exchange_views.download, name="download"),
    path(MAP, include(asking_urls.urlpatterns)),
    path(MAP, include(comparing_urls.urlpatterns)),
    path(f"{MAP}arrangement/", include(arranging_urls.urlpatterns)),
    path(MAP, include(opinions_urls.urlpatterns)),
    path(MAP, include(reshaping_urls.urlpatterns)),
    path(f"{MAP}tables/", include(tables_urls.urlpatterns)),
    path(f"{MAP}weights/", include(weighing_urls.urlpatterns)),
    path("", include(workshop_urls.urlpatterns)),
    path(f"{MAP}ticket/", live_views.ticket, name="ticket"),
    path(f"{MAP}history/", views.history, name="history"),
    path(f"{MAP}factors/add/", views.add_factor, name="add_factor"),
    path(FACTOR, views.part, name="factor"),
    path(f"{FACTOR}edit/", views.edit_part, name="edit_factor"),
    path(f"{FACTOR}remove/", views.remove_part, name="remove_factor"),
    path(f"{FACTOR}put-back/", views.put_back, name="put_factor_back"),
    path(f"{MAP}links/add/", views.add_link, name="add_link"),
    path(LINK, views.part, name="link"),
    path(f"{LINK}edit/", views.edit_part, name="edit_link"),
    path(f"{LINK}remove/", views.remove_part, name="remove_link"),
    path(f"{LINK}put-back/", views.put_back, name="put_link_back"),
]
