// How far a job is, how fast it goes, and what it has found.
import { bytes, count, duration, percent, plural, rate, seconds } from "./format.js";
import { about, alert, bar, card, element, link, named, progress, row, table, tiles } from "./parts.js";
import { isAtEnd, isCompleted } from "./states.js";
import { courses } from "./course.js";

export function overview(job, findings) {
  return [
    job.reason ? alert(job.reason) : null,
    Number(job.progress.batchesFailed ?? 0) === 0 ? null : alert(plural(job.progress.batchesFailed, "batch", "batches") + " could not be read and were given up: what is in them is missing."),
    isAtEnd(job) ? null : howFar(job),
    figures(job),
    element("div", { class: "columns" }, ...courses(findings.course ?? []), ...found(job, findings),
      element("div", { class: "stack" }, devices(job), stages(job), ...workers(job)), element("div", { class: "stack" }, reasons(job, findings), ...failures(job))),
  ].filter(part => part !== null);
}

function howFar(job) {
  const p = job.progress, submissions = p.parsed?.submissions ?? 0;
  const left = p.remaining === undefined ? (job.state === "JOB_STATE_PUBLISHING" ? "writing the outputs" : job.startedAt ? "" : "waiting for a scanner") : duration(seconds(p.remaining)) + " left";
  return element("section", { class: "card", "aria-label": "Progress" },
    element("div", { class: "how-far" }, element("span", { class: "done" }, p.percent === undefined ? "-" : p.percent.toFixed(1) + " %"), element("span", { class: "left" }, left)),
    progress(p.percent, "Done"),
    element("p", { class: "soft small" }, (p.submissionsTotal === undefined ? plural(submissions, "submission") : `${count(submissions)} of ${plural(p.submissionsTotal, "submission")}`)
      + (p.sourceBytesTotal === undefined ? "" : `, ${bytes(p.sourceBytesRead)} of ${bytes(p.sourceBytesTotal)} read by the scanner`)));
}

function figures(job) {
  const p = job.progress;
  const until = job.endedAt ?? job.readAt;
  return tiles([
    ...(isAtEnd(job) ? [["Submissions", count(p.parsed?.submissions)]] : []),
    ["Speed", p.submissionsPerSecond === undefined ? "-" : rate(p.submissionsPerSecond) + "/s"],
    ["XML speed", p.xmlBytesPerSecond === undefined ? "-" : bytes(p.xmlBytesPerSecond) + "/s"],
    [isAtEnd(job) ? "Took" : "Running for", job.startedAt ? duration(Math.max(0, Date.parse(until) - Date.parse(job.startedAt)) / 1000) : "-"],
    ["XML read", bytes(p.xmlBytes)], ["Experiments", count(p.experiments)], ["Samples", count(p.samples)], ["Runs", count(p.runs)],
    ...(isCompleted(job) ? [] : [["Rejected files", count(p.filesRejected)]]),
  ]);
}

function found(job, findings) {
  const of = isCompleted(job) ? "" : `, in the ${plural(findings.submissions, "submission")} merged so far`;
  return [
    largest(job, "organisms", findings.organisms, findings.samples, findings.uniqueOrganisms, "organism", "Samples", of),
    largest(job, "strategies", findings.strategies, findings.experiments, findings.uniqueStrategies, "strategy", "Experiments", of),
  ];
}

function largest(job, path, values, whole, distinct, name, counted, of) {
  const title = "Top " + path;
  if (!values?.length) return card(title, element("p", { class: "soft" }, of === "" ? "None." : "None yet."));
  return card(title, about((distinct > 10 ? "10 of " : "") + (Number(distinct) === 1 ? "1 " + name : `${count(distinct)} ${path}`) + of),
    table(title, [name[0].toUpperCase() + name.slice(1), counted, "Share"], values.slice(0, 10).map(value =>
      row(named(value.value ?? ""), value.count / values[0].count, count(value.count), percent(value.count / whole)))),
    isCompleted(job) ? all(job, "knowledge/" + path, "All " + path) : null);
}

function all(job, view, text) { return element("p", { class: "all" }, link("#" + encodeURIComponent(job.id) + "/" + view, text)); }

function devices(job) {
  const all = job.devices ?? [], whole = all.reduce((sum, device) => sum + device.submissions, 0);
  if (whole === 0) return card("Share per device", element("p", { class: "soft" }, "No batch is parsed yet."));
  return card("Share per device", table("Share per device", ["Device", "Submissions", "Share"], all.map(device => row(
    element("span", null, named(device.device), element("span", { class: "soft small aside" }, `${bytes(device.xmlBytes)} of XML` + (device.submissionsPerSecond === undefined ? "" : `, ${rate(device.submissionsPerSecond)} per second`))),
    device.submissions / whole, count(device.submissions), percent(device.submissions / whole)))));
}

function reasons(job, findings) {
  const list = findings.reasons ?? [];
  if (list.length === 0) {
    const known = Number(job.progress.filesRejected ?? 0);
    return card("Rejected files", element("p", { class: "soft" }, known === 0 ? (isAtEnd(job) ? "None: every file could be read as XML." : "None so far.") : plural(known, "file") + " so far; the reasons come with the next merge."));
  }
  const most = 8, hidden = list.slice(most).reduce((sum, reason) => sum + reason.files, 0);
  return card("Rejected files", about(plural(findings.filesRejected, "file") + (isCompleted(job) ? "" : ` in the ${plural(findings.submissions, "submission")} merged so far`) + ", by reason"),
    table("Rejected files by reason", ["Reason", "Files", "Share"], list.slice(0, most).map(reason =>
      row(examples(reason, list[0].files), null, count(reason.files), percent(reason.files / findings.filesRejected)))),
    hidden === 0 ? null : element("p", { class: "soft small" }, `And ${plural(hidden, "file")} for ${plural(list.length - most, "other reason")}.`),
    isCompleted(job) ? all(job, "rejected", "All rejected files") : null);
}

function examples(reason, largest) {
  return element("details", null, element("summary", null, element("code", null, reason.code), bar(reason.files / largest)),
    element("ul", { class: "examples" }, ...(reason.examples ?? []).map(file => element("li", null,
      named(file.file), element("span", { class: "soft" }, place(file)), element("br"), element("bdi", null, file.message ?? "")))));
}

export function place(file) {
  return (file.line === undefined ? "" : ", line " + count(file.line)) + (file.offset === undefined ? "" : ", byte " + count(file.offset));
}

function stages(job) {
  const p = job.progress, whole = Number(p.submissionsTotal ?? p.planned?.submissions ?? 0);
  return card("Stages", table("Stages", ["Stage", "Submissions", "Batches"], [
    ["Planned by the scanner", p.planned], ["Parsed by the workers", p.parsed], ["Merged, as of the last checkpoint", p.merged],
  ].map(([name, stage]) => row(name, whole === 0 ? 0 : (stage?.submissions ?? 0) / whole, count(stage?.submissions), count(stage?.batches)))));
}

function workers(job) {
  const all = job.workers ?? [];
  return all.length === 0 ? [] : [card("Workers", table("Workers", ["Worker", "Device", "Indexer", "Batches"], all.map(worker =>
    row(element("bdi", null, `${worker.host} ${worker.id.slice(0, 8)}`), null, worker.device, worker.indexer, count(worker.batches)))))];
}

function failures(job) {
  const all = job.failures ?? [];
  return all.length === 0 ? [] : [card("Batches given up", about("The first of them. What is in them is missing from the knowledge base."),
    table("Batches given up", ["Reason", "Batch"], all.map(failure => row(element("bdi", null, failure.reason), null, count(failure.ordinal)))))];
}
