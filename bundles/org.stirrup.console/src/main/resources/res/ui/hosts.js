// Hosts: how far each one's installation is, and a button that has it installed again.
import {ago, ask, clock, el, keep, page, pill, put, table, tell} from "./frame.js";

const TONES = {INSTALLED: "good", FAILED: "bad", INSTALLING: "busy", DISCOVERED: "idle"};

const filter = el("input", {type: "search", placeholder: "name, address, MAC, group, state", id: "st-filter"});
const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
page.append(el("p", {}, el("label", {for: "st-filter"}, "Show "), filter), said, list);

function row(host) {
  return [
    [el("span", {}, host.name || host.mac), host.name ? el("span", {class: "st-minor"}, host.mac) : null],
    host.address,
    host.architecture,
    host.groups.join(", "),
    [pill(host.state.toLowerCase(), TONES[host.state] ?? "idle"), el("span", {class: "st-minor"}, host.note)],
    el("span", {title: `first seen ${clock(host.firstSeen)}`}, clock(host.lastSeen)),
    [el("a", {class: "st-row", href: `stirrup-rehearse#${encodeURIComponent(host.mac)}`}, "Rehearse"),
      el("button", {type: "button", class: "st-button", "data-mac": host.mac, "data-name": host.name || host.mac,
      disabled: host.state === "DISCOVERED"}, "Install again")],
  ];
}

async function hosts() {
  const answer = await ask("hosts");
  const wanted = filter.value.trim().toLowerCase();
  const shown = answer.hosts.filter((host) =>
    [host.name, host.address, host.mac, ...host.groups, host.state, host.note].join(" ").toLowerCase().includes(wanted));
  put(list, table(["Host", "Address", "Firmware", "Groups", "Installation", "Last seen", ""], shown.map(row),
    !answer.present ? "The host directory is not installed."
      : wanted ? "No host matches." : "No machine has booted from here yet."));
}

list.addEventListener("click", async (event) => {
  const {mac, name} = event.target.dataset;
  if (!mac || !confirm(`Install ${name} again at its next boot? Its disk will be overwritten then.`)) {
    return;
  }
  try {
    await tell("reinstall", {mac});
    said.textContent = `${name} is installed again at its next boot.`;
  } catch (error) {
    said.textContent = `${name} is not installed again: ${error.message}`;
  }
  turn();
});
filter.addEventListener("input", () => turn());

const turn = keep(hosts, 2000);
