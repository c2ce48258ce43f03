// Asks the gateway. Where it wants a key or a token, the reader is asked for one, and the question is asked again with it.
import { askForKey } from "./access.js";

const storage = "pyner.key";

// Of this tab only, and gone with it.
export function key() { return sessionStorage.getItem(storage); }

export function keep(value) { sessionStorage.setItem(storage, value); }

export function forget() { sessionStorage.removeItem(storage); }

export function jobPath(id, rest = "") { return "v1/jobs/" + encodeURIComponent(id) + rest; }

/** The answer to a call, as JSON. */
export async function ask(path, parameters = {}) {
  const query = Object.entries(parameters).filter(([, value]) => value !== "" && value !== undefined);
  return (await send(path + (query.length > 0 ? "?" + new URLSearchParams(query) : ""))).json();
}

/** The answer to a call, as a file. */
export async function askForFile(path) { return (await send(path)).blob(); }

async function send(path) {
  while (true) {
    const shown = key();
    const answer = await fetch(path, { headers: shown === null ? {} : { Authorization: "Bearer " + shown }, cache: "no-store", redirect: "error" });
    if (answer.ok) return answer;
    const message = await reason(answer);
    if (answer.status !== 401) throw Object.assign(new Error(message), { status: answer.status });
    // Meanwhile another call may have led to a new one.
    if (key() === shown) {
      forget();
      await askForKey(shown === null ? null : message);
    }
  }
}

async function reason(answer) {
  try {
    return (await answer.json()).message ?? `the gateway answers ${answer.status}`;
  } catch {
    return `the gateway answers ${answer.status}`;
  }
}
