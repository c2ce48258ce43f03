// A job: what all its views have in common, and which of them is shown.
import { ask, jobPath } from "./gateway.js";
import { fileName, time } from "./format.js";
import { element, link, named, renew } from "./parts.js";
import { badge, isAtEnd, isCompleted } from "./states.js";
import { overview } from "./overview.js";
import { showKnowledge } from "./knowledge.js";
import { showRejected } from "./rejected.js";
import { showReport } from "./report.js";

const views = [["", "Overview"], ["knowledge", "Knowledge base"], ["rejected", "Rejected files"], ["report", "Report"]];
const finished = { knowledge: showKnowledge, rejected: showRejected, report: showReport };

export function showJob(view, id, [name = "", ...rest]) {
  const top = element("div"), body = element("div");
  view.place.append(top, body);
  let isBegun = false, looks = 0, findings = null;
  view.follow(1000, async () => {
    const job = await ask(jobPath(id));
    // They change every two seconds at most, but for the last time.
    if (name === "" && (looks++ % 2 === 0 || isAtEnd(job))) findings = await ask(jobPath(id, "/findings"));
    if (!view.isShown()) return false;
    const source = fileName(job.options.source);
    document.title = (isAtEnd(job) || job.progress.percent === undefined ? "" : job.progress.percent.toFixed(0) + " % - ") + source + " - Pyner";
    renew(top, ...heading(job, name, source));
    if (findings !== null) renew(body, ...overview(job, findings));
    else if (!isCompleted(job)) renew(body, element("p", { class: "card empty" }, isAtEnd(job) ? "This job published nothing." : "There is nothing here before the job is completed."));
    else if (!isBegun) {
      isBegun = true;
      const place = element("div");
      body.replaceChildren(place);
      (finished[name] ?? unknown)({ ...view, place }, id, rest);
    }
    return !isAtEnd(job);
  });
}

function unknown(view) { view.place.append(element("p", { class: "card empty" }, "There is no such view.")); }

function heading(job, current, source) {
  const facts = [
    ["Source", element("bdi", null, job.options.source)], ["Outputs", element("bdi", null, job.options.output)], ["Job", element("code", null, job.id)],
    [job.endedAt ? "Ended" : job.startedAt ? "Started" : "Asked for", time(job.endedAt ?? job.startedAt ?? job.createdAt)],
    job.options.stage === undefined ? null : ["Stage", String(job.options.stage)],
  ].filter(fact => fact !== null);
  const parts = [
    link("#", "\u2190 All jobs", { class: "back" }),
    element("div", { class: "title" }, element("h2", null, named(source)), badge(job)),
    element("dl", { class: "facts" }, ...facts.map(([name, value]) => element("div", null, element("dt", null, name), element("dd", null, value)))),
  ];
  if (isCompleted(job)) {
    parts.push(element("nav", { "aria-label": "Job" }, element("ul", { class: "tabs" }, ...views.map(([name, title]) => element("li", null,
      link("#" + encodeURIComponent(job.id) + (name === "" ? "" : "/" + name), title, name === current ? { "aria-current": "page" } : {}))))));
  }
  return parts;
}
