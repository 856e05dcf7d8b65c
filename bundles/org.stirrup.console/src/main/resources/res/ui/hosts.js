// Hosts: how far each one's installation is, what it boots, and what is done with those that are marked.
import {admin, address, ask, attempt, clock, el, keep, memory, page, pill, put, send, table, tell} from "./frame.js";
import {t} from "./text.js";

const TONES = {INSTALLED: "good", FAILED: "bad", INSTALLING: "busy", DISCOVERED: "idle"};

const MODES = {once: t`once, then its own disk`, menu: t`by the menu, at every boot`, always: t`at every boot`,
  never: t`its own disk, always`, "": t`nothing of its own`};

const filter = el("input", {type: "search", placeholder: t`name, address, MAC, group, state`, id: "st-filter"});
const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
const all = el("input", {type: "checkbox", "aria-label": t`Mark all that are shown`});
const groups = el("input", {id: "st-groups", placeholder: t`groups, such as lab west`, autocomplete: "off"});
const images = el("datalist", {id: "st-images"});
const group = el("input", {id: "st-group", placeholder: t`group`, "aria-label": t`Group`, autocomplete: "off"});
const image = el("input", {id: "st-image", list: "st-images", placeholder: t`image`, "aria-label": t`Image`, autocomplete: "off"});
const answers = el("input", {id: "st-answers", placeholder: t`answers, if not the image's`, "aria-label": t`Answers`,
  autocomplete: "off"});
const mode = el("select", {id: "st-mode", "aria-label": t`When`},
  Object.entries(MODES).map(([word, text]) => el("option", {value: word}, text)));
const sheet = el("input", {type: "file", id: "st-sheet", accept: ".csv,text/csv", class: "st-hidden"});
const bulk = el("fieldset", {class: "st-form", disabled: true}, el("legend", {}, t`None is marked`),
  groups, button("approve", t`Put into groups`), button("leave", t`Take out of groups`),
  button("reinstall", t`Install again`), button("wake", t`Wake`));
const boots = el("fieldset", {class: "st-form"}, el("legend", {}, t`What boots`), image, mode, answers, images,
  button("boot", t`For the marked`), group, button("boot-group", t`For the group`));
const assigned = el("div");
page.append(el("p", {class: "st-form"}, el("label", {for: "st-filter"}, t`Show `), filter,
  el("a", {class: "st-button", id: "st-export", href: address("hosts.csv"), download: "hosts.csv"}, t`Export CSV`),
  admin ? [el("label", {for: "st-sheet", class: "st-button", tabindex: 0}, t`Import CSV…`), sheet] : ""),
said, ...(admin ? [bulk, boots] : []), list, assigned);

let hosts = [];
let shown = [];
let ready = [];
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
    [el("span", {class: host.memory < host.needed ? "st-because" : null}, memory(host.memory)),
      host.memory < host.needed ? el("span", {class: "st-because"}, t`${host.image} needs ${memory(host.needed)}`) : null,
      host.serial ? el("span", {class: "st-minor"}, host.serial) : null],
    host.groups.join(", "),
    booted(host, host.own || !host.boot ? "" : t`by its group`),
    [pill(t(host.state.toLowerCase()), TONES[host.state] ?? "idle"), el("span", {class: "st-minor"}, host.note),
      host.state === "DISCOVERED" ? null
        : el("a", {class: "st-minor", href: address(`log.txt?mac=${host.mac}`), download: ""}, t`Log`)],
    el("span", {title: t`first seen ${clock(host.firstSeen)}`}, clock(host.lastSeen)),
    el("a", {class: "st-row", href: `stirrup-rehearse#${encodeURIComponent(host.mac)}`}, t`Rehearse`),
  ];
}

/** What a host or a group boots, for a person. */
function booted(of, more = "") {
  return of.boot ? [[of.image, MODES[of.boot]].filter(Boolean).join(" "),
    [of.answers && t`answers ${of.answers}`, more].filter(Boolean).map((text) => el("span", {class: "st-minor"}, text))] : "";
}

function marks() {
  list.querySelectorAll("input[data-mac]").forEach((box) => {
    box.checked = marked.has(box.dataset.mac);
  });
  all.checked = shown.length > 0 && shown.every((host) => marked.has(host.mac));
  bulk.disabled = marked.size === 0;
  boots.querySelector("[data-act=boot]").disabled = marked.size === 0;
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
  put(list, table([...(admin ? [""] : []), t`Host`, t`Address`, t`Firmware`, t`Memory`, t`Groups`, t`Boots`,
    t`Installation`, t`Last seen`, ""],
    shown.map(row), !answer.present ? t`The host directory is not installed.`
      : wanted ? t`No host matches.` : t`No machine has booted from here yet.`, "st-hosts"));
  list.querySelector("th")?.replaceChildren(admin ? all : t`Host`);
  bulk.querySelector("[data-act=wake]").disabled = !answer.waker;
  boots.hidden = !answer.settings;
  ready = answer.images.map((one) => one.id);
  put(images, answer.images.map((one) => el("option", {value: one.id}, one.title)));
  put(assigned, answer.assignments.length ? [el("h2", {}, t`Groups`), table([t`Group`, t`Hosts`, t`Boots`],
    answer.assignments.map((one) => [one.group, one.hosts, booted(one)]), "")] : []);
  document.getElementById("st-export").hidden = !answer.sheets;
  marks();
}

function named() {
  const names = hosts.filter((host) => marked.has(host.mac)).map((host) => host.name || host.mac);
  return names.length > 5 ? t`${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

/** What the form about booting says; a disk needs no image. */
function wanted() {
  const needed = ["once", "always", "menu"].includes(mode.value);
  return {boot: mode.value, image: needed ? image.value.trim() : "", answers: needed ? answers.value.trim() : ""};
}

/** What of an assignment may surprise. */
function surprises(given) {
  const installed = hosts.filter((host) => marked.has(host.mac) && host.state === "INSTALLED").length;
  return [
    given.image && !ready.includes(given.image)
      ? t`No image ${given.image} is ready now: unless the menu has an entry of that name, it shows the menu.` : "",
    given.boot === "once" && !given.group && installed
      ? t`${installed} are installed already and stay so until they are installed again.` : "",
  ].filter(Boolean).map((text) => `\n${text}`).join("");
}

boots.addEventListener("click", async (event) => {
  const {act} = event.target.dataset;
  if (!act || event.target.disabled) {
    return;
  }
  const given = {...wanted(), ...(act === "boot-group" ? {group: group.value.trim()} : {})};
  const all = [...Object.entries(given), ...(act === "boot" ? [...marked].map((mac) => ["mac", mac]) : [])];
  await attempt(said, () => tell(act, all), (answer) => (act === "boot"
    ? t`${answer.done} of ${marked.size} are assigned what they boot.` + (answer.failed ? `\n${t`Not ${answer.failed}`}` : "")
    : t`The group ${given.group} is assigned what it boots.`) + surprises(given), t`Nothing is assigned`);
  fresh();
});

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
