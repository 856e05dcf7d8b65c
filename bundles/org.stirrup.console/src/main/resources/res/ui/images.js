// Images: what lies in the images folder, what it was taken for, and why; images are dropped here, and deleted.
import {admin, ask, attempt, el, keep, page, path, pill, put, size, table, tell} from "./frame.js";
import {uploads} from "./upload.js";
import {t} from "./text.js";

const TONES = {ready: "good", arriving: "busy", unknown: "warn", broken: "bad"};

const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
const sending = uploads(t`Drop an installer's ISO here, or `, ".iso", () => turn());
page.append(admin ? sending.area : "", said, list);

function entries(image) {
  return (image.entries ?? []).map((entry) => el("div", {class: "st-entry"},
    el("span", {}, entry.title),
    el("code", {}, path(entry.kernel)),
    el("code", {class: "st-minor"}, path(entry.arguments))));
}

function known(image) {
  const facts = [image.family, image.version, image.architecture, image.confidence,
    image.memory && t`needs ${size(image.memory)} of memory`];
  return el("span", {class: "st-minor"}, facts.filter(Boolean).join(", "));
}

function brokenOff(part) {
  return [
    [path(part.name), el("span", {class: "st-minor"}, t`${size(part.arrived)} of ${size(part.size)}`)],
    [pill(t`broke off`, "warn"), el("span", {class: "st-minor"}, t`drop the same file again: it goes on from there`)],
    "", "", "",
    ...(admin ? [el("button", {type: "button", class: "st-button", "data-act": "discard", "data-name": part.name,
      "data-size": part.size, "data-time": part.time}, t`Give up`)] : []),
  ];
}

async function images() {
  const answer = await ask("images");
  const parts = answer.parts.filter((part) => !sending.isSending(part.name));
  put(list, table([t`File`, t`State`, t`Taken for`, t`In the content tree`, t`Boot menu`, ...(admin ? [""] : [])],
    [...parts.map(brokenOff), ...answer.images.map((image) => [
      [path(image.file), el("span", {class: "st-minor"}, size(image.bytes ?? undefined))],
      [pill(t(image.state), TONES[image.state]), el("span", {class: "st-because"}, image.because)],
      [image.title, known(image), image.evidence.map((line) => el("span", {class: "st-minor"}, line))],
      image.mount ? el("code", {}, path(image.mount)) : "",
      entries(image),
      ...(admin ? [el("button", {type: "button", class: "st-button", "data-act": "delete", "data-name": image.file,
        "data-title": image.title}, t`Delete`)] : []),
    ])],
    answer.present ? t`No image yet: drop an installer's ISO here, or copy it into ${answer.folder || t`the images folder`}.`
      : t`The image catalogue is not installed.`, "st-images"));
  sending.area.hidden = !answer.folder;
}

list.addEventListener("click", async (event) => {
  const {act, name, title, size: bytes, time} = event.target.dataset;
  if (act === "delete" && confirm(
    t`Delete ${name}? ${title || t`What it holds`} can then be booted no longer, and an installation from it breaks off.`)) {
    await attempt(said, () => tell("delete", {name}), t`${name} is deleted.`, t`${name} is not deleted`);
  } else if (act === "discard" && confirm(t`Give up what arrived of ${name}?`)) {
    await attempt(said, () => tell("discard", {name, size: bytes, time}), t`What arrived of ${name} is deleted.`,
      t`What arrived of ${name} is still there`);
  }
  turn();
});

const turn = keep(images, 2000);
