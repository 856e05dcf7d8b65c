// Access: who may look without changing anything, and who changed what.
import {admin, ask, attempt, clock, el, keep, page, pill, put, table, tell} from "./frame.js";
import {t} from "./text.js";

const DONE = "done"; // as the audit log has it
const said = el("p", {role: "status", class: "st-summary"});
const secret = el("p", {class: "st-finding st-warning", hidden: true});
const viewer = el("div");
const filter = el("input", {type: "search", placeholder: t`user, address, what, outcome`, id: "st-filter"});
const list = el("div");
page.append(said, el("h2", {}, t`Viewers`), viewer, secret, el("h2", {}, t`What was changed`),
  el("p", {class: "st-form"}, el("label", {for: "st-filter"}, t`Show `), filter), list);

async function access() {
  const answer = await ask("access");
  put(viewer,
    el("p", {}, answer.viewer ? t`User ${el("code", {}, "viewer")} may look at Stirrup's pages and change nothing.`
      : t`Nobody but the administrator can log in.`),
    admin ? el("p", {class: "st-form"},
      el("button", {type: "button", class: "st-button", "data-act": "make"},
        answer.viewer ? t`Make another password` : t`Let viewers in`),
      answer.viewer ? el("button", {type: "button", class: "st-button", "data-act": "close"}, t`Shut viewers out`) : "")
      : "");
  const wanted = filter.value.trim().toLowerCase();
  put(list, table([t`When`, t`User`, t`From`, t`What`, t`Outcome`],
    answer.entries.filter((entry) => Object.values(entry).join(" ").toLowerCase().includes(wanted)).map((entry) => [
      el("span", {class: "st-num"}, clock(entry.time)), entry.user, entry.from, el("span", {class: "st-path"}, entry.what),
      entry.outcome === DONE ? pill(t`done`, "good")
        : [entry.outcome.startsWith(DONE) ? pill(t`done in part`, "warn") : pill(t`not done`, "bad"),
          el("span", {class: "st-because"}, entry.outcome)],
    ]), wanted ? t`Nothing matches.` : t`Nothing was changed through the console yet.`));
}

viewer.addEventListener("click", async (event) => {
  const {act} = event.target.dataset;
  if (act === "make") {
    const answer = await attempt(said, () => tell("make-viewer", {}), t`Viewers may log in with the new password.`,
      t`No password was made`);
    put(secret, answer ? el("div", {}, t`Password of ${el("code", {}, "viewer")}: ${
      el("code", {id: "st-secret"}, answer.password)} It is shown this once.`) : "");
    secret.hidden = !answer;
  } else if (act === "close" && confirm(t`Shut out everybody who logs in as viewer?`)) {
    await attempt(said, () => tell("close-viewer", {}), t`Viewers are shut out.`, t`Viewers are not shut out`);
    secret.hidden = true;
  }
  turn();
});
filter.addEventListener("input", () => turn());

const turn = keep(access, 3000);
