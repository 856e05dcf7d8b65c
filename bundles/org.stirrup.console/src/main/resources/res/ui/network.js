// Network: the interfaces, what listens on each, who else gives addresses; and what is served is chosen here.
import {admin, ago, ask, attempt, el, keep, page, pill, put, table, tell} from "./frame.js";
import {t} from "./text.js";

const said = el("p", {role: "status", class: "st-summary"});
const nic = el("select", {id: "st-nic"});
const range = el("input", {id: "st-range", placeholder: "192.168.1.100-192.168.1.200", autocomplete: "off"});
const network = el("input", {id: "st-network", placeholder: "10.2.0.0/24", autocomplete: "off"});
const router = el("input", {id: "st-router", placeholder: t`may be left empty`, autocomplete: "off"});
const dns = el("input", {id: "st-dns", placeholder: t`may be left empty`, autocomplete: "off"});
const MODES = {
  server: t`This appliance gives the addresses: there is no other DHCP server on that network`,
  proxy: t`Another DHCP server gives the addresses and stays as it is; this appliance says what to boot`,
  relay: t`Machines are in another network, from where a relay agent (ip helper-address) passes on what they ask`,
};
const modes = Object.entries(MODES).map(([value, text]) => el("label", {class: "st-row"},
  el("input", {type: "radio", name: "mode", value, checked: value === "server"}), ` ${text}`));
const fields = el("div", {class: "st-grid"},
  field("st-network", t`Network`, network, "relay"), field("st-range", t`Addresses to give`, range, "server relay"),
  field("st-router", t`Router of the machines`, router, "server relay"), field("st-dns", t`Name server`, dns, "server relay"));
const form = el("form", {class: "st-setup", hidden: true},
  el("h2", {id: "st-title"}, t`What is served`),
  el("p", {}, el("label", {for: "st-nic"}, t`Network interface `), nic),
  el("fieldset", {}, el("legend", {}, t`Who gives the addresses?`), modes), fields,
  el("p", {}, el("button", {type: "submit", class: "st-button"}, t`Serve this`)));
const change = el("button", {type: "button", class: "st-button"}, t`Change what is served…`);
const now = el("div", {"aria-live": "polite"});
const list = el("div");
page.append(said, now, ...(admin ? [el("p", {}, change), form] : []), list);

let interfaces = [];
let served = "";
let touched = false;

function field(id, text, input, kinds) {
  return el("p", {"data-modes": kinds}, el("label", {for: id}, text), input);
}

function mode() {
  return form.elements.mode.value;
}

function fitting() {
  fields.querySelectorAll("[data-modes]").forEach((row) => {
    row.hidden = !row.dataset.modes.includes(mode());
  });
  if (!touched) {
    range.value = mode() === "relay" ? "" : interfaces.find((each) => each.name === nic.value)?.range ?? "";
  }
}

function others(link, time) {
  return el("div", {class: `st-finding st-${link.seen.length ? "warning" : "ok"}`}, el("strong", {}, link.link), el("div", {},
    el("span", {class: "st-message"}, link.looking ? t`Other DHCP servers are looked for.` : link.seen.length
      ? t`Another DHCP server is there; ${t(link.consequence)}.` : t`No other DHCP server answers; ${t(link.consequence)}.`),
    link.seen.map((one) => el("span", {}, el("code", {}, one.server), one.mac ? ` ${one.mac}` : "",
      one.stirrup ? `, ${t`a Stirrup`}` : "", ", ", t`heard ${ago(one.heard, time)}`))));
}

function ports(answer, link) {
  return answer.listeners.filter((port) => port.link === link).map((port) => el("span", {class: "st-row"},
    pill(port.open ? port.protocol : t`${port.protocol} closed`, port.open ? "good" : "bad"), " ",
    el("code", {}, `${port.address}:${port.port}`)));
}

function row(answer, each) {
  return [
    [el("span", {}, each.name), each.mac ? el("span", {class: "st-minor"}, each.mac) : null],
    pill(each.served ? t`served` : each.loopback ? t`this machine` : each.up ? t`left alone` : t`switched off`,
      each.served ? "good" : "idle"),
    each.addresses.map((text) => el("code", {class: "st-row"}, text)),
    ports(answer, each.name),
  ];
}

async function fresh() {
  const answer = await ask("network");
  interfaces = answer.interfaces;
  served = answer.served;
  const first = !answer.served;
  put(now, first ? el("div", {class: "st-finding st-warning"}, el("div", {},
    el("span", {class: "st-message"}, t`Nothing is served yet.`),
    el("span", {}, admin ? t`Choose the network whose machines are to be served.` : t`The administrator has to choose a network.`)))
    : [answer.links.map((link) => others(link, answer.now)),
      answer.mode === "proxy" ? el("p", {}, t`Another server gives the addresses; this appliance says what to boot.`) : "",
      el("p", {}, t`Next: ${el("a", {href: "stirrup-images"}, t`drop an installer's ISO`)}, then switch a machine on and watch ${
        el("a", {href: "stirrup"}, t`it boot`)}.`)]);
  put(nic, interfaces.map((each) => el("option", {value: each.name},
    `${each.name} ${each.addresses[0] ?? t`without an address`}${each.loopback ? ` (${t`this machine alone`})` : ""}`)));
  change.hidden = first;
  if (first && form.hidden) {
    form.hidden = false;
    fitting();
  }
  put(list, el("h2", {}, t`Interfaces`),
    table([t`Interface`, t`State`, t`Addresses`, t`Listens`], interfaces.map((each) => row(answer, each)), t`There is none.`),
    el("h2", {}, t`Listens on every interface, or on none that is there`),
    table([t`Port`], ["", ...new Set(answer.listeners.map((port) => port.link))]
      .filter((link, i) => i === 0 || link && interfaces.every((each) => each.name !== link))
      .flatMap((link) => ports(answer, link)).map((port) => [port]), t`Nothing does.`));
}

form.addEventListener("change", fitting);
range.addEventListener("input", () => {
  touched = true;
});
change.addEventListener("click", () => {
  form.hidden = !form.hidden;
  fitting();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (served && served !== nic.value && !confirm(t`Serve ${nic.value}, and ${served} no longer?`)) {
    return;
  }
  const done = await attempt(said, () => tell("choose", {interface: nic.value, mode: mode(), network: network.value,
    range: range.value, router: router.value, dns: dns.value}), t`${nic.value} is served from now on.`, t`Nothing is changed`);
  form.hidden = Boolean(done);
  setTimeout(turn, 1500);
});

const turn = keep(fresh, 2000);
