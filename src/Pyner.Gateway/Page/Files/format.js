// How figures and texts are written.

// Characters that can't be seen, or turn text around.
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const mostCharacters = 500;

/** The text with every character to be seen, cut where it is too long to be read: a value may have millions. */
export function visible(text) {
  const cut = text.length > mostCharacters ? text.slice(0, mostCharacters) + " [...]" : text;
  return cut.replace(hidden, c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

export function count(number) { return Number(number ?? 0).toLocaleString("en-US"); }

/** A rate, with as many digits as tell something. */
export function rate(number) {
  return number === undefined ? "-" : number < 10 ? Number(number.toPrecision(2)).toString() : count(Math.round(number));
}

export function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let value = Number(number ?? 0), unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return (unit === 0 ? value.toFixed(0) : value.toPrecision(3)) + " " + units[unit];
}

export function percent(share) { return (100 * share).toFixed(1) + " %"; }

/** A time span, such as 0:07, 12:30 or 1:02:03. */
export function duration(seconds) {
  const whole = Math.round(seconds), two = number => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return (hours > 0 ? `${hours}:${two(minutes)}` : String(minutes)) + ":" + two(whole % 60);
}

/** A moment of a time span of some length: seconds have a digit more where it is short. */
export function clock(seconds, span) { return span < 60 ? seconds.toFixed(1) + " s" : duration(seconds); }

/** Seconds of a JSON duration, such as "12.5s". */
export function seconds(text) { return text === undefined ? undefined : parseFloat(text); }

export function time(text) { return text.slice(0, 19).replace("T", " ") + " UTC"; }

/** The last part of a path. */
export function fileName(path) { return path.replace(/\/+$/, "").split("/").pop() || path; }

export function plural(number, one, many = one + "s") { return `${count(number)} ${Number(number ?? 0) === 1 ? one : many}`; }
