// Makes the parts that pages are made of. Texts become text nodes and nothing else: names in the data come from strangers.
import { visible } from "./format.js";

const svgSpace = "http://www.w3.org/2000/svg";

/** An element. Content that is no node becomes text; null is left out. */
export function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...content.filter(part => part !== null).map(part => part instanceof Node ? part : visible(String(part))));
  return made;
}

export function drawn(name, attributes, ...content) {
  const made = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** A name out of the data, set apart from the direction of the text around it. What was searched for is marked in it. */
export function named(text, searched = "") {
  if (text === "") return element("em", null, "(empty)");
  const at = searched === "" ? -1 : text.toLowerCase().indexOf(searched.toLowerCase());
  if (at < 0 || at + searched.length > 500) return element("bdi", null, text);
  return element("bdi", null, text.slice(0, at), element("mark", null, text.slice(at, at + searched.length)), text.slice(at + searched.length));
}

export function link(address, text, attributes) { return element("a", { href: address, ...attributes }, text); }

export function card(title, ...content) {
  const id = "title-" + title.toLowerCase().replace(/[^a-z]+/g, "-");
  return element("section", { class: "card", "aria-labelledby": id }, element("h3", { id }, title), ...content);
}

export function about(text) { return element("p", { class: "about" }, text); }

/** Figures with their names; a third entry is a class. */
export function tiles(figures) {
  return element("dl", { class: "tiles" }, ...figures.map(([name, value, kind]) =>
    element("div", kind ? { class: kind } : null, element("dt", null, name), element("dd", null, value))));
}

export function bar(share) {
  const width = Math.max(0, Math.min(100, share * 100)).toFixed(2);
  return drawn("svg", { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    drawn("rect", { class: "track", width: "100", height: "6" }), drawn("rect", { class: "fill", width, height: "6" }));
}

/** What scrolls can be scrolled by keyboard. */
export function scroll(label, ...content) { return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, ...content); }

export function head(...names) {
  return element("thead", null, element("tr", null, ...names.map((name, place) => name instanceof Node ? name : element("th", place === 0 ? { scope: "col", class: "name" } : { scope: "col" }, name))));
}

/** A row: its name, with a bar where there is a share, and its figures. */
export function row(name, share, ...figures) {
  return element("tr", null,
    element("th", { scope: "row", class: "name" }, name, ...(share === null ? [] : [bar(share)])),
    ...figures.map(figure => figure instanceof HTMLTableCellElement ? figure : element("td", null, figure)));
}

export function table(caption, heads, rows) {
  return scroll(caption, element("table", null, element("caption", { class: "unseen" }, caption), head(...heads), element("tbody", null, ...rows)));
}

export function progress(percent, label) {
  return element("progress", { max: "100", value: String(percent ?? 0), "aria-label": label }, (percent ?? 0).toFixed(1) + " %");
}

export function alert(...content) { return element("div", { class: "alert", role: "alert" }, ...content); }

/**
 * Makes a place's content like the given parts, and changes only what differs: focus, selection, what was scrolled and what was opened stay as they
 * are. Parts that are renewed can't have listeners.
 */
export function renew(place, ...parts) {
  parts.forEach((part, at) => {
    const now = place.childNodes[at];
    if (now === undefined) place.append(part);
    else if (now.nodeName !== part.nodeName || now.getAttribute?.("class") !== part.getAttribute?.("class")) now.replaceWith(part);
    else if (now instanceof Text) { if (now.data !== part.data) now.data = part.data; }
    else {
      for (const { name } of [...now.attributes]) if (!part.hasAttribute(name) && !(name === "open" && now.nodeName === "DETAILS")) now.removeAttribute(name);
      for (const { name, value } of part.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
      renew(now, ...part.childNodes);
    }
  });
  while (place.childNodes.length > parts.length) place.lastChild.remove();
}
