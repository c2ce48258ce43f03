// The page for people: which view is shown, and how it follows what it shows.
import { key, forget } from "./gateway.js";
import { showWhetherKept } from "./access.js";
import { alert, element } from "./parts.js";
import { visible } from "./format.js";
import { showJobs } from "./jobs.js";
import { showJob } from "./job.js";

const main = document.getElementById("main");
const shown = document.getElementById("view");
const connection = document.getElementById("connection");

// Each visit to a view has a number: an answer that comes when the reader is elsewhere is dropped.
let visit = 0;

function say(text, kind) {
  connection.className = kind;
  // A screen reader reads it out whenever it is set.
  if (connection.textContent !== text) connection.textContent = text;
}

/** What a view may do: fill its place, and look again and again until the reader goes elsewhere. */
function view(place) {
  const mine = visit;
  const isShown = () => mine === visit;
  return {
    place,
    isShown,
    // look returns whether there may be news.
    async follow(pause, look) {
      let problems = null;
      while (isShown()) {
        let goesOn = true;
        try {
          goesOn = await look();
          if (!isShown()) return;
          problems?.remove();
          problems = null;
          say(goesOn ? "Live" : "At its end", goesOn ? "live" : "");
        } catch (problem) {
          if (!isShown()) return;
          const told = problem.status !== undefined && problem.status < 500;
          const what = problem.status === undefined ? "The gateway does not answer" : visible(problem.message).replace(/\.$/, "");
          say(told ? "" : what + "; trying again", told ? "" : "away");
          if (told) {
            problems?.remove();
            place.prepend(problems = refusal(problem));
            goesOn = problem.status === 429;
          }
        }
        if (!goesOn) return;
        await new Promise(done => setTimeout(done, document.hidden ? 5 * pause : pause));
      }
    },
    // Something that is asked for once.
    async once(part, look) {
      try {
        await look();
      } catch (problem) {
        if (isShown()) part.replaceChildren(refusal(problem));
      }
    },
  };
}

function refusal(problem) {
  const text = problem.status === undefined ? "The gateway does not answer. Try again in a moment." : visible(problem.message);
  if (problem.status !== 403 || key() === null) return alert(text);
  const other = element("button", { type: "button" }, "Use another key");
  other.addEventListener("click", () => {
    forget();
    location.reload();
  });
  return alert(element("p", null, text), other);
}

// An address may have been typed, or cut on its way.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function route(event) {
  visit++;
  say("", "");
  const place = element("div");
  shown.replaceChildren(place);
  const [id, ...rest] = location.hash.slice(1).split("/").map(decoded);
  if (id === "") showJobs(view(place)); else showJob(view(place), id, rest);
  // Whoever followed a link begins to read at the top of what it led to.
  if (event !== undefined) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

// The skip link's target is no view: the address stays as it is.
document.querySelector(".skip").addEventListener("click", event => {
  event.preventDefault();
  main.focus();
});

showWhetherKept();
addEventListener("hashchange", route);
route();
