// Plugins: what is there at this moment, who brought it, and what each loader would say to which firmware.
import {admin, ask, attempt, el, keep, page, pill, put, table, tell} from "./frame.js";
import {uploads} from "./upload.js";

const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
const sending = uploads("Drop a bundle here, or ", ".jar", () => turn());
page.append(admin ? sending.area : "", said, list);

function button(act, text, data) {
  return admin ? el("button", {type: "button", class: "st-button", "data-act": act, ...data}, text) : "";
}

function from(plugin) {
  return [el("a", {href: `bundles/${plugin.id}`}, plugin.bundle), el("span", {class: "st-minor"}, plugin.version)];
}

function offer(said) {
  return said.file ? [pill("starts it", "good"), el("span", {class: "st-minor"}, said.file)]
    : said.fault ? [pill("fails", "bad"), el("span", {class: "st-because"}, said.fault)]
      : [pill("no", "idle"), el("span", {class: "st-minor"}, said.because)];
}

function section(title, headings, plugins, cells, empty) {
  return [el("h2", {}, title), table([...headings, "Ranking", "From"],
    plugins.map((plugin) => [...cells(plugin), String(plugin.ranking), from(plugin)]), empty, "st-plugins")];
}

const STATES = {"serves": "good", "stands back": "idle", "quarantined": "bad"};

function swaps(answer) {
  return answer.dropped.length + answer.leaving.length === 0 ? [] : [el("h2", {}, "Dropped into deploy/"),
    table(["File", "Bundle", "State", ""],
      answer.dropped.map((jar) => [el("code", {}, jar.file), jar.bundle,
        [pill(jar.state, STATES[jar.state]), el("span", {class: "st-because"}, jar.text)],
        button("undrop", "Take away", {"data-name": jar.file})]),
      "Nothing is dropped there now.", "st-plugins"),
    answer.leaving.length === 0 ? [] : table(["Former version", "Still under way"],
      answer.leaving.map((version) => [version.bundle, `${version.underWay} of ${version.what}`]), "", "st-plugins")];
}

function bundles(answer) {
  return [el("h2", {}, "Bundles"), table(["Bundle", "State", ""], answer.bundles.map((bundle) => [
    [bundle.name, el("span", {class: "st-minor"}, bundle.version)],
    pill(bundle.state, bundle.state === "runs" ? "good" : bundle.state === "stopped" ? "idle" : "bad"),
    bundle.needed ? "" : bundle.state === "runs" ? button("stop", "Stop", {"data-id": bundle.id, "data-name": bundle.name})
      : button("start", "Start", {"data-id": bundle.id, "data-name": bundle.name})]), "None is installed.", "st-bundles")];
}

async function services() {
  const answer = await ask("services");
  put(list,
    swaps(answer),
    section("Loaders", ["Name", ...answer.firmware], answer.loaders,
      (loader) => [loader.name, ...loader.offers.map(offer)],
      "No loader is installed: machines get an address, but nothing to boot."),
    section("Repositories", ["Mounted at", "Kind"], answer.repositories,
      (repository) => [el("code", {}, repository.mount), repository.name], "Nothing is mounted."),
    section("Rendered for each machine", ["Mounted at", "Kind"], answer.rendered,
      (content) => [el("code", {}, content.mount), content.name], "Nothing renders files."),
    section("Boot menu from", ["Kind"], answer.menus, (menu) => [menu.name], "Nothing but the local disk."),
    section("Content servers", ["Protocol", "Reached at"], answer.endpoints,
      (endpoint) => [endpoint.protocol, endpoint.bases.map((base) => el("code", {class: "st-row"}, base))],
      "No server shows the content tree."),
    section("Ports", ["Listens on"], answer.listeners,
      (listener) => [listener.ports.map((port) => el("span", {class: "st-row"},
        pill(port.open ? "open" : "closed", port.open ? "good" : "bad"), ` ${port.protocol} `,
        el("code", {}, port.address), port.link ? ` on ${port.link}` : ""))],
      "No server is installed."),
    section("Lease stores", ["Kind"], answer.leases, (store) => [store.name],
      "No lease store is installed: no machine gets an address."),
    bundles(answer));
}

list.addEventListener("click", async (event) => {
  const {act, id, name} = event.target.dataset;
  if (act === "start") {
    await attempt(said, () => tell("start", {id}), `${name} runs.`, `${name} does not start`);
  } else if (act === "stop" && confirm(`Stop ${name}? It stays stopped until it is started here again.`)) {
    await attempt(said, () => tell("stop", {id}), `${name} is stopped.`, `${name} does not stop`);
  } else if (act === "undrop" && confirm(`Take ${name} out of deploy/? What it replaced serves again.`)) {
    await attempt(said, () => tell("undrop", {name}), `${name} is taken away.`, `${name} is still there`);
  }
  turn();
});

const turn = keep(services, 2000);
