// Rehearse: what a machine would be answered now, decision by decision, and the menu it would show. Nothing is sent.
import {ask, clock, duration, el, keep, page, path, pill, put, table} from "./frame.js";
import {t} from "./text.js";

const SEEN = "seen";
const TITLE = 12; // the DHCP server's lines have a title of so many characters, or blanks before a field of the reply
const FIELD = 36;

const mac = el("input", {id: "st-mac", list: "st-machines", placeholder: "52:54:00:12:34:56", required: true,
  autocomplete: "off", spellcheck: "false"});
const firmware = el("select", {id: "st-firmware"});
const machines = el("datalist", {id: "st-machines"});
const form = el("form", {class: "st-form"},
  el("label", {for: "st-mac"}, t`Hardware address`), mac, machines,
  el("label", {for: "st-firmware"}, t`Firmware`), firmware,
  el("button", {type: "submit", class: "st-button"}, t`Rehearse`));
const result = el("div", {"aria-live": "polite"});
page.append(el("p", {class: "st-summary"},
  t`What would this machine be answered if it asked now? Nothing is sent, nothing is changed.`), form, result);

const [hashMac, hashFirmware] = location.hash.slice(1).split("/").map(decodeURIComponent);
mac.value = hashMac ?? "";
let asked = Boolean(mac.value);

function split(line) {
  if (line.startsWith("    ")) {
    return {field: true, title: line.slice(4, FIELD).trim(), text: line.slice(FIELD)};
  }
  return {field: false, title: line.slice(0, TITLE).trim(), text: line.slice(TITLE)};
}

function decisions(lines) {
  return el("table", {class: "st-said"}, el("tbody", {}, lines.map(split).map(({field, title, text}) => {
    const bad = title === "no answer" || (title === "boots" && text.startsWith("nothing"));
    return el("tr", {class: field ? "st-field" : bad ? "st-verdict-bad" : title === "boots" ? "st-verdict" : null},
      el("th", {scope: "row"}, title), el("td", {}, path(text)));
  })));
}

function kind(entry) {
  return entry.kind === "unavailable" ? [pill(t`not available`, "bad"), el("span", {class: "st-because"}, entry.because)]
    : entry.kind === "disk" ? t`the machine's own disk`
      : entry.kind === "submenu" ? el("ul", {}, entry.entries.map((inner) => el("li", {}, inner.title, " ", kind(inner))))
        : [el("code", {}, path(entry.kernel)),
          (entry.initrds ?? []).map((initrd) => el("code", {class: "st-row"}, path(initrd))),
          entry.arguments ? el("code", {class: "st-minor"}, path(entry.arguments)) : null];
}

function menu(answer) {
  const shown = answer.menu;
  const timeout = shown.timeout === undefined ? t`It waits for a person.`
    : shown.timeout === 0 ? t`It is not shown: the default boots at once.`
      : t`Without a key, the default boots after ${duration(shown.timeout)}.`;
  return [el("h2", {}, t`Menu`),
    el("p", {class: "st-minor"}, t`${shown.title}, as seen from ${answer.server}. ${timeout}`),
    table([t`Entry`, t`Boots`], shown.entries.map((entry) => [
      [entry.title, entry.id === shown.default ? [" ", pill(t`default`, "good")] : null,
        entry.password ? [" ", pill(t`password`, "warn")] : null,
        entry.key ? el("span", {class: "st-minor"}, t`key ${entry.key}`) : null],
      kind(entry)]), t`The menu is empty.`, "st-menu")];
}

function files(configs) {
  return configs.map((config) => el("details", {},
    el("summary", {}, `${config.loader}: ${config.file}`),
    el("pre", {class: "st-file"}, config.text)));
}

async function rehearse() {
  const answer = await ask("choices");
  if (!firmware.options.length) {
    put(firmware,
      el("option", {value: SEEN}, t`as it asked last`),
      answer.firmware.map((title) => el("option", {value: title}, title)));
    firmware.value = hashFirmware || SEEN;
  }
  put(machines, answer.machines.map((machine) => el("option", {value: machine.mac}, machine.name)));
  if (!asked) {
    return;
  }
  let said;
  try {
    said = await ask("rehearsal", {mac: mac.value, firmware: firmware.value});
  } catch (error) {
    put(result, el("p", {class: "st-because", role: "alert"}, error.message));
    return;
  }
  put(result,
    el("h2", {}, `${said.mac}, ${firmware.selectedOptions[0].text}`),
    said.seen ? el("p", {class: "st-minor"}, t`It asked last on ${clock(said.seenAt)}: ${said.seen}.`) : null,
    el("h2", {}, "DHCP"),
    said.dhcpFault ? el("p", {class: "st-because"}, said.dhcpFault) : decisions(said.dhcp),
    said.menuFault ? el("p", {class: "st-because"}, said.menuFault) : [menu(said), files(said.configs)]);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  asked = true;
  history.replaceState(null, "", `#${encodeURIComponent(mac.value)}/${encodeURIComponent(firmware.value)}`);
  turn();
});

const turn = keep(rehearse, 3000);
firmware.addEventListener("change", () => turn());
