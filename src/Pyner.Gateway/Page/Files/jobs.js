// The list of jobs.
import { ask } from "./gateway.js";
import { count, duration, fileName, plural, rate, seconds, time } from "./format.js";
import { element, named, progress, renew } from "./parts.js";
import { badge, isAtEnd } from "./states.js";

export function showJobs(view) {
  document.title = "Jobs - Pyner";
  const list = element("div"), older = element("div"), problem = element("div");
  view.place.append(element("h2", null, "Jobs"), list, older, problem);
  let following = null, isOffered = false;
  view.follow(2000, async () => {
    const { jobs = [], nextPageToken = "" } = await ask("v1/jobs", { page_size: 20 });
    if (!view.isShown()) return false;
    renew(list, jobs.length === 0
      ? element("div", { class: "card empty" }, element("p", null, "No jobs yet."), element("p", null, element("code", null, "pyner job start SOURCE"), " starts one."))
      : element("ul", { class: "jobs" }, ...jobs.map(item)));
    // What follows the first page changes little: it is fetched once, when it is wanted, from where the first page ends then.
    following = nextPageToken;
    if (!isOffered && following !== "") showButton(() => following);
    return true;
  });

  function showButton(token) {
    isOffered = true;
    const button = element("button", { type: "button", class: "card" }, "Show older jobs");
    button.addEventListener("click", async () => {
      button.disabled = true;
      await view.once(problem, async () => {
        const { jobs = [], nextPageToken = "" } = await ask("v1/jobs", { page_size: 50, page_token: token() });
        if (!view.isShown()) return;
        problem.replaceChildren();
        const added = element("ul", { class: "jobs" }, ...jobs.map(item));
        button.replaceWith(added);
        added.querySelector("a")?.focus();
        if (nextPageToken !== "") showButton(() => nextPageToken);
      });
      button.disabled = false;
    });
    older.append(button);
  }
}

function item(job) {
  const p = job.progress, ended = isAtEnd(job);
  const figures = [
    p.submissionsTotal === undefined || ended ? plural(p.parsed?.submissions, "submission") : `${count(p.parsed?.submissions)} of ${plural(p.submissionsTotal, "submission")}`,
    p.submissionsPerSecond === undefined ? null : rate(p.submissionsPerSecond) + " per second",
    Number(p.filesRejected ?? 0) === 0 ? null : plural(p.filesRejected, "rejected file"),
    Number(p.batchesFailed ?? 0) === 0 ? null : plural(p.batchesFailed, "batch", "batches") + " given up",
    ended && job.startedAt ? "took " + duration((Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000) : null,
    p.remaining === undefined ? null : duration(seconds(p.remaining)) + " left",
    "asked for " + time(job.createdAt),
  ];
  return element("li", null,
    element("div", { class: "head" },
      element("a", { href: "#" + encodeURIComponent(job.id), title: "job " + job.id }, named(fileName(job.options.source))), badge(job),
      p.percent === undefined || ended ? null : element("span", { class: "done" }, p.percent.toFixed(1) + " %")),
    element("div", { class: "path" }, element("bdi", null, job.options.source)),
    ended ? null : progress(p.percent, "Done"),
    element("div", { class: "figures" }, ...figures.filter(figure => figure !== null).map(figure => element("span", null, figure))));
}
