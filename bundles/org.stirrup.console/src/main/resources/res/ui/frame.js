// What the pages share. Everything from the network becomes a text node, never markup.

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
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== "") {
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return node;
}

/** Puts other content into a node, but leaves it alone when it is the same already: selections and focus survive. */
export function put(node, ...children) {
  const next = el("div", {}, ...children);
  if (node.innerHTML !== next.innerHTML) {
    node.replaceChildren(...next.childNodes);
  }
  return node;
}

export const page = document.getElementById("stirrup");
const root = page.dataset.root;

/** Asks the page's own address for JSON. */
export async function ask(what, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  const response = await fetch(`${root}/${what}.json${query ? "?" + query : ""}`, {cache: "no-store"});
  if (response.status === 401) {
    throw new Error("the password was changed: load this page again");
  }
  const answer = await response.json();
  if (answer.error) {
    throw new Error(answer.error);
  }
  return answer;
}

/** Tells the page to do something; an answer that is no success becomes an error. */
export async function tell(what, parameters) {
  const response = await fetch(`${root}/${what}.json`, {method: "POST", body: new URLSearchParams(parameters)});
  const answer = await response.json().catch(() => ({error: `answer ${response.status}`}));
  if (answer.error) {
    throw new Error(answer.error);
  }
  return answer;
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
      trouble.textContent = `Not up to date: ${error.message}`;
      trouble.hidden = false;
    }
    if (!document.hidden) {
      timer = setTimeout(turn, milliseconds);
    }
  };
  document.addEventListener("visibilitychange", () => {
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

export function duration(milliseconds) {
  if (milliseconds < 1000) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${Math.floor(seconds % 60)} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

export function ago(then, now) {
  const gone = now - then;
  return gone < 1500 ? "now" : `${gone < 60000 ? Math.round(gone / 1000) + " s" : duration(gone)} ago`;
}

/** A point in time as people here write it. */
export function clock(milliseconds) {
  return new Date(milliseconds).toLocaleString();
}

/** Shows what is wrong, the worst first, each with what to do. */
export function banner(findings) {
  return findings.map((finding) =>
    el("div", {class: `st-finding st-${finding.severity.toLowerCase()}`},
      el("strong", {}, finding.severity === "ERROR" ? "Error" : "Warning"),
      el("span", {class: "st-source"}, finding.source),
      el("span", {}, finding.message),
      el("span", {class: "st-remedy"}, finding.remedy)));
}

/** A table with headings; rows are arrays of cells, a cell is text, a node or a list of them. */
export function table(headings, rows, empty) {
  return el("div", {class: "st-scroll"},
    el("table", {},
      el("thead", {}, el("tr", {}, headings.map((heading) => el("th", {scope: "col"}, heading)))),
      el("tbody", {}, rows.length
        ? rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell))))
        : el("tr", {}, el("td", {colspan: headings.length, class: "st-empty"}, empty)))));
}

export function pill(text, tone) {
  return el("span", {class: `st-pill st-${tone}`}, text);
}
