// What the states of a job mean.
import { element } from "./parts.js";

const ends = ["JOB_STATE_COMPLETED", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED"];

export function isAtEnd(job) { return ends.includes(job.state); }

export function isCompleted(job) { return job.state === "JOB_STATE_COMPLETED"; }

export function badge(job) {
  const state = job.state.slice("JOB_STATE_".length).toLowerCase();
  return element("span", { class: "badge " + state }, job.cancelRequested && !isAtEnd(job) ? state + ", to be cancelled" : state);
}
