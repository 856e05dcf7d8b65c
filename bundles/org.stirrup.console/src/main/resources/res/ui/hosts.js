// Hosts: how far each one's installation is, and what is done with those that are marked.
import {admin, address, ask, attempt, clock, el, keep, page, pill, put, send, table, tell} from "./frame.js";

const TONES = {INSTALLED: "good", FAILED: "bad", INSTALLING: "busy", DISCOVERED: "idle"};

const filter = el("input", {type: "search", placeholder: "name, address, MAC, group, state", id: "st-filter"});
const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
const all = el("input", {type: "checkbox", "aria-label": "Mark all that are shown"});
const groups = el("input", {id: "st-groups", placeholder: "groups, such as lab west", autocomplete: "off"});
const sheet = el("input", {type: "file", id: "st-sheet", accept: ".csv,text/csv", class: "st-hidden"});
const bulk = el("fieldset", {class: "st-form", disabled: true}, el("legend", {}, "None is marked"),
  groups, button("approve", "Put into groups"), button("leave", "Take out of groups"),
  button("reinstall", "Install again"), button("wake", "Wake"));
page.append(el("p", {class: "st-form"}, el("label", {for: "st-filter"}, "Show "), filter,
  el("a", {class: "st-button", id: "st-export", href: address("hosts.csv"), download: "hosts.csv"}, "Export CSV"),
  admin ? [el("label", {for: "st-sheet", class: "st-button", tabindex: 0}, "Import CSV…"), sheet] : ""),
said, admin ? bulk : "", list);

let hosts = [];
let shown = [];
const marked = new Set();

function button(act, text) {
  return el("button", {type: "button", class: "st-button", "data-act": act}, text);
}

function row(host) {
  return [
    ...(admin ? [el("input", {type: "checkbox", "data-mac": host.mac, "aria-label": `Mark ${host.name || host.mac}`})] : []),
    [el("span", {}, host.name || host.mac), host.name ? el("span", {class: "st-minor"}, host.mac) : null],
    host.address,
    host.architecture,
    host.groups.join(", "),
    [pill(host.state.toLowerCase(), TONES[host.state] ?? "idle"), el("span", {class: "st-minor"}, host.note)],
    el("span", {title: `first seen ${clock(host.firstSeen)}`}, clock(host.lastSeen)),
    el("a", {class: "st-row", href: `stirrup-rehearse#${encodeURIComponent(host.mac)}`}, "Rehearse"),
  ];
}

function marks() {
  list.querySelectorAll("input[data-mac]").forEach((box) => {
    box.checked = marked.has(box.dataset.mac);
  });
  all.checked = shown.length > 0 && shown.every((host) => marked.has(host.mac));
  bulk.disabled = marked.size === 0;
  bulk.firstChild.textContent = marked.size === 0 ? "None is marked"
    : marked.size === 1 ? "1 host is marked" : `${marked.size} hosts are marked`;
}

async function fresh() {
  const answer = await ask("hosts");
  hosts = answer.hosts;
  const wanted = filter.value.trim().toLowerCase();
  shown = hosts.filter((host) =>
    [host.name, host.address, host.mac, ...host.groups, host.state, host.note].join(" ").toLowerCase().includes(wanted));
  [...marked].filter((mac) => hosts.every((host) => host.mac !== mac)).forEach((mac) => marked.delete(mac));
  put(list, table([...(admin ? [""] : []), "Host", "Address", "Firmware", "Groups", "Installation", "Last seen", ""],
    shown.map(row), !answer.present ? "The host directory is not installed."
      : wanted ? "No host matches." : "No machine has booted from here yet."));
  list.querySelector("th")?.replaceChildren(admin ? all : "Host");
  bulk.querySelector("[data-act=wake]").disabled = !answer.waker;
  document.getElementById("st-export").hidden = !answer.sheets;
  marks();
}

function named() {
  const names = hosts.filter((host) => marked.has(host.mac)).map((host) => host.name || host.mac);
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

const WORK = {
  approve: () => [{add: groups.value}, "assign", `are in ${groups.value} now`],
  leave: () => [{remove: groups.value}, "assign", `are out of ${groups.value} now`],
  reinstall: () => [{}, "reinstall", "are installed again at their next boot"],
  wake: () => [{}, "wake", "were sent the packet that wakes them"],
};

bulk.addEventListener("click", async (event) => {
  const {act} = event.target.dataset;
  if (!act || event.target.disabled) {
    return;
  }
  if ((act === "approve" || act === "leave") && !groups.value.trim()) {
    groups.focus();
    return;
  }
  if (act === "reinstall" && !confirm(`Install ${named()} again at the next boot? The disks will be overwritten then.`)) {
    return;
  }
  const [parameters, what, done] = WORK[act]();
  const all = [...Object.entries(parameters), ...[...marked].map((mac) => ["mac", mac])];
  await attempt(said, () => tell(what, all),
    (answer) => `${answer.done} of ${marked.size} ${done}.${answer.failed ? "\nNot " + answer.failed : ""}`, "Nothing is done");
  fresh();
});
list.addEventListener("change", (event) => {
  const {mac} = event.target.dataset;
  for (const host of mac ? [{mac}] : shown) {
    if (event.target.checked) {
      marked.add(host.mac);
    } else {
      marked.delete(host.mac);
    }
  }
  marks();
});
sheet.addEventListener("change", async () => {
  const [file] = sheet.files;
  if (file) {
    await attempt(said, () => send("import", {}, file, "POST"), (answer) => `${file.name}: ${answer.fresh} new hosts, `
      + `${answer.changed} changed, ${answer.same} as they were.`, `Nothing is taken in from ${file.name}`);
    sheet.value = "";
    turn();
  }
});
filter.addEventListener("input", () => turn());

const turn = keep(fresh, 2000);
