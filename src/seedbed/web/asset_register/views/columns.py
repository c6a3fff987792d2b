"""What the columns of a table mean: seen, changed, tried on its first rows, kept, and then taken in."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import UserError
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.mapping_out import as_toml
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import by_import, by_mapping, import_at, mapping_at
from seedbed.web.asset_register.column_forms import ColumnsForm
from seedbed.web.asset_register.columns import Sample, seems, table_in, told_by, tried
from seedbed.web.asset_register.file_reading import told_of, wishes_of
from seedbed.web.asset_register.models import Import, ImportState, KeptMapping
from seedbed.web.asset_register.views.common import about, in_preview, kinds_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.ui.refusals import refusals_on, status_of

SHOWN_REFUSED = 20


@allowed(Permission.EDIT_PLACE, by_import)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: SignedInRequest, imported: UUID) -> HttpResponse:
    """Show what each column is taken for and what that gives; take changes; go on with the import."""
    kept = import_at(imported)
    if kept.state != ImportState.WAITING or not kept.content:
        return redirect("asset_register:imported", imported)
    sample = table_in(kept.name, bytes(kept.content))
    if sample is None:
        return redirect("asset_register:import", kept.neighbourhood.slug)
    form, told = _form(request, kept, sample)
    if form.is_valid():
        told = form.told()
        with refusals_on(form):
            if (answer := _done(request, kept, form, told)) is not None:
                return answer
    result = tried(kept, told)
    context = about(
        request,
        kept.neighbourhood,
        imported=kept,
        form=form,
        sample=sample,
        tried=result,
        rows=sample.many,
        preview=in_preview(result.listings, kinds_of(kept.neighbourhood)),
        refused=result.refused[:SHOWN_REFUSED],
        more_refused=max(0, len(result.refused) - SHOWN_REFUSED),
        mappings=KeptMapping.objects.filter(neighbourhood=kept.neighbourhood).order_by("name"),
    )
    refused = request.POST.get("do") == "import" and result.wrong is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else status_of(form)
    return render(request, "asset_register/columns.html", context, status=status)


def _form(request: SignedInRequest, kept: Import, sample: Sample) -> tuple[ColumnsForm, Told]:
    """Return the form as it was sent, or filled with a mapping that was kept, or with what the columns seem to mean."""
    asked = wishes_of(kept).told or Told()
    mapping, wanted = seems(kept, sample), frozenset[str]()
    if (before := _kept(request, kept)) is not None:
        asked = told_of(before.told)
        try:
            mapping, wanted = sample.mapping("", replace(asked, keep=())), frozenset(asked.keep)
        except UserError as error:
            asked = Told()
            messages.warning(request, f"{error.why} {_('So the columns were guessed.')}")
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        sample,
        mapping,
        kinds_of(kept.neighbourhood),
        name_by_kind=asked.name_by_kind,
        wanted=wanted,
    )
    told = told_by(mapping, sample, name_by_kind=asked.name_by_kind)
    return form, replace(told, keep=asked.keep)


def _kept(request: SignedInRequest, kept: Import) -> KeptMapping | None:
    number = request.GET.get("kept", "")
    known = KeptMapping.objects.filter(neighbourhood=kept.neighbourhood)
    return known.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 18 else None


def _done(request: SignedInRequest, kept: Import, form: ColumnsForm, told: Told) -> HttpResponse | None:
    """Do what was asked for beside showing what the columns give; return None if nothing was."""
    do = request.POST.get("do", "")
    if do == "download":
        return _as_file(told, "mapping")
    if do != "import" or tried(kept, told).wrong is not None:
        return None
    if form.cleaned_data["keep_as"].strip():
        name = form.cleaned_data["keep_as"]
        actions.keep_mapping(by=request.user, neighbourhood=kept.neighbourhood, name=name, told=told)
    return redirect("jobs:job", actions.go_on_with_import(by=request.user, kept=kept, told=told).pk)


@require_safe
@allowed(Permission.EDIT_PLACE, by_mapping)
def mapping(request: SignedInRequest, mapping: int) -> HttpResponse:  # noqa: ARG001 - the address says it
    """Send a mapping that was kept as the file that the commands take."""
    return _as_file(told_of(mapping_at(mapping).told), f"mapping-{mapping}")


@require_POST
@allowed(Permission.EDIT_PLACE, by_mapping)
def forget(request: SignedInRequest, mapping: int) -> HttpResponse:
    """Forget a mapping that was kept."""
    found = mapping_at(mapping)
    actions.forget_mapping(by=request.user, mapping=found)
    messages.success(request, _("It is not kept any more."))
    return redirect("asset_register:import", found.neighbourhood.slug)


def _as_file(told: Told, name: str) -> HttpResponse:
    answer = HttpResponse(as_toml(told), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
