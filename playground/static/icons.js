/** Our own line icons, drawn on a 20 by 20 grid, hidden from screen readers (what they sit in has a name). */

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  add: "M10 4v12M4 10h12",
  app: "M4 4h5v5H4zM11 11h5v5h-5zM4 11h5v5H4zM13.5 4v5M11 6.5h5",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0v1.2a2 2 0 0 0 4 0V10a7 7 0 1 0-3 5.7",
  bell: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5H3.5zM8.5 17.5h3",
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  bolt: "M11 2.5 4.5 11.5H9.5L9 17.5 15.5 8.5H10.5z",
  check: "M4 10.5 8.200 15 16 5.5",
  chevron: "M5.5 8 10 12.5 14.5 8",
  clock: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4.300l3 1.700",
  close: "M5 5l10 10M15 5 5 15",
  code: "M7 5.5 2.5 10 7 14.5M13 5.5 17.5 10 13 14.5",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5S2.5 10 2.5 10zM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  hash: "M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  italic: "M8.5 4h6M5.5 16h6M11.5 4l-3 12",
  list: "M8 5h9M8 10h9M8 15h9M3.5 5h.1M3.5 10h.1M3.5 15h.1",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  more: "M4.5 10h.1M10 10h.1M15.5 10h.1",
  person: "M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 17c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5",
  quote: "M3.5 4v12M7 6h10M7 10h10M7 14h6",
  reply: "M4 4h12v9H9.5L6 16.5V13H4z",
  search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4",
  send: "M3 3.5 17.5 10 3 16.5 5 10zM5 10h6",
  slash: "M4 3h12v14H4zM12 6.5 8 13.5",
  smile: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM7 11.5c.7 1.300 1.700 2 3 2s2.300-.7 3-2M7.5 8h.1M12.5 8h.1",
  strike:
    "M3.5 10h13M14 6.5C13.5 5 12 4 10 4 7.5 4 6 5.200 6 7c0 1.5 1 2.300 2.5 3M6 13.5C6.5 15 8 16 10 16c2.5 0 4-1.200 4-3 0-.8-.3-1.5-.8-2",
  warning: "M10 3.5 17.5 16.5h-15zM10 8v4M10 14.200v.1",
};

/** @param {keyof typeof PATHS} name @returns {SVGSVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
