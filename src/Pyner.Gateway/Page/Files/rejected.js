// The files that were rejected, one by one.
import { ask, jobPath } from "./gateway.js";
import { count, plural } from "./format.js";
import { element, named } from "./parts.js";
import { place } from "./overview.js";

const pageSize = 50;

export function showRejected(view, id) {
  view.once(view.place, async () => {
    const { reasons = [], filesRejected = 0 } = await ask(jobPath(id, "/findings"));
    if (!view.isShown()) return;
    if (Number(filesRejected) === 0) {
      view.place.append(element("p", { class: "card empty" }, "None: every file could be read as XML."));
      return;
    }
    view.place.append(element("section", { class: "card", "aria-label": "Rejected files" }, ...browser(view, id, reasons)));
  });
}

function browser(view, id, reasons) {
  const code = element("select", { name: "code" }, element("option", { value: "" }, "all reasons"),
    ...reasons.map(reason => element("option", { value: reason.code }, `${reason.code} (${count(reason.files)})`)));
  const found = element("p", { class: "soft small", role: "status" }), more = element("div"), problem = element("div");
  const list = element("ul", { class: "files", tabindex: "-1", "aria-label": "Rejected files, by path" });

  async function look(token = "") {
    const chosen = code.value;
    await view.once(problem, async () => {
      const page = await ask(jobPath(id, "/rejected-files"), { page_size: pageSize, page_token: token, code: chosen });
      if (chosen !== code.value || !view.isShown()) return;
      problem.replaceChildren();
      if (token === "") list.replaceChildren();
      for (const file of page.files ?? []) {
        list.append(element("li", null, element("span", { class: "file" }, named(file.file)), element("code", null, file.code),
          element("span", { class: "soft" }, element("bdi", null, file.message ?? ""), place(file))));
      }
      found.textContent = `${plural(list.children.length, "file is", "files are")} shown, of ${count(chosen === "" ? page.totalSize : reasons.find(reason => reason.code === chosen)?.files)}`;
      more.replaceChildren();
      if (page.nextPageToken) {
        const button = element("button", { type: "button" }, "Show more");
        button.addEventListener("click", async () => {
          button.disabled = true;
          await look(page.nextPageToken);
          button.disabled = false;
          (more.querySelector("button") ?? list).focus();
        });
        more.replaceChildren(element("p", null, button));
      }
    });
  }

  code.addEventListener("change", () => look());
  look();
  return [element("form", null, element("label", null, "Reason", code)), found, list, problem, more];
}
