// Plugins: what is there at this moment, who brought it, and what each loader would say to which firmware.
import {admin, ask, attempt, el, keep, page, pill, put, table, tell} from "./frame.js";
import {uploads} from "./upload.js";
import {t} from "./text.js";

const said = el("p", {role: "status", class: "st-summary"});
const list = el("div");
const sending = uploads(t`Drop a bundle here, or `, ".jar", () => turn());
page.append(admin ? sending.area : "", said, list);

function button(act, text, data) {
  return admin ? el("button", {type: "button", class: "st-button", "data-act": act, ...data}, text) : "";
}

function from(plugin) {
  return [el("a", {href: `bundles/${plugin.id}`}, plugin.bundle), el("span", {class: "st-minor"}, plugin.version)];
}

function offer(said) {
  return said.file ? [pill(t`starts it`, "good"), el("span", {class: "st-minor"}, said.file)]
    : said.fault ? [pill(t`fails`, "bad"), el("span", {class: "st-because"}, said.fault)]
      : [pill(t`no`, "idle"), el("span", {class: "st-minor"}, said.because)];
}

function section(title, headings, plugins, cells, empty) {
  return [el("h2", {}, title), table([...headings, t`Ranking`, t`From`],
    plugins.map((plugin) => [...cells(plugin), String(plugin.ranking), from(plugin)]), empty, "st-plugins")];
}

const STATES = {"serves": "good", "stands back": "idle", "quarantined": "bad"};

function swaps(answer) {
  return answer.dropped.length + answer.leaving.length === 0 ? [] : [el("h2", {}, t`Dropped into deploy/`),
    table([t`File`, t`Bundle`, t`State`, ""],
      answer.dropped.map((jar) => [el("code", {}, jar.file), jar.bundle,
        [pill(t(jar.state), STATES[jar.state]), el("span", {class: "st-because"}, jar.text)],
        button("undrop", t`Take away`, {"data-name": jar.file})]),
      t`Nothing is dropped there now.`, "st-plugins"),
    answer.leaving.length === 0 ? [] : table([t`Former version`, t`Still under way`],
      answer.leaving.map((version) => [version.bundle, t`${version.underWay} of ${version.what}`]), "", "st-plugins")];
}

function bundles(answer) {
  return [el("h2", {}, t`Bundles`), table([t`Bundle`, t`State`, ""], answer.bundles.map((bundle) => [
    [bundle.name, el("span", {class: "st-minor"}, bundle.version)],
    pill(t(bundle.state), bundle.state === "runs" ? "good" : bundle.state === "stopped" ? "idle" : "bad"),
    bundle.needed ? "" : bundle.state === "runs" ? button("stop", t`Stop`, {"data-id": bundle.id, "data-name": bundle.name})
      : button("start", t`Start`, {"data-id": bundle.id, "data-name": bundle.name})]), t`None is installed.`, "st-bundles")];
}

async function services() {
  const answer = await ask("services");
  put(list,
    swaps(answer),
    section(t`Loaders`, [t`Name`, ...answer.firmware], answer.loaders,
      (loader) => [loader.name, ...loader.offers.map(offer)],
      t`No loader is installed: machines get an address, but nothing to boot.`),
    section(t`Repositories`, [t`Mounted at`, t`Kind`], answer.repositories,
      (repository) => [el("code", {}, repository.mount), t(repository.name)], t`Nothing is mounted.`),
    section(t`Rendered for each machine`, [t`Mounted at`, t`Kind`], answer.rendered,
      (content) => [el("code", {}, content.mount), t(content.name)], t`Nothing renders files.`),
    section(t`Boot menu from`, [t`Kind`], answer.menus, (menu) => [t(menu.name)], t`Nothing but the local disk.`),
    section(t`Content servers`, [t`Protocol`, t`Reached at`], answer.endpoints,
      (endpoint) => [endpoint.protocol, endpoint.bases.map((base) => el("code", {class: "st-row"}, base))],
      t`No server shows the content tree.`),
    section(t`Ports`, [t`Listens on`], answer.listeners,
      (listener) => [listener.ports.map((port) => el("span", {class: "st-row"},
        pill(port.open ? t`open` : t`closed`, port.open ? "good" : "bad"), ` ${port.protocol} `,
        el("code", {}, port.address), port.link ? [" ", t`on ${port.link}`] : ""))],
      t`No server is installed.`),
    section(t`Lease stores`, [t`Kind`], answer.leases, (store) => [t(store.name)],
      t`No lease store is installed: no machine gets an address.`),
    bundles(answer));
}

list.addEventListener("click", async (event) => {
  const {act, id, name} = event.target.dataset;
  if (act === "start") {
    await attempt(said, () => tell("start", {id}), t`${name} runs.`, t`${name} does not start`);
  } else if (act === "stop" && confirm(t`Stop ${name}? It stays stopped until it is started here again.`)) {
    await attempt(said, () => tell("stop", {id}), t`${name} is stopped.`, t`${name} does not stop`);
  } else if (act === "undrop" && confirm(t`Take ${name} out of deploy/? What it replaced serves again.`)) {
    await attempt(said, () => tell("undrop", {name}), t`${name} is taken away.`, t`${name} is still there`);
  }
  turn();
});

const turn = keep(services, 2000);
