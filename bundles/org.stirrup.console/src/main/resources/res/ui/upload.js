// Sends files piece by piece, so that one that broke off goes on where it did.
import {ask, duration, el, send, size} from "./frame.js";
import {t} from "./text.js";

const PIECE = 8 << 20;
const AGAIN = 3000;

/** An area to drop files on, and what is under way below it. @param done called when a file is whole */
export function uploads(text, ending, done) {
  const choose = el("input", {type: "file", accept: ending, multiple: true, id: "st-upload", class: "st-hidden"});
  const under = el("div");
  const area = el("section", {"aria-label": t`Send files`},
    el("div", {class: "st-drop"}, text, el("label", {for: "st-upload", class: "st-button", tabindex: 0}, t`choose a file…`), choose),
    under);
  const sending = new Map();

  const begin = (files) => [...files].forEach((file) => {
    if (!sending.has(file.name)) {
      const one = sender(file, () => {
        sending.delete(file.name);
        done();
      });
      sending.set(file.name, one);
      under.append(one.row);
    }
  });
  const drop = area.firstChild;
  // Files that miss the area would be opened by the browser in place of the page.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => event.preventDefault());
  drop.addEventListener("dragover", () => drop.classList.add("st-over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("st-over"));
  drop.addEventListener("drop", (event) => {
    drop.classList.remove("st-over");
    begin(event.dataTransfer.files);
  });
  choose.addEventListener("change", () => {
    begin(choose.files);
    choose.value = "";
  });
  window.addEventListener("beforeunload", (event) => {
    if (sending.size) {
      event.preventDefault();
    }
  });
  return {area, isSending: (name) => sending.has(name)};
}

function sender(file, over) {
  const bar = el("progress", {max: file.size || 1, value: 0, "aria-label": file.name});
  const said = el("span", {class: "st-minor", role: "status"});
  const stop = el("button", {type: "button", class: "st-button"}, t`Stop`);
  const row = el("div", {class: "st-pool"}, el("span", {}, `${file.name} `), stop, bar, said);
  const what = {name: file.name, size: file.size, time: file.lastModified};
  let stopped = false;
  stop.addEventListener("click", () => {
    stopped = true;
    row.remove();
    over();
  });

  async function pieces() {
    let {arrived} = await ask("upload", what).catch((error) => {
      throw Object.assign(error, {final: error.status >= 400 && error.status < 500});
    });
    const from = arrived;
    const began = performance.now();
    while (!stopped) {
      const answer = await send("upload", {...what, offset: arrived}, file.slice(arrived, arrived + PIECE));
      ({arrived} = answer);
      bar.value = arrived;
      const rate = (arrived - from) / Math.max(1, performance.now() - began);
      said.textContent = t`${size(arrived)} of ${size(file.size)}, ${size(rate * 1000)}/s, ${
        duration((file.size - arrived) / rate)} left`;
      if (answer.whole) {
        said.textContent = t`${size(file.size)} arrived`;
        stop.remove();
        return;
      }
    }
  }

  async function run() {
    while (!stopped) {
      try {
        await pieces();
        break;
      } catch (error) {
        said.classList.add("st-because");
        said.textContent = error.final ? error.message : t`${error.message}; tried again in ${duration(AGAIN)}`;
        if (error.final) {
          stop.textContent = t`Away with it`;
          break;
        }
        await new Promise((again) => setTimeout(again, AGAIN));
        said.classList.remove("st-because");
      }
    }
    if (!stopped) {
      over();
    }
  }
  run();
  return {row};
}
