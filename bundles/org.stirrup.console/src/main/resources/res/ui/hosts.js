// Hosts: how far each one's installation is, and what is done with those that are marked.
import {admin, address, ask, attempt, clock, el, keep, page, pill, put, send, table, tell} from "./frame.js";
import {t} from "./text.js";

const TONES = {INSTALLED: "good", FAILED: "bad", INSTALLING: "busy", DISCOVERED: "idle"};

const filter = el("input", {type: "search", placeholder: t`name, address, MAC, group, state`, id: "st-filter"});
const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
const all = el("input", {type: "checkbox", "aria-label": t`Mark all that are shown`});
const groups = el("input", {id: "st-groups", placeholder: t`groups, such as lab west`, autocomplete: "off"});
const sheet = el("input", {type: "file", id: "st-sheet", accept: ".csv,text/csv", class: "st-hidden"});
const bulk = el("fieldset", {class: "st-form", disabled: true}, el("legend", {}, t`None is marked`),
  groups, button("approve", t`Put into groups`), button("leave", t`Take out of groups`),
  button("reinstall", t`Install again`), button("wake", t`Wake`));
page.append(el("p", {class: "st-form"}, el("label", {for: "st-filter"}, t`Show `), filter,
  el("a", {class: "st-button", id: "st-export", href: address("hosts.csv"), download: "hosts.csv"}, t`Export CSV`),
  admin ? [el("label", {for: "st-sheet", class: "st-button", tabindex: 0}, t`Import CSV…`), sheet] : ""),
said, admin ? bulk : "", list);

let hosts = [];
let shown = [];
const marked = new Set();

function button(act, text) {
  return el("button", {type: "button", class: "st-button", "data-act": act}, text);
}

function row(host) {
  return [
    ...(admin ? [el("input", {type: "checkbox", "data-mac": host.mac, "aria-label": t`Mark ${host.name || host.mac}`})] : []),
    [el("span", {}, host.name || host.mac), host.name ? el("span", {class: "st-minor"}, host.mac) : null],
    host.address,
    host.architecture,
    host.groups.join(", "),
    [pill(t(host.state.toLowerCase()), TONES[host.state] ?? "idle"), el("span", {class: "st-minor"}, host.note)],
    el("span", {title: t`first seen ${clock(host.firstSeen)}`}, clock(host.lastSeen)),
    el("a", {class: "st-row", href: `stirrup-rehearse#${encodeURIComponent(host.mac)}`}, t`Rehearse`),
  ];
}

function marks() {
  list.querySelectorAll("input[data-mac]").forEach((box) => {
    box.checked = marked.has(box.dataset.mac);
  });
  all.checked = shown.length > 0 && shown.every((host) => marked.has(host.mac));
  bulk.disabled = marked.size === 0;
  bulk.firstChild.textContent = marked.size === 0 ? t`None is marked`
    : marked.size === 1 ? t`1 host is marked` : t`${marked.size} hosts are marked`;
}

async function fresh() {
  const answer = await ask("hosts");
  hosts = answer.hosts;
  const wanted = filter.value.trim().toLowerCase();
  shown = hosts.filter((host) =>
    [host.name, host.address, host.mac, ...host.groups, host.state, host.note].join(" ").toLowerCase().includes(wanted));
  [...marked].filter((mac) => hosts.every((host) => host.mac !== mac)).forEach((mac) => marked.delete(mac));
  put(list, table([...(admin ? [""] : []), t`Host`, t`Address`, t`Firmware`, t`Groups`, t`Installation`, t`Last seen`, ""],
    shown.map(row), !answer.present ? t`The host directory is not installed.`
      : wanted ? t`No host matches.` : t`No machine has booted from here yet.`));
  list.querySelector("th")?.replaceChildren(admin ? all : t`Host`);
  bulk.querySelector("[data-act=wake]").disabled = !answer.waker;
  document.getElementById("st-export").hidden = !answer.sheets;
  marks();
}

function named() {
  const names = hosts.filter((host) => marked.has(host.mac)).map((host) => host.name || host.mac);
  return names.length > 5 ? t`${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

const WORK = {
  approve: () => [{add: groups.value}, "assign", (done, all) => t`${done} of ${all} are in ${groups.value} now.`],
  leave: () => [{remove: groups.value}, "assign", (done, all) => t`${done} of ${all} are out of ${groups.value} now.`],
  reinstall: () => [{}, "reinstall", (done, all) => t`${done} of ${all} are installed again at their next boot.`],
  wake: () => [{}, "wake", (done, all) => t`${done} of ${all} were sent the packet that wakes them.`],
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
  if (act === "reinstall" && !confirm(t`Install ${named()} again at the next boot? The disks will be overwritten then.`)) {
    return;
  }
  const [parameters, what, done] = WORK[act]();
  const all = [...Object.entries(parameters), ...[...marked].map((mac) => ["mac", mac])];
  await attempt(said, () => tell(what, all),
    (answer) => done(answer.done, marked.size) + (answer.failed ? `\n${t`Not ${answer.failed}`}` : ""), t`Nothing is done`);
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
    await attempt(said, () => send("import", {}, file, "POST"), (answer) =>
      t`${file.name}: ${answer.fresh} new hosts, ${answer.changed} changed, ${answer.same} as they were.`,
    t`Nothing is taken in from ${file.name}`);
    sheet.value = "";
    turn();
  }
});
filter.addEventListener("input", () => turn());

const turn = keep(fresh, 2000);
