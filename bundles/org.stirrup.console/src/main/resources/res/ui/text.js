// Texts in the reader's language: each stands in English where it is used, and <language>.json has it in another.

/** Languages that the pages can be read in, each by its own name. */
export const LANGUAGES = {en: "English", ko: "한국어"};

const page = document.getElementById("stirrup");

/** What the console takes the reader to want: what was chosen here, else what the browser asks for. */
export const language = page.dataset.language in LANGUAGES ? page.dataset.language : "en";
page.lang = language;

// The origin without a password that the page's own address may have: fetch refuses such an address.
const catalogue = language === "en" ? {}
  : await (await fetch(location.origin + new URL(`${language}.json`, import.meta.url).pathname)).json();

/** Reads the pages in another language from now on; the cookie is the one of the console's own pages. */
export function speak(tag) {
  const console = page.dataset.root.replace(/\/[^/]*$/, "");
  document.cookie = `felix-webconsole-locale=${tag}; path=${console}; max-age=630720000; samesite=strict`;
  location.reload();
}

/**
 * A text in the reader's language: t`${held} of ${size} leased` is looked up as "{0} of {1} leased", and t(word) as it
 * is. What is in no catalogue stays English.
 *
 * @return a string, or an array of strings and nodes if one of the values is no plain value
 */
export function t(strings, ...values) {
  if (typeof strings === "string") {
    return catalogue[strings] ?? strings;
  }
  const key = strings.reduce((text, part, i) => `${text}{${i - 1}}${part}`);
  const parts = (catalogue[key] ?? key).split(/\{(\d+)\}/).map((part, i) => i % 2 ? values[part] : part);
  return parts.some((part) => typeof part === "object") ? parts : parts.join("");
}

// Words for numbers differ: Korean has no plural, so it has one text where English has two.
export const counted = {
  machines: (n) => n === 1 ? t`1 machine` : t`${n} machines`,
  files: (n) => n === 1 ? t`1 file` : t`${n} files`,
};
