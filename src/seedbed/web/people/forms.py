"""What people type to give roles."""

from __future__ import annotations

from django import forms

from seedbed.web.people.roles import ROLE_NAMES, Role


class GiveRoleForm(forms.Form):
    """Who gets which role."""

    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label="Name",
        help_text="Needed only if this address has no account yet.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, f"{names.title}: {names.does}") for role, names in ROLE_NAMES.items()],
        widget=forms.RadioSelect,
    )

    def chosen_role(self) -> Role:
        """Return the role that was chosen."""
        return Role(self.cleaned_data["role"])
