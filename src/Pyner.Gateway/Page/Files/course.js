// Rates over time, drawn from how far a job was when.
import { bytes, clock, count, rate } from "./format.js";
import { about, drawn, element, row, table } from "./parts.js";

const mostPieces = 60;
const [width, height] = [600, 170];

/** The plots of a job's course. */
export function courses(points) {
  return [
    course("Submissions per second", points.map(point => [point.seconds ?? 0, Number(point.submissions ?? 0), point.execution]), rate, count),
    course("XML per second", points.filter(point => point.xmlBytes !== undefined).map(point => [point.seconds ?? 0, Number(point.xmlBytes), point.execution]), bytes, bytes),
  ].filter(plot => plot !== null);
}

function course(title, points, written, tick) {
  const pieces = rates(points);
  if (pieces.length < 2) return null;
  const [begin, end] = [pieces[0].from, pieces[pieces.length - 1].to];
  const most = Math.max(...pieces.map(piece => piece.rate)), mean = (points[points.length - 1][1] - points[0][1]) / (end - begin);
  const top = 4 * niceStep(most / 4);
  const x = at => (width * (at - begin) / (end - begin)).toFixed(1), y = value => (height * (1 - value / top)).toFixed(1);
  const corners = pieces.map(piece => `${x((piece.from + piece.to) / 2)},${y(piece.rate)}`);
  const line = [`0,${y(pieces[0].rate)}`, ...corners, `${width},${y(pieces[pieces.length - 1].rate)}`].join(" ");
  const id = "plot-" + title.split(" ")[0].toLowerCase();
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": `${title}: on average ${written(mean)}, at most ${written(most)}` },
    drawn("polygon", { class: "area", points: `0,${height} ${line} ${width},${height}` }),
    ...[0, 1, 2, 3, 4].map(step => drawn("line", { class: "grid", x1: "0", x2: String(width), y1: String(height * step / 4), y2: String(height * step / 4) })),
    ...restarts(points).map(at => drawn("line", { class: "pause", x1: x(at), x2: x(at), y1: "0", y2: String(height) })),
    drawn("polyline", { class: "curve", points: line }));
  return element("figure", { class: "card", role: "group", "aria-labelledby": id }, element("h3", { id }, title),
    about(`On average ${written(mean)}, at most ${written(most)}` + (restarts(points).length > 0 ? "; dashed: the work began anew" : "")),
    element("div", { class: "plot" },
      element("div", { class: "y", "aria-hidden": "true" }, ...[4, 3, 2, 1, 0].map(step => element("span", null, tick(top * step / 4)))), svg,
      element("div", { class: "x", "aria-hidden": "true" }, ...[0, 0.5, 1].map(share => element("span", null, clock(begin + share * (end - begin), end - begin))))),
    element("details", null, element("summary", null, "As a table"), table(title, ["From", "To", title], pieces.map(piece =>
      row(clock(piece.from, end - begin), null, clock(piece.to, end - begin), written(piece.rate))))));
}

/** Mean rates in equal pieces of time, from sums at some moments. */
function rates(points) {
  if (points.length < 2) return [];
  const begin = points[0][0], span = points[points.length - 1][0] - begin;
  if (span <= 0) return [];
  const pieces = Math.min(mostPieces, points.length - 1);
  let at = 0;
  const sumAt = seconds => {
    while (at < points.length - 2 && points[at + 1][0] < seconds) at++;
    const [[from, before], [to, after]] = [points[at], points[at + 1]];
    return to <= from ? after : before + (after - before) * Math.min(1, Math.max(0, (seconds - from) / (to - from)));
  };
  const sums = Array.from({ length: pieces + 1 }, (_, piece) => sumAt(begin + span * piece / pieces));
  return sums.slice(1).map((sum, piece) => ({
    from: begin + span * piece / pieces, to: begin + span * (piece + 1) / pieces, rate: Math.max(0, sum - sums[piece]) * pieces / span,
  }));
}

function restarts(points) { return points.filter((point, at) => at > 0 && point[2] !== points[at - 1][2]).map(point => point[0]); }

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below. */
function niceStep(least) {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 2.5, 5, 10].find(step => step * power >= least * 0.999999);
}
