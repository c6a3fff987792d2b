// A field that takes photos, from the camera or from what the device holds.
import { h, wrong } from "./form-screen";
import { say } from "./form-words";

const LARGEST = 20_000_000; // bytes, where the site has not said

/** How photos are taken: one with the camera, or several that are there. */
type How = { capture: "environment" } | { multiple: true };

/** Make the field with its label; each time, `taken` gets the photos that are no larger than the site takes. */
export function photoField(
  largest: number | undefined,
  how: How,
  taken: (photos: readonly File[]) => void,
): [HTMLLabelElement, HTMLInputElement] {
  const most = largest ?? LARGEST;
  const chosen = h("input", {
    type: "file",
    accept: "image/jpeg,image/png,image/webp",
    ...how,
    class: "nhsuk-file-upload",
    id: "photos",
  });
  chosen.addEventListener("change", () => {
    const files = [...(chosen.files ?? [])];
    if (files.some((each) => each.size > most)) {
      wrong(say("too_big", { size: Math.round(most / 1_000_000) }));
    }
    chosen.value = "";
    taken(files.filter((each) => each.size <= most));
  });
  return [h("label", { class: "nhsuk-label", for: "photos" }, say("take_photo")), chosen];
}
