"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from seedbed.web.step1_profile.views import boundary, candidates, care, packs, profile

PROGRAMME, PLACE = "programmes/<slug:slug>/", "neighbourhoods/<slug:slug>/"
CARE = f"{PROGRAMME}care-system/"

app_name = "step1_profile"
urlpatterns: list[URLPattern] = [
    path(f"{PROGRAMME}candidates/", candidates.candidates, name="candidates"),
    path(f"{PROGRAMME}figures/", packs.pack, name="pack"),
    path(f"{PROGRAMME}candidates/screen/", candidates.screen, name="screen"),
    path(f"{PROGRAMME}candidates/<int:number>/ranks/", candidates.ranks, name="ranks"),
    path(f"{PROGRAMME}candidates/<int:number>/figures/", candidates.figures, name="figures"),
    path(f"{PROGRAMME}candidates/<int:number>/choose/<str:area>/", candidates.choose, name="choose"),
    path(f"{PROGRAMME}choices/<int:number>/", candidates.choice, name="choice"),
    path(CARE, care.care_system, name="care_system"),
    path(f"{CARE}fill/", care.fill, name="fill_care_system"),
    path(f"{CARE}care-system.<str:form>", care.download, name="care_file"),
    path(f"{CARE}add/", care.add_organisation, name="add_organisation"),
    path(f"{CARE}<int:number>/", care.change_organisation, name="organisation"),
    path(f"{CARE}<int:number>/remove/", care.remove_organisation, name="remove_organisation"),
    path(f"{CARE}<int:number>/decisions/add/", care.add_decision, name="add_decision"),
    path(f"{CARE}decisions/<int:number>/", care.change_decision, name="decision"),
    path(f"{CARE}decisions/<int:number>/remove/", care.remove_decision, name="remove_decision"),
    path(f"{PLACE}boundary/", boundary.boundary, name="boundary"),
    path(f"{PLACE}boundary/areas/", boundary.pick_areas, name="pick_areas"),
    path(f"{PLACE}boundary/drawn/", boundary.draw, name="draw"),
    path(f"{PLACE}boundary/corners/", boundary.corners, name="corners"),
    path(f"{PLACE}boundary/upload/", boundary.upload, name="upload"),
    path(f"{PLACE}boundary/drafts/<uuid:number>/", boundary.draft, name="draft"),
    path(f"{PLACE}boundary/<int:number>/", boundary.version, name="boundary_version"),
    path(f"{PLACE}profile/", profile.profile, name="profile"),
    path(f"{PLACE}profile/make/", profile.make, name="make_profile"),
    path(f"{PLACE}profile/<uuid:number>/", profile.profile, name="older_profile"),
    path(f"{PLACE}profile/<uuid:number>/files/", profile.make_files, name="make_files"),
    path(f"{PLACE}profile/<uuid:number>/use/", profile.use, name="use_figure"),
    path(f"{PLACE}profile/<uuid:number>/files/<str:name>", profile.download, name="profile_file"),
]
