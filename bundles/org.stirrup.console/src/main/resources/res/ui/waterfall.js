// A bar for each file of a boot, on one scale of time.
import {duration, el, size, svg} from "./frame.js";
import {counted, t} from "./text.js";

const SHOWN = 40;
const ROW = 22;
const NAME = 300;
const WIDTH = 1000;

export function waterfall(transfers, began, last, now) {
  if (!transfers.length) {
    return null;
  }
  const shown = transfers.slice(-SHOWN);
  const start = transfers.length > SHOWN ? shown[0].started : began;
  const open = shown.some((transfer) => transfer.outcome === "SENDING");
  const end = Math.max(open ? now : last, start + 1);
  const scale = (WIDTH - NAME - 170) / (end - start);
  const bars = shown.map((transfer, i) => {
    const ended = transfer.ended ?? now;
    const x = NAME + Math.max(0, transfer.started - start) * scale;
    const width = Math.max(2, (ended - transfer.started) * scale);
    const took = ended - transfer.started;
    const rate = transfer.bytes && took > 0 ? `, ${size(transfer.bytes / took * 1000)}/s` : "";
    const label = transfer.outcome === "BROKEN" ? t`broke off`
      : `${size(transfer.bytes)} ${duration(took)}${transfer.outcome === "SENDING" ? " …" : rate}`;
    const y = i * ROW;
    return svg("g", {},
      svg("title", {}, `${transfer.protocol} ${transfer.name}: ${label}`),
      svg("text", {x: NAME - 8, y: y + 15, "text-anchor": "end", class: "st-bar-name"}, short(transfer.name)),
      svg("rect", {x, y: y + 4, width, height: ROW - 8, rx: 2, class: `st-bar st-${transfer.outcome.toLowerCase()}`}),
      svg("text", {x: x + width + 6, y: y + 15, class: "st-bar-label"}, label));
  });
  return el("figure", {class: "st-scroll"},
    svg("svg", {viewBox: `0 0 ${WIDTH} ${shown.length * ROW}`, role: "img", class: "st-waterfall",
      "aria-label": t`${transfers.length} files over ${duration(end - start)}; the lines below say the same`}, bars),
    el("figcaption", {class: "st-minor"}, transfers.length > SHOWN
      ? t`the last ${SHOWN} of ${transfers.length} files, over ${duration(end - start)}`
      : t`${counted.files(transfers.length)} over ${duration(end - start)}`));
}

/** The end of a long path: that is where paths differ. */
function short(path) {
  return path.length <= 40 ? path : "…" + path.slice(-39);
}
