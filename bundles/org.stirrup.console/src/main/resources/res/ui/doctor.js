// Doctor: what is wrong with the appliance and with machines, and what to do about it.
import {ago, ask, banner, diagnoses, el, keep, page, put} from "./frame.js";

const body = el("div", {"aria-live": "polite"});
page.append(body);

function patient(machine, now) {
  const address = encodeURIComponent(machine.mac);
  return el("section", {"aria-label": machine.mac},
    el("h3", {}, `${machine.name ? machine.name + " \u00b7 " : ""}${machine.mac}`,
      el("span", {class: "st-minor"}, `${machine.stage}, last seen ${ago(machine.seen, now)} \u00b7 `,
        el("a", {href: `stirrup#${address}`}, "its boot"), " \u00b7 ",
        el("a", {href: `stirrup-rehearse#${address}`}, "rehearse it"))),
    diagnoses(machine.diagnoses));
}

async function doctor() {
  const answer = await ask("doctor");
  const machines = answer.machines === 1 ? "1 machine" : `${answer.machines} machines`;
  put(body,
    el("h2", {}, "The appliance"),
    answer.findings.length ? banner(answer.findings) : el("p", {class: "st-empty"}, "No bundle has found anything wrong."),
    el("h2", {}, "Machines"),
    !answer.journal ? el("p", {class: "st-because"}, "The journal is not installed: what machines do is not known.")
      : answer.patients.length ? answer.patients.map((machine) => patient(machine, answer.now))
        : el("p", {class: "st-empty"}, answer.machines ? `Nothing is wrong with the ${machines} heard, as far as can be told.`
          : "No machine has asked yet. One that is switched on and does not show up here is not heard at all: look at its"
            + " cable, its switch port and VLAN, its boot order, and whether this appliance listens on that network (Plugins,"
            + " Ports)."));
}

keep(doctor, 3000);
