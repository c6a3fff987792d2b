"""Ways in which people use a screen: by touch, by keyboard alone, by ear with a screen reader. Each counts its steps.

A step is one thing that somebody presses, switches on or fills in.
"""

from __future__ import annotations

from typing import Any, Protocol

from playwright.sync_api import CDPSession, Page

NAME_NOW = "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
MOST_TABS = 80
CONTROLS = frozenset({"button", "checkbox", "radio", "textbox", "combobox", "link"})


class Way(Protocol):
    """How somebody uses a screen."""

    steps: int

    def press(self, name: str) -> None:
        """Press a button."""

    def switch_on(self, name: str) -> None:
        """Turn a switch on."""

    def fill(self, name: str, words: str) -> None:
        """Fill a field in."""

    def at_heading(self, name: str) -> None:
        """Wait until a screen is there, and they know it."""


class ByTouch:
    """Sees the screen and touches it."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def press(self, name: str) -> None:
        """Touch a button."""
        self.steps += 1
        self.page.get_by_role("button", name=name, exact=True).click()

    def switch_on(self, name: str) -> None:
        """Touch a switch."""
        self.steps += 1
        self.page.get_by_label(name, exact=True).check()

    def fill(self, name: str, words: str) -> None:
        """Touch a field and type."""
        self.steps += 1
        self.page.get_by_label(name, exact=True).fill(words)

    def at_heading(self, name: str) -> None:
        """See the heading."""
        self.page.get_by_role("heading", name=name, exact=True).wait_for()


class ByKeyboard(ByTouch):
    """Goes from one control to the next with the tabulator; each thing they want is one step."""

    def _reach(self, name: str) -> None:
        self.steps += 1
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(NAME_NOW).strip() == name:
                return
        raise AssertionError(f"The keyboard does not reach: {name}")

    def press(self, name: str) -> None:
        """Reach a button and press Enter."""
        self._reach(name)
        self.page.keyboard.press("Enter")

    def switch_on(self, name: str) -> None:
        """Reach a switch and press the space bar."""
        self._reach(name)
        self.page.keyboard.press("Space")

    def fill(self, name: str, words: str) -> None:
        """Reach a field and type."""
        self._reach(name)
        self.page.keyboard.type(words)


class ByEar(ByTouch):
    """Knows only what the browser tells a screen reader: roles and names, in the order in which they are read."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("DOM.enable")

    def heard(self) -> list[tuple[str, str, int]]:
        """Return role, name and number of all that is read out on the screen, in its order."""
        nodes = {each["nodeId"]: each for each in self.session.send("Accessibility.getFullAXTree")["nodes"]}
        found: list[tuple[str, str, int]] = []
        waiting = [next(each for each in nodes.values() if "parentId" not in each)]
        while waiting:
            node = waiting.pop()
            if not node["ignored"]:
                name = str(node.get("name", {}).get("value", "")).strip()
                found.append((str(node["role"]["value"]), name, int(node.get("backendDOMNodeId", 0))))
            waiting.extend(nodes[each] for each in reversed(node.get("childIds", [])) if each in nodes)
        return found

    def nameless(self) -> list[str]:
        """Return the controls that are read out without a name."""
        return [role for role, name, _number in self.heard() if role in CONTROLS and not name]

    def _go_to(self, roles: set[str], name: str) -> None:
        self.steps += 1
        number = next((number for role, said, number in self.heard() if role in roles and said == name), None)
        assert number is not None, f"No {' or '.join(roles)} is read out as: {name}"
        self.session.send("DOM.focus", {"backendNodeId": number})

    def press(self, name: str) -> None:
        """Go to a button by its name and press it."""
        self._go_to({"button"}, name)
        self.page.keyboard.press("Enter")

    def switch_on(self, name: str) -> None:
        """Go to a switch by its name and turn it on; it says then that it is on."""
        self._go_to({"checkbox"}, name)
        self.page.keyboard.press("Space")

    def fill(self, name: str, words: str) -> None:
        """Go to a field by its name and type."""
        self._go_to({"textbox"}, name)
        self.page.keyboard.type(words)

    def at_heading(self, name: str) -> None:
        """Hear the heading: it has the focus, so that it is read out, and it is the only one of its level."""
        super().at_heading(name)
        focused: Any = self.page.evaluate("[document.activeElement.tagName, document.activeElement.textContent]")
        assert focused == ["H1", name]
        assert self.nameless() == []
