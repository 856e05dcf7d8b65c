// Access: who may look without changing anything, and who changed what.
import {admin, ask, attempt, clock, el, keep, page, pill, put, table, tell} from "./frame.js";

const said = el("p", {role: "status", class: "st-summary"});
const secret = el("p", {class: "st-finding st-warning", hidden: true});
const viewer = el("div");
const filter = el("input", {type: "search", placeholder: "user, address, what, outcome", id: "st-filter"});
const list = el("div");
page.append(said, el("h2", {}, "Viewers"), viewer, secret, el("h2", {}, "What was changed"),
  el("p", {class: "st-form"}, el("label", {for: "st-filter"}, "Show "), filter), list);

async function access() {
  const answer = await ask("access");
  put(viewer,
    el("p", {}, answer.viewer ? "User " : "Nobody but the administrator can log in.", answer.viewer ? el("code", {}, "viewer") : "",
      answer.viewer ? " may look at Stirrup's pages and change nothing." : ""),
    admin ? el("p", {class: "st-form"},
      el("button", {type: "button", class: "st-button", "data-act": "make"},
        answer.viewer ? "Make another password" : "Let viewers in"),
      answer.viewer ? el("button", {type: "button", class: "st-button", "data-act": "close"}, "Shut viewers out") : "")
      : "");
  const wanted = filter.value.trim().toLowerCase();
  put(list, table(["When", "User", "From", "What", "Outcome"],
    answer.entries.filter((entry) => Object.values(entry).join(" ").toLowerCase().includes(wanted)).map((entry) => [
      el("span", {class: "st-num"}, clock(entry.time)), entry.user, entry.from, el("span", {class: "st-path"}, entry.what),
      entry.outcome === "done" ? pill("done", "good")
        : [entry.outcome.startsWith("done") ? pill("done in part", "warn") : pill("not done", "bad"), el("span", {class: "st-because"}, entry.outcome)],
    ]), wanted ? "Nothing matches." : "Nothing was changed through the console yet."));
}

viewer.addEventListener("click", async (event) => {
  const {act} = event.target.dataset;
  if (act === "make") {
    const answer = await attempt(said, () => tell("make-viewer", {}), "Viewers may log in with the new password.",
      "No password was made");
    put(secret, answer ? el("div", {}, "Password of ", el("code", {}, "viewer"), ": ", el("code", {id: "st-secret"}, answer.password),
      " It is shown this once.") : "");
    secret.hidden = !answer;
  } else if (act === "close" && confirm("Shut out everybody who logs in as viewer?")) {
    await attempt(said, () => tell("close-viewer", {}), "Viewers are shut out.", "Viewers are not shut out");
    secret.hidden = true;
  }
  turn();
});
filter.addEventListener("input", () => turn());

const turn = keep(access, 3000);
