// Asks the reader for a key or a token.
import { forget, keep, key } from "./gateway.js";
import { alert, element } from "./parts.js";

const place = document.getElementById("access");
const view = document.getElementById("view");
const button = document.getElementById("forget");
let asking = null;

/** Asks for a key, once for all calls that wait for one. */
export function askForKey(refusal) {
  asking ??= new Promise(entered => show(refusal, value => {
    asking = null;
    keep(value);
    showWhetherKept();
    entered();
  }));
  return asking;
}

export function showWhetherKept() { button.hidden = key() === null; }

button.addEventListener("click", () => {
  forget();
  location.reload();
});

function show(refusal, done) {
  showWhetherKept();
  const field = element("input", { type: "password", name: "key", autocomplete: "off", spellcheck: "false", required: "", "aria-describedby": "key-about" });
  const form = element("form", null, element("label", { class: "grow" }, "Key or token", field), element("button", { type: "submit", class: "main" }, "Open"));
  const panel = element("section", { class: "card access", "aria-labelledby": "key-title" },
    element("h2", { id: "key-title" }, "This gateway asks for a key"),
    element("p", { id: "key-about", class: "soft" }, "One that may read is enough. ", element("code", null, "pyner key"), " makes one, ",
      element("code", null, "pyner up"), " has one in ", element("code", null, "gateway.key"), " of its state folder. It is kept in this tab only."),
    refusal === null ? null : alert(refusal), form);
  // The view behind it goes on where it was.
  view.hidden = true;
  place.replaceChildren(panel);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const value = field.value.trim();
    if (value === "") return;
    // No header takes others.
    if (/[^\x21-\x7e]/.test(value)) {
      field.setCustomValidity("A key has no spaces, and no characters beyond ASCII.");
      field.reportValidity();
      return;
    }
    panel.remove();
    view.hidden = false;
    done(value);
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
  field.focus();
}
