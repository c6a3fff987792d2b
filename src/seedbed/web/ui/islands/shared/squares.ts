// A code of squares (QR, ISO/IEC 18004) of an address, drawn on the device.
import { correction, generate } from "lean-qr";

const QUIET = 4; // squares left white around it

/** Draw the code of an address. `name` says to screen readers what it is. */
export function drawCode(address: string, name: string): SVGSVGElement {
  const code = generate(address, { minCorrectionLevel: correction.M });
  const side = code.size + 2 * QUIET;
  const squares: string[] = [];
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (code.get(column, row)) {
        squares.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
      }
    }
  }
  const drawn = part("svg", { viewBox: `0 0 ${side} ${side}`, class: "sb-qr", role: "img", "aria-label": name });
  drawn.append(part("path", { d: `M0 0h${side}v${side}h-${side}z`, fill: "#fff" }));
  drawn.append(part("path", { d: squares.join(""), fill: "#000" }));
  return drawn as SVGSVGElement;
}

function part(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  return made;
}
