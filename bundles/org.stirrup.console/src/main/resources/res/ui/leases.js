// Leases: who has which address until when, a page at a time.
import {ask, clock, duration, el, keep, page, pill, put, table} from "./frame.js";

const summary = el("p", {class: "st-summary", role: "status"});
const list = el("div");
const back = el("button", {type: "button", class: "st-button"}, "First page");
const next = el("button", {type: "button", class: "st-button"}, "Next page");
page.append(summary, list, el("p", {class: "st-pages"}, back, " ", next));

let after = "";
let lastShown = "";

function state(lease) {
  const over = lease.state !== "RELEASED" && !lease.held;
  return pill(over ? "expired" : lease.state.toLowerCase(),
    over || lease.state === "RELEASED" ? "idle" : lease.state === "DECLINED" ? "bad" : "good");
}

function expires(lease, now) {
  if (lease.expires === undefined) {
    return "never";
  }
  const left = lease.expires - now;
  return el("span", {title: clock(lease.expires)}, left > 0 ? `in ${duration(Math.floor(left / 60000) * 60000 || left)}`
    : `${duration(-left)} ago`);
}

async function leases() {
  const answer = await ask("leases", {after});
  lastShown = answer.leases.at(-1)?.address ?? "";
  put(summary, lastShown ? `${answer.leases.length} leases, ${answer.leases[0].address} to ${lastShown}` : "");
  put(list, table(["Address", "Machine", "Name", "State", "Expires", "Confirmed"],
    answer.leases.map((lease) => [
      lease.address,
      [lease.mac, lease.client.startsWith("id:") ? el("span", {class: "st-minor"}, lease.client) : null],
      lease.hostname,
      state(lease),
      expires(lease, answer.now),
      clock(lease.starts),
    ]),
    answer.present ? "No address is leased." : "No lease store is installed: no machine gets an address."));
  back.disabled = after === "";
  next.disabled = !answer.more;
}

back.addEventListener("click", () => {
  after = "";
  turn();
});
next.addEventListener("click", () => {
  after = lastShown;
  turn();
});

const turn = keep(leases, 2000);
