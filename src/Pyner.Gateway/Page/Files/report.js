// The job's report, in a frame in which nothing can run: it is a file, which others may have written to.
import { askForFile, jobPath } from "./gateway.js";
import { element } from "./parts.js";

export function showReport(view, id) {
  view.once(view.place, async () => {
    // Fetched, not linked: a link could not show the key.
    const address = URL.createObjectURL(await askForFile(jobPath(id, "/report")));
    if (!view.isShown()) return URL.revokeObjectURL(address);
    addEventListener("hashchange", () => URL.revokeObjectURL(address), { once: true });
    view.place.append(
      element("div", { class: "report-links" }, element("a", { class: "button", href: address, download: `report-${id}.html` }, "Download the report"),
        element("span", { class: "soft small" }, "One file that opens without a network.")),
      element("iframe", { class: "report", sandbox: "", src: address, title: "Report" }));
  });
}
