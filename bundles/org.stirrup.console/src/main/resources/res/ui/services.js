// Plugins: what is there at this moment, who brought it, and what each loader would say to which firmware.
import {ask, el, keep, page, pill, put, table} from "./frame.js";

const list = el("div");
page.append(list);

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
    table(["File", "Bundle", "State"],
      answer.dropped.map((jar) => [el("code", {}, jar.file), jar.bundle,
        [pill(jar.state, STATES[jar.state]), el("span", {class: "st-because"}, jar.text)]]),
      "Nothing is dropped there now.", "st-plugins"),
    answer.leaving.length === 0 ? [] : table(["Former version", "Still under way"],
      answer.leaving.map((version) => [version.bundle, `${version.underWay} of ${version.what}`]), "", "st-plugins")];
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
      "No lease store is installed: no machine gets an address."));
}

keep(services, 2000);
