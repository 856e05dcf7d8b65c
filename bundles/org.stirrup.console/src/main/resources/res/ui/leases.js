// Leases: how full each pool is, who has which address until when, and addresses that are kept for a machine.
import {admin, ask, attempt, clock, duration, el, keep, page, pill, put, svg, table, tell} from "./frame.js";
import {t} from "./text.js";

const CELL = 14;
const ACROSS = 64;

const pools = el("div");
const said = el("p", {role: "status", class: "st-summary"});
const kept = el("div");
const summary = el("p", {class: "st-summary"});
const list = el("div", {id: "st-leases"});
const back = el("button", {type: "button", class: "st-button"}, t`First page`);
const next = el("button", {type: "button", class: "st-button"}, t`Next page`);
const mac = el("input", {id: "st-mac", required: true, placeholder: "52:54:00:77:00:10", autocomplete: "off"});
const address = el("input", {id: "st-address", required: true, placeholder: "192.168.1.50", autocomplete: "off"});
const hostname = el("input", {id: "st-hostname", placeholder: t`may be left empty`, autocomplete: "off"});
const form = el("form", {class: "st-form"},
  el("label", {for: "st-mac"}, t`MAC`), mac, el("label", {for: "st-address"}, t`Address`), address,
  el("label", {for: "st-hostname"}, t`Name`), hostname,
  el("button", {type: "submit", class: "st-button"}, t`Reserve`));
page.append(said, pools, el("h2", {}, t`Reserved`), admin ? form : "", kept, el("h2", {}, t`Leases`), summary, list,
  el("p", {class: "st-pages"}, back, " ", next));

let after = "";
let lastShown = "";
let turns = 0;

function kind(cell) {
  return cell.quarantined ? "quarantined" : cell.kept === cell.size ? "kept" : cell.held ? "held" : "free";
}

function label(cell) {
  const taken = [[cell.held, t`leased`], [cell.quarantined, t`in quarantine`], [cell.kept, t`kept`]]
    .filter(([count]) => count).map(([count, what]) => cell.size === 1 ? what : `${count} ${what}`);
  return `${cell.size > 1 ? t`${cell.first} and ${cell.size - 1} more` : cell.first}: ${taken.join(", ") || t`free`}`;
}

function picture(pool) {
  const rows = Math.ceil(pool.cells.length / ACROSS);
  const across = Math.min(ACROSS, pool.cells.length);
  return svg("svg", {viewBox: `0 0 ${across * CELL} ${rows * CELL}`, class: "st-fill", role: "img",
    style: `max-width: ${across * CELL}px`,
    "aria-label": t`${pool.held} of ${pool.size} addresses are leased, ${pool.quarantined} in quarantine`},
  pool.cells.map((cell, i) => svg("rect", {x: i % ACROSS * CELL, y: Math.floor(i / ACROSS) * CELL, width: CELL - 2,
    height: CELL - 2, rx: 2, class: `st-cell-${kind(cell)}`,
    "fill-opacity": kind(cell) === "held" ? (0.35 + 0.65 * cell.held / cell.size).toFixed(2) : null},
  svg("title", {}, label(cell)))));
}

function fill(pool) {
  const taken = pool.held + pool.quarantined;
  const part = pool.size ? Math.round(100 * taken / pool.size) : 100;
  return el("section", {class: "st-pool", "aria-label": t`Pool ${pool.ranges}`},
    el("h3", {}, pool.network, " ", pill(t`${part} % full`, part >= 100 ? "bad" : part > 90 ? "warn" : "good"),
      el("span", {class: "st-minor"}, `${pool.ranges} · ` + t`${pool.held} of ${pool.size} leased`
        + (pool.quarantined ? `, ${t`${pool.quarantined} in quarantine`}` : "")
        + (pool.kept ? `, ${t`${pool.kept} more kept for others`}` : ""))),
    picture(pool), el("code", {class: "st-minor"}, pool.source));
}

function legend() {
  return el("p", {class: "st-legend"}, [t`free`, t`leased`, t`in quarantine`, t`kept`].map((word, i) =>
    [el("i", {class: `st-swatch-${["free", "held", "quarantined", "kept"][i]}`}), `${word} `]));
}

function state(lease) {
  const over = lease.state !== "RELEASED" && !lease.held;
  return pill(over ? t`expired` : t(lease.state.toLowerCase()),
    over || lease.state === "RELEASED" ? "idle" : lease.state === "DECLINED" ? "bad" : "good");
}

function expires(lease, now) {
  if (lease.expires === undefined) {
    return t`never`;
  }
  const left = lease.expires - now;
  return el("span", {title: clock(lease.expires)}, left > 0 ? t`in ${duration(Math.floor(left / 60000) * 60000 || left)}`
    : t`${duration(-left)} ago`);
}

function actions(lease) {
  return [
    lease.held ? el("button", {type: "button", class: "st-button", "data-act": "release", "data-address": lease.address,
      "data-client": lease.client, "data-starts": lease.starts, "data-name": lease.hostname || lease.mac,
      "data-state": lease.state}, t`Release`) : null, " ",
    el("button", {type: "button", class: "st-button", "data-act": "keep", "data-address": lease.address,
      "data-mac": lease.mac, "data-name": lease.hostname}, t`Reserve…`),
  ];
}

async function leases() {
  if (turns++ % 5 === 0) {
    const answer = await ask("pools");
    put(pools, answer.pools.length ? [answer.pools.map(fill), legend()] : el("p", {class: "st-empty"},
      answer.plan ? t`No pool is configured.` : t`The DHCP server is not installed: nothing is known of pools.`));
    put(kept, table([t`Address`, t`Machine`, t`Name`, ""], answer.reserved.map((one) => [one.address, one.owner, one.hostname,
      one.ours && admin ? el("button", {type: "button", class: "st-button", "data-act": "unreserve",
        "data-address": one.address, "data-name": one.owner}, t`Give up`)
        : el("span", {class: "st-minor"}, one.ours ? "" : t`in a subnet's or another file`)]),
    t`No address is kept for a machine.`));
  }
  const answer = await ask("leases", {after});
  lastShown = answer.leases.at(-1)?.address ?? "";
  put(summary, lastShown ? t`${answer.leases.length} leases, ${answer.leases[0].address} to ${lastShown}` : "");
  put(list, table([t`Address`, t`Machine`, t`Name`, t`State`, t`Expires`, t`Confirmed`, ...(admin ? [""] : [])],
    answer.leases.map((lease) => [
      lease.address,
      [lease.mac, lease.client.startsWith("id:") ? el("span", {class: "st-minor"}, lease.client) : null],
      lease.hostname,
      state(lease),
      expires(lease, answer.now),
      clock(lease.starts),
      ...(admin ? [actions(lease)] : []),
    ]),
    answer.present ? t`No address is leased.` : t`No lease store is installed: no machine gets an address.`));
  back.disabled = after === "";
  next.disabled = !answer.more;
}

function now() {
  turns = 0;
  return turn();
}

page.addEventListener("click", async (event) => {
  const {act, address: which, client, starts, name, mac: whose, state: how} = event.target.dataset;
  if (act === "release" && confirm(how === "DECLINED"
    ? t`Take ${which} out of quarantine? Somebody else was found to use it; it may be given to a machine at once.`
    : t`Release ${which}, which ${name} has? If that machine is on, it goes on using it until it renews its lease.`)) {
    await attempt(said, () => tell("release", {address: which, client, starts}), t`${which} is free.`,
      t`${which} is not released`);
    now();
  } else if (act === "unreserve" && confirm(t`Keep ${which} no longer for ${name}?`)) {
    await attempt(said, () => tell("unreserve", {address: which}), t`${which} is no longer kept for ${name}.`,
      t`${which} is still kept`);
    setTimeout(now, 1500);
  } else if (act === "keep") {
    mac.value = whose;
    address.value = which;
    hostname.value = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(name) ? name : "";
    form.scrollIntoView({block: "center"});
    address.focus();
  }
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wanted = {mac: mac.value.trim(), address: address.value.trim(), hostname: hostname.value.trim()};
  if (await attempt(said, () => tell("reserve", wanted),
    t`${wanted.address} is kept for ${wanted.mac} from now on; whoever has it now keeps it until the lease is over.`,
    t`${wanted.address} is not reserved`)) {
    form.reset();
  }
  setTimeout(now, 1500);
});
back.addEventListener("click", () => {
  after = "";
  turn();
});
next.addEventListener("click", () => {
  after = lastShown;
  turn();
});

const turn = keep(leases, 2000);
