// The finished knowledge base, to browse and search.
import { ask, jobPath } from "./gateway.js";
import { count, percent, plural } from "./format.js";
import { about, card, element, link, named, row, scroll, table, tiles } from "./parts.js";

// Path, title, what one value is called, what is counted, and which statistic counts the values and the records.
const catalogs = [
  ["organisms", "Organisms", "organism", "Samples", "uniqueOrganisms", "samples"],
  ["strategies", "Strategies", "strategy", "Experiments", "uniqueStrategies", "experiments"],
  ["sources", "Sources", "source", "Experiments", "uniqueSources", "experiments"],
  ["selections", "Selections", "selection", "Experiments", "uniqueSelections", "experiments"],
  ["layouts", "Layouts", "layout", "Experiments", "uniqueLayouts", "experiments"],
  ["platforms", "Platforms", "platform", "Experiments", "uniquePlatforms", "experiments"],
  ["instrument-models", "Instrument models", "instrument model", "Experiments", "uniqueInstrumentModels", "experiments"],
  ["attributes", "Attributes", "attribute", "Samples", "uniqueAttributes", "samples"],
];
const pageSize = 50;

export function showKnowledge(view, id, [chosen = "organisms"]) {
  const catalog = catalogs.find(([path]) => path === chosen) ?? catalogs[0];
  view.once(view.place, async () => {
    const figures = await ask(jobPath(id, "/statistics"));
    if (!view.isShown()) return;
    view.place.append(
      tiles([["Submissions", count(figures.submissions)], ["Experiments", count(figures.experiments)], ["Samples", count(figures.samples)], ["Sequencing runs", count(figures.runs)]]),
      element("section", { class: "card", "aria-label": "Catalog" },
        element("nav", { "aria-label": "Catalogs" }, element("ul", { class: "chips" }, ...catalogs.map(([path, title, , , distinct]) => element("li", null, chip(id, path, title, figures[distinct], path === catalog[0]))))),
        ...browser(view, id, catalog, figures)),
      apart(figures));
  });
}

function chip(id, path, title, distinct, isChosen) {
  const made = link(`#${encodeURIComponent(id)}/knowledge/${path}`, title, isChosen ? { "aria-current": "page" } : {});
  made.append(element("span", null, count(distinct)));
  return made;
}

function browser(view, id, [path, title, one, counted, distinct, records], figures) {
  const field = element("input", { type: "search", name: "contains", autocomplete: "off", spellcheck: "false", maxlength: "200", placeholder: "any part of the name" });
  const form = element("form", { role: "search" }, element("label", { class: "grow" }, "Search " + title.toLowerCase(), field));
  const found = element("p", { class: "soft small", role: "status" });
  const body = element("tbody"), more = element("div"), problem = element("div");
  let order = "count", search = 0;

  const heads = {
    name: element("th", { scope: "col", class: "name" }), count: element("th", { scope: "col" }), submissions: element("th", { scope: "col" }),
  };
  for (const [by, head] of Object.entries(heads)) {
    const button = element("button", { type: "button" }, by === "name" ? one[0].toUpperCase() + one.slice(1) : by === "count" ? counted : "Submissions");
    button.addEventListener("click", () => { order = by; look(); });
    head.append(button);
  }
  const list = scroll(title, element("table", null, element("caption", { class: "unseen" }, title),
    element("thead", null, element("tr", null, element("th", { scope: "col", class: "rank" }, "Rank"), heads.name, heads.count, element("th", { scope: "col", class: "share" }, "Share"), heads.submissions)), body));

  async function look(token = "") {
    const mine = ++search;
    const searched = field.value.trim();
    for (const [by, head] of Object.entries(heads)) {
      if (by === order) head.setAttribute("aria-sort", by === "name" ? "ascending" : "descending"); else head.removeAttribute("aria-sort");
    }
    await view.once(problem, async () => {
      const page = await ask(jobPath(id, "/" + path), { page_size: pageSize, page_token: token, order_by: order, contains: searched });
      if (mine !== search || !view.isShown()) return;
      problem.replaceChildren();
      const values = page.values ?? [];
      if (token === "") body.replaceChildren();
      const most = Number(body.dataset.most = token === "" ? Math.max(1, ...values.map(value => value.count)) : body.dataset.most);
      for (const value of values) body.append(line(view, id, path, value, most, figures[records], searched));
      found.textContent = searched === ""
        ? plural(page.totalSize, one, one.replace(/y$/, "ie") + "s")
        : `${count(page.totalSize)} of ${plural(figures[distinct], one, one.replace(/y$/, "ie") + "s")} with "${searched}" in the name`;
      more.replaceChildren();
      if (page.nextPageToken) {
        const button = element("button", { type: "button" }, `Show more: ${count(body.querySelectorAll("tr:not(.more)").length)} of ${count(page.totalSize)} are shown`);
        button.addEventListener("click", async () => {
          const last = body.lastElementChild;
          button.disabled = true;
          await look(page.nextPageToken);
          button.disabled = false;
          // The button is gone or another: whoever pressed it by keyboard goes on at the first new row.
          (last.nextElementSibling?.querySelector("button") ?? list).focus();
        });
        more.replaceChildren(element("p", null, button));
      }
    });
  }

  let typing;
  field.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => look(), 250); });
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(typing); look(); });
  look();
  return [form, found, list, problem, more];
}

function line(view, id, path, value, most, whole, searched) {
  const name = value.value ?? "";
  const star = value.offVocabulary ? element("span", { class: "star", title: "not in the vocabulary of the SRA schemas" }, " *", element("span", { class: "unseen" }, " (not in the vocabulary of the SRA schemas)")) : null;
  const made = row(element("span", null, path === "organisms" ? opener(view, id, name, searched) : named(name, searched), star), value.count / most,
    count(value.count), element("td", { class: "share" }, percent(value.count / Math.max(1, whole))), count(value.submissions));
  made.prepend(element("td", { class: "rank" }, count(value.rank)));
  return made;
}

// An organism opens: which strategies were used on it.
function opener(view, id, organism, searched) {
  const button = element("button", { type: "button", class: "opens", "aria-expanded": "false" }, named(organism, searched));
  button.addEventListener("click", () => {
    const here = button.closest("tr");
    if (button.getAttribute("aria-expanded") === "true") {
      here.nextElementSibling.remove();
      button.setAttribute("aria-expanded", "false");
      return;
    }
    button.setAttribute("aria-expanded", "true");
    const cell = element("td", { colspan: "5" }, element("p", { class: "soft small" }, "Loading."));
    here.after(element("tr", { class: "more" }, cell));
    view.once(cell, async () => {
      const { pairs = [], totalSize = 0 } = await ask(jobPath(id, "/organism-strategies"), { organism, page_size: 20 });
      const label = "Strategies used on this organism";
      cell.replaceChildren(pairs.length === 0
        ? element("p", { class: "soft small" }, "No experiment could be joined to its samples.")
        : table(label + (totalSize > pairs.length ? `, ${pairs.length} of ${count(totalSize)}` : ""), ["Strategy", "Experiments", "Submissions"],
          pairs.map(pair => row(named(pair.strategy ?? ""), pair.count / pairs[0].count, count(pair.count), count(pair.submissions)))));
    });
  });
  return button;
}

function apart(figures) {
  return card("Counted apart", about("Records that are in no catalog, or in less than all of them."),
    table("Counted apart", ["What", "How many"], [
      ["Experiments without an accession, a title or a strategy", figures.experimentsMissingFields],
      ["Samples without an organism", figures.samplesMissingFields],
      ["Records in a file of another kind", figures.misplacedRecords],
      ["Experiments that point to no counted sample of their submission", figures.unresolvedSampleReferences],
      ["Files that could not be read as XML", figures.filesRejected],
    ].map(([name, number]) => row(name, null, count(number)))));
}
