// How factors and links are drawn in a theme.
import type cytoscape from "cytoscape";
import type { Theme } from "./looks";

export const WIDE = 140;
export const HIGH = 56;
/** Letters that would be smaller on the screen (pixels) cannot be read, and are not drawn. */
const LEAST_NAME = 5;
const LEAST_SIGN = 7;
/** How strongly what is not meant stands beside what is. */
const PALE = 0.15;

/** Return the rules of a theme; what hangs on one factor or link stands in its data. */
export function stylesOf(theme: Theme): cytoscape.StylesheetJson {
  return [...ofFactors(theme), ...ofLinks(theme), ...ofChosen(theme)];
}

function ofFactors(theme: Theme): cytoscape.StylesheetJson {
  return [
    {
      selector: "node",
      style: {
        label: "data(label)",
        "text-valign": "center",
        "text-wrap": "wrap",
        "text-max-width": "124px",
        shape: "round-rectangle",
        width: WIDE,
        height: HIGH,
        "background-color": "data(fill)",
        "border-width": 2 + theme.thicker,
        "border-color": "data(edge)",
        "font-size": 13,
        "min-zoomed-font-size": LEAST_NAME,
        color: theme.ink,
      },
    },
    { selector: "node[role = 'outcome']", style: { "border-width": 5 + theme.thicker } },
    { selector: "node[role = 'intervention']", style: { shape: "cut-rectangle" } },
    { selector: "node[vulnerable = 1]", style: { "border-style": "dashed" } },
    { selector: "[outside = 1]", style: { display: "none" } },
  ];
}

function ofLinks(theme: Theme): cytoscape.StylesheetJson {
  return [
    {
      selector: "edge",
      style: {
        width: 2 + theme.thicker,
        "line-color": "data(line)",
        "target-arrow-color": "data(line)",
        "target-arrow-shape": "triangle",
        "curve-style": "bezier",
        label: "data(sign)",
        "font-size": 18,
        "min-zoomed-font-size": LEAST_SIGN,
        color: theme.ink,
        "text-background-color": theme.ground,
        "text-background-opacity": 1,
      },
    },
    // From a factor to itself: at the usual size the bend would lie within the box, and the link could not be drawn.
    { selector: ":loop", style: { "loop-direction": "0deg", "loop-sweep": "60deg", "control-point-step-size": 70 } },
    { selector: "edge[polarity = 'opposite']", style: { "line-style": "dashed" } },
    { selector: "edge[polarity = 'uncertain']", style: { "line-style": "dotted" } },
    { selector: "edge[strength = 'weak']", style: { width: 1 + theme.thicker } },
    { selector: "edge[strength = 'strong']", style: { width: 5 + theme.thicker } },
  ];
}

function ofChosen(theme: Theme): cytoscape.StylesheetJson {
  return [
    {
      selector: "node:selected",
      style: { "background-color": theme.chosen, "border-color": theme.ink, color: theme.onChosen },
    },
    { selector: "edge:selected", style: { "line-color": theme.ink, "target-arrow-color": theme.ink } },
    { selector: ".is-first", style: { "background-color": theme.chosen, color: theme.onChosen } },
    { selector: ".is-pale", style: { opacity: PALE } },
  ];
}
