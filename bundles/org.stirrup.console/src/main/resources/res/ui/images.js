// Images: what lies in the images folder, what it was taken for, and why.
import {ask, el, keep, page, path, pill, put, size, table} from "./frame.js";

const TONES = {ready: "good", arriving: "busy", unknown: "warn", broken: "bad"};

const list = el("div");
page.append(list);

function entries(image) {
  return (image.entries ?? []).map((entry) => el("div", {class: "st-entry"},
    el("span", {}, entry.title),
    el("code", {}, path(entry.kernel)),
    el("code", {class: "st-minor"}, path(entry.arguments))));
}

function known(image) {
  const facts = [image.family, image.version, image.architecture, image.confidence,
    image.memory && `needs ${size(image.memory)} of memory`];
  return el("span", {class: "st-minor"}, facts.filter(Boolean).join(", "));
}

async function images() {
  const answer = await ask("images");
  put(list, table(["File", "State", "Taken for", "In the content tree", "Boot menu"],
    answer.images.map((image) => [
      [path(image.file), el("span", {class: "st-minor"}, size(image.bytes ?? undefined))],
      [pill(image.state, TONES[image.state]), el("span", {class: "st-because"}, image.because)],
      [image.title, known(image), image.evidence.map((line) => el("span", {class: "st-minor"}, line))],
      image.mount ? el("code", {}, path(image.mount)) : "",
      entries(image),
    ]),
    answer.present ? "No image yet: copy an installer's ISO into the images folder of the home folder."
      : "The image catalogue is not installed.", "st-images"));
}

keep(images, 2000);
