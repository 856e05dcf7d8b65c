// Boots: every machine live; one machine's boot line by line.
import {address, ago, ask, banner, clock, diagnoses, duration, el, keep, page, path, pill, put, size, table} from "./frame.js";
import {waterfall} from "./waterfall.js";
import {counted, t} from "./text.js";

const STEPS = ["DISCOVERED", "ADDRESSED", "LOADER", "MENU", "KERNEL", "INSTALLER", "INSTALLING", "INSTALLED"];
const KINDS = {TRANSFER_START: t`sending`, TRANSFER_END: t`sent`, TRANSFER_FAILED: t`broke off`, NOT_FOUND: t`not there`};
const TONES = {INSTALLED: "good", NO_LOADER: "bad", FAILED: "bad"};
const SHORT = ["DISCOVERED", "ADDRESSED", "LOADER"]; // passed in seconds
const STILL = 60000;

const findings = el("div", {role: "region", "aria-label": t`Findings`, "aria-live": "polite"});
const summary = el("p", {class: "st-summary", role: "status"});
const filter = el("input", {type: "search", placeholder: t`name, address, MAC, stage, file`, id: "st-filter"});
const trouble = el("input", {type: "checkbox", id: "st-trouble"});
const body = el("tbody");
const detail = el("section", {class: "st-detail", hidden: true, "aria-label": t`One boot`});
const COLUMNS = {
  [t`Machine`]: (machine) => machine.name || machine.mac,
  [t`Address`]: (machine) => machine.address.split(".").map((part) => part.padStart(3, "0")).join("."),
  [t`Host`]: (machine) => machine.host,
  [t`Stage`]: (machine) => String(STEPS.indexOf(machine.stage) + 1).padStart(2, "0"),
  [t`Last file`]: (machine) => machine.file?.name ?? "",
  [t`Sent in this boot`]: (machine) => machine.bytes ?? 0,
  [t`Last seen`]: (machine) => machine.seen,
};
const headings = Object.keys(COLUMNS);
let sorted = {by: "", down: false};
page.append(findings, summary,
  el("p", {class: "st-form"}, el("label", {for: "st-filter"}, t`Show `), filter,
    el("label", {}, trouble, t` only those that do not boot`)),
  el("div", {class: "st-scroll"},
    el("table", {class: "st-boots"},
      el("thead", {}, el("tr", {}, headings.map((heading) => el("th", {scope: "col", "data-by": heading},
        el("button", {type: "button", class: "st-sort", title: t`Sort by ${heading}`,
          onclick: () => sortBy(heading)}, heading))))),
      body)),
  detail);

const machines = new Map();
const rows = new Map();
let last = 0;
let turns = 0;
let boot = 0; // line that the boot which is shown began with; 0 for the last one
let chosen = decodeURIComponent(location.hash.slice(1));

/** Whether it failed, or stands where no boot stands for long. */
function stuck(machine, now) {
  return TONES[machine.stage] === "bad" || (SHORT.includes(machine.stage) && now - machine.seen > STILL);
}

function shown(machine, now) {
  const wanted = filter.value.trim().toLowerCase();
  return (!trouble.checked || stuck(machine, now))
    && [machine.name, machine.address, machine.mac, machine.title, machine.because, machine.host, machine.note,
      machine.file?.name].join(" ").toLowerCase().includes(wanted);
}

function stage(machine, now) {
  if (!machine.stage) {
    return [];
  }
  const reached = STEPS.indexOf(machine.stage);
  return [
    pill(t(machine.title), TONES[machine.stage] ?? "busy"),
    reached < 0 ? null : el("span", {class: "st-steps", "aria-hidden": "true"},
      STEPS.map((step, i) => el("i", {class: i <= reached ? "on" : ""}))),
    machine.because ? el("span", {class: "st-because"}, machine.because) : null,
    stuck(machine, now) && !machine.because
      ? el("span", {class: "st-because"}, t`stands still for ${duration(now - machine.seen)}`) : null,
  ];
}

function file(machine, now) {
  const sent = machine.file;
  if (!sent) {
    return [];
  }
  const how = sent.outcome === "SENDING"
    ? t`${size(sent.bytes)} on its way for ${duration(now - sent.started)}`
    : sent.outcome === "SENT"
      ? t`${size(sent.bytes)} in ${duration(sent.ended - sent.started)}`
      : t`broke off`;
  return [
    path(sent.name),
    el("span", {class: sent.outcome === "BROKEN" ? "st-minor st-broken" : "st-minor"}, `${sent.protocol} ${how}`),
  ];
}

function cells(machine, now) {
  return [
    [el("button", {type: "button", class: "st-link", "data-mac": machine.mac,
      "aria-expanded": String(chosen === machine.mac)}, machine.name || machine.mac),
    machine.name ? el("span", {class: "st-minor"}, machine.mac) : null],
    machine.address,
    [t(machine.host.toLowerCase()), machine.note ? el("span", {class: "st-minor"}, machine.note) : null],
    stage(machine, now),
    file(machine, now),
    machine.files ? `${counted.files(machine.files)}, ${size(machine.bytes)}` : "",
    el("span", {class: "st-num", title: clock(machine.seen)}, ago(machine.seen, now)),
  ];
}

/** Up, then down, then as it was. */
function sortBy(heading) {
  sorted = sorted.by !== heading ? {by: heading, down: false} : sorted.down ? {by: "", down: false} : {by: heading, down: true};
  page.querySelectorAll("th[data-by]").forEach((th) => {
    th.setAttribute("aria-sort", th.dataset.by !== sorted.by ? "none" : sorted.down ? "descending" : "ascending");
  });
  turn();
}

/** By the beginning of the boot, if nothing else is wanted: rows do not jump while machines boot side by side. */
function order(a, b) {
  const key = COLUMNS[sorted.by];
  const [one, other] = key ? [key(a), key(b)] : [b.began ?? b.seen, a.began ?? a.seen];
  const way = typeof one === "string" ? one.localeCompare(other) : one - other;
  return (sorted.down ? -way : way) || a.mac.localeCompare(b.mac);
}

function draw(now) {
  const rowsNow = [...machines.values()].filter((machine) => shown(machine, now)).sort(order);
  rowsNow.forEach((machine, i) => {
    let row = rows.get(machine.mac);
    if (!row) {
      row = el("tr", {}, headings.map(() => el("td")));
      rows.set(machine.mac, row);
    }
    cells(machine, now).forEach((cell, column) => put(row.children[column], cell));
    row.classList.toggle("st-chosen", chosen === machine.mac);
    if (body.children[i] !== row) {
      const focused = row.contains(document.activeElement) ? document.activeElement : null;
      body.insertBefore(row, body.children[i] ?? null);
      focused?.focus();
    }
  });
  while (body.children.length > rowsNow.length) {
    body.lastElementChild.remove();
  }
}

async function boots() {
  const whole = turns++ % 10 === 0; // hosts change without a line in the journal, too
  const answer = await ask("boots", {after: whole ? 0 : last});
  if (whole || answer.last < last) {
    machines.clear();
  }
  last = answer.last;
  answer.machines.forEach((machine) => machines.set(machine.mac, machine));
  put(findings, answer.chosen ? "" : el("p", {}, el("a", {href: "stirrup-network", id: "st-begin"},
    t`Nothing is served yet: choose the network whose machines are to boot`)), banner(answer.findings));
  const count = machines.size === 0 ? t`No machine has asked yet: switch one on, set to boot from the network.`
    : counted.machines(machines.size);
  const still = [...machines.values()].filter((machine) => stuck(machine, answer.now)).length;
  put(summary, answer.journal ? count : t`The journal is not installed: what machines do is not shown.`,
    answer.journal && still ? [", ", el("a", {href: "stirrup-doctor"},
      still === 1 ? t`1 of them does not boot` : t`${still} of them do not boot`)]
      : "",
    answer.hosts ? "" : el("span", {class: "st-minor"}, ` ${t`The host directory is not installed.`}`));
  draw(answer.now);
  if (chosen) {
    await timeline(answer.now);
  }
}

/** What a line says, and its figures without what is said already. */
function said(line) {
  const {file, reason, report: _report, protocol, bytes, millis, retransmits, ...rest} = line.details;
  const text = line.kind.startsWith("TRANSFER") && file ? file : line.text;
  const facts = [
    protocol,
    bytes === undefined ? null : size(Number(bytes)),
    millis === undefined ? null : duration(Number(millis)),
    retransmits && retransmits !== "0" ? t`${retransmits} sent again` : null,
    reason && !text.includes(reason) ? reason : null,
    ...Object.entries(rest).map(([key, value]) => `${key} ${value}`),
  ].filter((fact) => fact).join(" · ");
  return [path(text), el("span", {class: "st-minor"}, facts)];
}

/** The boots of this machine that are known, if there are several; one is opened by its time. */
function former(answer) {
  return answer.boots.length < 2 ? "" : el("details", {open: Boolean(boot)},
    el("summary", {}, t`${answer.boots.length} boots of this machine are known`),
    table([t`Began`, t`Came as far as`, t`Files`, t`Sent`], answer.boots.map((one) => [
      el("button", {type: "button", class: "st-link", "data-boot": one.line,
        "aria-current": one.line === answer.boot ? "true" : null}, clock(one.began)),
      [pill(t(one.title), TONES[one.stage] ?? "busy"), el("span", {class: "st-because"}, one.because)],
      String(one.files), size(one.bytes)]), ""));
}

function kept(answer, kind, more) {
  const name = `boot-${chosen.replaceAll(":", "-")}.${kind}`;
  return el("a", {href: address(`timeline.${kind}?${new URLSearchParams({mac: chosen, boot: answer.boot, ...more})}`),
    download: name}, kind === "txt" ? t`as text` : t`as JSON`);
}

async function timeline(now) {
  const answer = await ask("timeline", {mac: chosen, boot});
  const name = machines.get(chosen)?.name;
  put(detail,
    el("h2", {}, `${name ? name + " · " : ""}${chosen}`),
    el("p", {}, answer.began ? el("span", {class: "st-minor"}, [t`began ${clock(answer.began)}`, " "]) : null,
      el("a", {href: `stirrup-rehearse#${encodeURIComponent(chosen)}`}, t`What would it be answered now?`),
      " · ", t`Keep this boot ${kept(answer, "txt", {})} or ${kept(answer, "json", {all: 1})}`),
    former(answer),
    diagnoses(answer.diagnoses),
    waterfall(answer.transfers, answer.began, Math.max(answer.last, 0), now),
    answer.skipped ? el("p", {class: "st-minor"}, t`${answer.skipped} earlier lines are not shown`) : null,
    el("table", {class: "st-lines"},
      el("thead", {}, el("tr", {}, [t`After`, t`What`, t`Which`].map((h) => el("th", {scope: "col"}, h)))),
      el("tbody", {}, answer.lines.map((line) =>
        el("tr", {class: `st-kind-${line.kind}`},
          el("td", {class: "st-num"}, `+${duration(line.time - answer.began)}`),
          el("td", {}, KINDS[line.kind] ?? t(line.kind.toLowerCase().replaceAll("_", " "))),
          el("td", {}, said(line)))))));
  detail.hidden = false;
}

body.addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  const mac = row?.querySelector("button")?.dataset.mac;
  if (mac) {
    chosen = chosen === mac ? "" : mac;
    boot = 0;
    history.replaceState(null, "", chosen ? `#${chosen}` : location.pathname);
    detail.hidden = !chosen;
    turn();
  }
});

detail.addEventListener("click", (event) => {
  if (event.target.dataset.boot) {
    boot = event.target.dataset.boot;
    turn();
  }
});
filter.addEventListener("input", () => turn());
trouble.addEventListener("change", () => turn());

const turn = keep(boots);
