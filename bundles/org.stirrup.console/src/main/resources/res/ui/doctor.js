// Doctor: what is wrong with the appliance and with machines, and what to do about it.
import {ago, ask, banner, diagnoses, el, keep, page, put} from "./frame.js";
import {counted, t} from "./text.js";

const body = el("div", {"aria-live": "polite"});
page.append(body);

function patient(machine, now) {
  const address = encodeURIComponent(machine.mac);
  return el("section", {"aria-label": machine.mac},
    el("h3", {}, `${machine.name ? machine.name + " \u00b7 " : ""}${machine.mac}`,
      el("span", {class: "st-minor"}, t`${t(machine.stage)}, last seen ${ago(machine.seen, now)}`, " \u00b7 ",
        el("a", {href: `stirrup#${address}`}, t`its boot`), " \u00b7 ",
        el("a", {href: `stirrup-rehearse#${address}`}, t`rehearse it`))),
    diagnoses(machine.diagnoses));
}

async function doctor() {
  const answer = await ask("doctor");
  put(body,
    el("h2", {}, t`The appliance`),
    answer.findings.length ? banner(answer.findings) : el("p", {class: "st-empty"}, t`No bundle has found anything wrong.`),
    el("h2", {}, t`Machines`),
    !answer.journal ? el("p", {class: "st-because"}, t`The journal is not installed: what machines do is not known.`)
      : answer.patients.length ? answer.patients.map((machine) => patient(machine, answer.now))
        : el("p", {class: "st-empty"}, answer.machines
          ? t`Nothing is wrong with what is heard (${counted.machines(answer.machines)}), as far as can be told.`
          : t`No machine has asked yet. One that is switched on and does not show up here is not heard at all: look at its cable, its switch port and VLAN, its boot order, and whether this appliance listens on that network (Network).`));
}

keep(doctor, 3000);
