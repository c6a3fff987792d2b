// Candidates: weights that re-rank the list at once, and a map whose places are ticked like the list's.
import type { FeatureCollection } from "geojson";
import type { GeoJSONSource, Map as PlaceMap } from "maplibre-gl";
import { boundsOf } from "./shared/bounds";
import { element, readData } from "./shared/data";
import { drawMap } from "./shared/map";
import { type Ranked, rankCandidates, sharesOf } from "./shared/ranking";

interface Data {
  areas: string[];
  needs: (number | null)[][];
  criteria: string[];
  map: FeatureCollection;
  ranks: string;
}

interface ServerRank {
  area: string;
  rank: number;
  score_text: string;
  range_text: string;
}

const MOST_COMPARED = 3;
const PAUSE = 350; // milliseconds after the last change until the server is asked for rank ranges
const data = readData<Data>("candidates-data");
const form = element("weigh", HTMLFormElement);
const body = element("candidates-table", HTMLTableElement).tBodies[0] as HTMLTableSectionElement;
const news = element("rank-status", HTMLElement);
let map: PlaceMap | undefined;
let asking: AbortController | undefined;
let waiting = 0;

const rows = new Map([...body.rows].map((row) => [row.dataset.area ?? "", row]));

function inputOf(criterion: string): HTMLInputElement {
  return element(`id_w_${criterion}`, HTMLInputElement);
}

function write(row: HTMLElement, part: string, text: string): void {
  const found = row.querySelector(part);
  if (found) found.textContent = text;
}

// ---- weights -------------------------------------------------------------------------------------------------

function addSliders(): void {
  for (const part of form.querySelectorAll<HTMLElement>("[data-criterion]")) {
    const input = inputOf(part.dataset.criterion ?? "");
    const slider = document.createElement("input");
    slider.type = "range";
    slider.max = "100";
    slider.value = input.value;
    slider.className = "sb-weight__slider";
    slider.setAttribute("aria-label", `${part.querySelector("label")?.textContent ?? ""}: slider`);
    slider.addEventListener("input", () => {
      input.value = slider.value;
      reweigh();
    });
    input.addEventListener("input", () => {
      slider.value = input.value;
      reweigh();
    });
    input.after(slider);
  }
}

function reweigh(): void {
  asking?.abort(); // What was asked for by older weights must not be written over this.
  window.clearTimeout(waiting);
  const weights = data.criteria.map((each) =>
    inputOf(each).value.trim() === "" ? Number.NaN : Number(inputOf(each).value),
  );
  const shares = sharesOf(weights);
  if (!shares) {
    news.textContent = "Give each a number from 0 up, and at least one above 0. The list stays as it was.";
    return;
  }
  data.criteria.forEach((each, at) => {
    const part = form.querySelector<HTMLElement>(`[data-criterion="${CSS.escape(each)}"]`);
    if (part) write(part, "[data-share]", `${Math.round(100 * (shares[at] ?? 0))}% of the score`);
  });
  show(rankCandidates(data.needs, shares));
  carryWeights();
  waiting = window.setTimeout(() => void askForRanges(), PAUSE);
}

function show(ranked: Ranked[]): void {
  const listed = [...ranked].sort((a, b) => a.rank - b.rank || (areaOf(a) < areaOf(b) ? -1 : 1));
  const held = document.activeElement;
  for (const each of listed) {
    const row = rows.get(areaOf(each));
    if (!row) continue;
    write(row, "[data-rank]", String(each.rank));
    write(row, "[data-score]", each.score.toFixed(1));
    write(row, "[data-range]", "working it out");
    body.append(row);
  }
  if (held instanceof HTMLElement && body.contains(held)) held.focus();
  drawRanks();
  element("candidates-drawing", HTMLElement).dataset.outdated = ""; // Not for paper: it has the ranks of before.
  body.dataset.ranked = "here";
}

function areaOf(ranked: Ranked): string {
  return data.areas[ranked.place] ?? "";
}

/** Let the addresses of this page and of each choice carry the weights. */
function carryWeights(): void {
  const weights = new URLSearchParams(data.criteria.map((each) => [`w_${each}`, inputOf(each).value]));
  for (const link of body.querySelectorAll<HTMLAnchorElement>("a[data-choose]")) link.search = weights.toString();
  const whole = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  history.replaceState(null, "", `?${whole}`);
}

/** Ranges come from the server: it ranks under two thousand other weightings. */
async function askForRanges(): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  const weights = new URLSearchParams(data.criteria.map((each) => [`w_${each}`, inputOf(each).value]));
  try {
    const answer = await fetch(`${data.ranks}?${weights}`, { signal: asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const { candidates } = (await answer.json()) as { candidates: ServerRank[] };
    for (const each of candidates) {
      const row = rows.get(each.area);
      if (!row) continue;
      write(row, "[data-score]", each.score_text);
      write(row, "[data-range]", each.range_text);
    }
    const first = body.rows[0];
    news.textContent = first ? `Ranked again. First: ${first.dataset.name ?? ""}.` : "";
    body.dataset.ranked = "with ranges";
  } catch (fault) {
    if (!asking.signal.aborted) {
      for (const row of rows.values()) write(row, "[data-range]", "not known");
      news.textContent = "Ranked again. The rank ranges could not be fetched; press “Rank again”.";
    }
    if (!(fault instanceof DOMException || fault instanceof Error)) throw fault;
  }
}

// ---- comparing -----------------------------------------------------------------------------------------------

function boxOf(area: string): HTMLInputElement | null {
  return rows.get(area)?.querySelector<HTMLInputElement>("input[name=compare]") ?? null;
}

function tick(box: HTMLInputElement): void {
  const ticked = [...rows.keys()].filter((area) => boxOf(area)?.checked);
  const name = box.closest("tr")?.dataset.name ?? "";
  if (ticked.length > MOST_COMPARED) {
    box.checked = false;
    news.textContent = `Three stand side by side already. Untick one before you tick ${name}.`;
    return;
  }
  news.textContent = `${name} ${box.checked ? "ticked" : "unticked"}: ${ticked.length} of ${MOST_COMPARED} to compare.`;
  map?.setFeatureState({ source: "places", id: box.value }, { ticked: box.checked });
  carryWeights();
}

// ---- the map -------------------------------------------------------------------------------------------------

/** The outlines with the rank each candidate has now. */
function outlines(): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: data.map.features.map((feature) => {
      const rank = rows.get(String(feature.properties?.code))?.querySelector("[data-rank]")?.textContent ?? "";
      return { ...feature, properties: { ...feature.properties, label: feature.properties?.candidate ? rank : "" } };
    }),
  };
}

function drawRanks(): void {
  map?.getSource<GeoJSONSource>("places")?.setData(outlines());
}

async function startMap(): Promise<void> {
  const container = element("candidates-map", HTMLElement);
  const drawing = element("candidates-drawing", HTMLElement);
  container.hidden = false;
  try {
    map = await drawMap({
      container,
      label: "Map of candidates, numbered by rank. The list beside it does all that the map does.",
      bounds: boundsOf(data.map),
      sources: { places: { type: "geojson", data: outlines(), promoteId: "code" } },
      layers: [
        {
          id: "ground",
          type: "fill",
          source: "places",
          filter: ["!", ["get", "candidate"]],
          paint: { "fill-color": "#e8edee", "fill-outline-color": "#768692" },
        },
        {
          id: "candidates",
          type: "fill",
          source: "places",
          filter: ["get", "candidate"],
          paint: {
            "fill-color": ["case", ["boolean", ["feature-state", "ticked"], false], "#7c2855", "#0b4f6c"],
            "fill-opacity": 0.85,
          },
        },
        {
          id: "edges",
          type: "line",
          source: "places",
          filter: ["get", "candidate"],
          paint: {
            "line-color": "#ffffff",
            "line-width": ["case", ["boolean", ["feature-state", "ticked"], false], 4, 1.5],
          },
        },
        {
          id: "ranks",
          type: "symbol",
          source: "places",
          filter: ["get", "candidate"],
          layout: {
            "text-field": ["get", "label"],
            "text-font": ["Arial", "sans-serif"],
            "text-size": 16,
            // Hundreds do not fit: the first in rank are numbered, the others as one comes nearer.
            "symbol-sort-key": ["to-number", ["get", "label"]],
          },
          paint: { "text-color": "#ffffff", "text-halo-color": "#212b32", "text-halo-width": 1.2 },
        },
      ],
    });
  } catch {
    container.hidden = true; // No WebGL here: the drawing stays.
    return;
  }
  drawing.hidden = true;
  element("map-hint", HTMLElement).hidden = false;
  for (const area of rows.keys())
    map.setFeatureState({ source: "places", id: area }, { ticked: boxOf(area)?.checked ?? false });
  map.on("mouseenter", "candidates", () => setCursor("pointer"));
  map.on("mouseleave", "candidates", () => setCursor(""));
  map.on("click", "candidates", (event) => {
    const box = boxOf(String(event.features?.[0]?.properties.code ?? ""));
    if (!box) return;
    box.checked = !box.checked;
    tick(box);
  });
}

function setCursor(kind: string): void {
  if (map) map.getCanvas().style.cursor = kind;
}

addSliders();
body.addEventListener("change", (event) => {
  if (event.target instanceof HTMLInputElement && event.target.name === "compare") tick(event.target);
});
form.dataset.live = "yes";
void startMap();
