// What the pages share. Everything from the network becomes a text node, never markup.

import {LANGUAGES, language, speak, t} from "./text.js";

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: el("td", {class: "num"}, "text", anotherElement). */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      node.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") {
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return node;
}

/** Makes a node's content equal to this, changing only what differs: focus and selections survive. */
export function put(node, ...children) {
  match(node, el("div", {}, ...children));
  return node;
}

function match(node, wanted) {
  const old = [...node.childNodes];
  const next = [...wanted.childNodes];
  next.forEach((child, i) => {
    const before = old[i];
    if (!before) {
      node.append(child);
    } else if (before.nodeType !== child.nodeType || before.nodeName !== child.nodeName) {
      before.replaceWith(child);
    } else if (child.nodeType === Node.TEXT_NODE) {
      if (before.data !== child.data) {
        before.data = child.data;
      }
    } else {
      for (const {name} of [...before.attributes]) {
        if (!child.hasAttribute(name) && name !== "open") { // what a person unfolded stays so
          before.removeAttribute(name);
        }
      }
      for (const {name, value} of child.attributes) {
        if (before.getAttribute(name) !== value) {
          before.setAttribute(name, value);
        }
      }
      match(before, child);
    }
  });
  old.slice(next.length).forEach((child) => child.remove());
}

export const page = document.getElementById("stirrup");
// From the origin on: fetch refuses an address with a password in it, and that of the page may have one.
const root = location.origin + page.dataset.root;

/** Whether whoever looks may change something; the appliance decides the same for itself. */
export const admin = page.dataset.role === "admin";

const pages = {stirrup: t`Boots`, "stirrup-doctor": t`Doctor`, "stirrup-rehearse": t`Rehearse`, "stirrup-hosts": t`Hosts`,
  "stirrup-images": t`Images`, "stirrup-leases": t`Leases`, "stirrup-network": t`Network`, "stirrup-services": t`Plugins`,
  "stirrup-access": t`Access`};
page.append(el("nav", {"aria-label": "Stirrup"}, Object.entries(pages).map(([label, title]) =>
  el("a", {href: root.replace(/[^/]+$/, label), "aria-current": root.endsWith(`/${label}`) ? "page" : null}, title)),
  el("select", {"aria-label": t`Language`, onchange: (event) => speak(event.target.value)}, Object.entries(LANGUAGES).map(
    ([tag, name]) => el("option", {value: tag, lang: tag, selected: tag === language}, name)))));

/** Asks the page's own address for JSON. */
export async function ask(what, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`${root}/${what}.json${query ? "?" + query : ""}`, {cache: "no-store"});
  if (response.status === 401) {
    throw new Error(t`the password was changed: load this page again`);
  }
  const answer = await response.json();
  if (answer.error) {
    throw Object.assign(new Error(answer.error), {status: response.status});
  }
  return answer;
}

/** Address of something below the page. */
export function address(name) {
  return `${root}/${name}`;
}

/** Tells the page to do something; an answer that is no success becomes an error. */
export function tell(what, parameters) {
  return request(`${what}.json`, {method: "POST", body: new URLSearchParams(parameters)});
}

/** Sends bytes, a file or a part of one. */
export function send(what, parameters, body, method = "PUT") {
  return request(`${what}.json?${new URLSearchParams(parameters)}`, {method, body,
    headers: {"Content-Type": "application/octet-stream"}});
}

async function request(what, how) {
  const response = await fetch(`${root}/${what}`, how);
  const answer = await response.json().catch(() => ({error: t`answer ${response.status}`}));
  if (answer.error) {
    throw Object.assign(new Error(answer.error), {status: response.status});
  }
  return answer;
}

/** Does something and says what came of it. @return what it answered, or nothing when it failed */
export async function attempt(where, work, done, failed) {
  try {
    const answer = await work();
    where.classList.remove("st-because");
    where.textContent = typeof done === "function" ? done(answer) : done;
    return answer;
  } catch (error) {
    where.classList.add("st-because");
    where.textContent = `${failed}: ${error.message}`;
    return undefined;
  }
}

const trouble = el("p", {class: "st-trouble", role: "status", hidden: true});
page.before(trouble);

/** Calls a function now, then again a while after each time it is through, but not while nobody looks. */
export function keep(fresh, milliseconds = 1000) {
  let timer = 0;
  const turn = async () => {
    clearTimeout(timer);
    try {
      await fresh();
      trouble.hidden = true;
    } catch (error) {
      trouble.textContent = t`Not up to date: ${error.message}`;
      trouble.hidden = false;
    }
    if (!document.hidden) {
      timer = setTimeout(turn, milliseconds);
    }
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) {
      turn();
    }
  });
  turn();
  return turn;
}

const units = ["B", "kB", "MB", "GB", "TB"];

export function size(bytes) {
  if (bytes === undefined) {
    return "";
  }
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Memory, in powers of 1024 as it is sold. */
export function memory(bytes) {
  return bytes === undefined ? "" : `${(bytes / 2 ** 30).toFixed(1)} GB`;
}

export function duration(milliseconds) {
  if (milliseconds < 1000) {
    return t`${Math.max(0, Math.round(milliseconds))} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 60) {
    return t`${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return t`${minutes} min ${Math.floor(seconds % 60)} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t`${hours} h ${minutes % 60} min` : t`${Math.floor(hours / 24)} days`;
}

export function ago(then, now) {
  const gone = now - then;
  return gone < 1500 ? t`now`
    : gone < 60000 ? t`${Math.round(gone / 1000)} s ago`
      : gone < 3600000 ? t`${Math.floor(gone / 60000)} min ago`
        : t`${duration(gone)} ago`;
}

/** A point in time as people here write it. */
export function clock(milliseconds) {
  return new Date(milliseconds).toLocaleString(language);
}

/** Shows what is wrong, the worst first, each with what to do. */
export function banner(findings) {
  return findings.map((finding) =>
    el("div", {class: `st-finding st-${finding.severity.toLowerCase()}`},
      el("strong", {}, finding.severity === "ERROR" ? t`Error` : t`Warning`),
      el("div", {},
        el("span", {class: "st-message"}, t(finding.message)),
        el("span", {}, t(finding.remedy)),
        el("code", {class: "st-minor"}, finding.source))));
}

/** What the doctor says of one machine: what was seen, what to do, and the lines that say so. */
export function diagnoses(all) {
  return all.map((one) => el("div", {class: "st-finding st-error"},
    el("div", {},
      el("span", {class: "st-message"}, t(one.what)),
      el("span", {}, t(one.remedy)),
      el("details", {}, el("summary", {}, t`Seen: ${one.name}`),
        el("ul", {}, one.evidence.map((line) => el("li", {},
          `${clock(line.time)} ${t(line.kind.toLowerCase().replaceAll("_", " "))} `, path(line.text))))))));
}

/** A path that breaks across lines where it has slashes. */
export function path(text) {
  const parts = text.split(/(?<=\/)/);
  return el("span", {class: "st-path"}, parts.flatMap((part, i) => i ? [el("wbr"), part] : [part]));
}

/** A table with headings; rows are arrays of cells, a cell is text, a node or a list of them. */
export function table(headings, rows, empty, kind = "") {
  return el("div", {class: "st-scroll"},
    el("table", {class: kind || null},
      el("thead", {}, el("tr", {}, headings.map((heading) => el("th", {scope: "col"}, heading)))),
      el("tbody", {}, rows.length
        ? rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell))))
        : el("tr", {}, el("td", {colspan: headings.length, class: "st-empty"}, empty)))));
}

export function pill(text, tone) {
  return el("span", {class: `st-pill st-${tone}`}, text);
}
