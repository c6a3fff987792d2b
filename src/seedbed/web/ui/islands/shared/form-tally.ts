// Counts without words: stickers on a board, people who say no, doors that nobody opens.
import { newItem } from "./capture";
import { element } from "./data";
import type { Phone } from "./form-phone";
import { button, choice, group, h, show, tell } from "./form-screen";
import { say, sayOwn } from "./form-words";

type Sort = "tally" | "refusal" | "not_at_home";

/** Count one thing at once; return the number under which it is kept. */
export async function countOne(phone: Phone, sort: Sort): Promise<string> {
  const item = newItem("tally", { sort, prompt: "", category: "", count: 1 });
  await phone.outbox.add(item);
  tell(say("counted"));
  return item.id;
}

/** Count one thing at once, with a button that takes it back: it may have been pressed by mistake. */
export async function countWithUndo(phone: Phone, sort: Sort): Promise<void> {
  const undoes = await countOne(phone, sort);
  const undo = async () => {
    // It may be sent already, or be on its way: so that it is taken back is sent too.
    await phone.outbox.add(newItem("tally", { sort, undoes }));
    tell(say("undone"));
  };
  element("shift-said", HTMLElement).append(" ", button(say("undo"), undo, "secondary"));
}

/** Count the stickers on a board, question by question. */
export function counting(phone: Phone): void {
  const counts = new Map<string, number>();
  let prompt = "";
  const questions = (phone.about?.prompts ?? []).map((each) => [each, sayOwn("prompts", each)] as const);
  const rows = (phone.about?.categories ?? []).map((each) =>
    counter(sayOwn("categories", each), (count) => counts.set(each, count)),
  );
  const keep = async () => {
    const counted = [...counts].filter(([, count]) => count > 0);
    await phone.outbox.addAll(
      counted.map(([category, count]) => newItem("tally", { sort: "tally", prompt, category, count })),
    );
    await phone.home();
    tell(say("counted"));
  };
  show(
    say("count"),
    questions.length > 0
      ? choice(say("question"), [["", say("none")], ...questions], prompt, (value) => {
          prompt = value;
        })
      : null,
    ...rows,
    group(
      button(say("keep_count"), keep),
      button(say("back"), () => phone.home(), "secondary"),
    ),
  );
}

function counter(name: string, changed: (count: number) => void): HTMLDivElement {
  let count = 0;
  const shown = h("output", { class: "sb-count" }, "0");
  const by = (step: number) => () => {
    count = Math.max(0, count + step);
    shown.textContent = String(count);
    changed(count);
  };
  const press = (text: string, label: string, step: number) => {
    const made = h(
      "button",
      { type: "button", class: "nhsuk-button nhsuk-button--secondary sb-count-button", "aria-label": label },
      text,
    );
    made.addEventListener("click", by(step));
    return made;
  };
  const less = press("−", say("one_less", { name }), -1);
  const more = press("+", say("one_more", { name }), 1);
  return h(
    "div",
    { class: "sb-counter", role: "group", "aria-label": name },
    h("span", { class: "sb-counter__name" }, name),
    less,
    shown,
    more,
  );
}
