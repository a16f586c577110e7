// The list of changes: which, in what order, under which headings.

let listed = []; // the numbers in it, in order
const rows = new Map();
const places = new Map(); // where a number stands in `listed`

const WHICH = {
  open: (n) => isOpen(n),
  answered: (n) => Boolean(answers[n]),
  sure: (n) => !isAsked(n),
  all: () => true,
};
const EMPTY = {
  open: "Nothing is left to decide.",
  answered: "Nothing is answered yet.",
  sure: "Nothing is certain.",
  all: "Nothing was found to correct.",
};
const BANDS = [
  [0.9, "90% and more"],
  [0.75, "75 to 90%"],
  [0.5, "50 to 75%"],
  [0, "below 50%"],
];

/** Groups of numbers, each with a heading, in order. */
function grouped(which, order) {
  if (order === "place") return [["", which]];
  if (order === "score") {
    const bands = [["Certain", []], ...BANDS.map(([, heading]) => [heading, []])];
    for (const n of which) {
      const k = isAsked(n) ? 1 + BANDS.findIndex(([least]) => entries[n].score >= least) : 0;
      bands[k][1].push(n);
    }
    for (const [, band] of bands) band.sort((a, b) => entries[b].score - entries[a].score || a - b);
    return bands.filter(([, band]) => band.length);
  }
  const terms = new Map();
  for (const n of which) {
    const { term } = entries[n];
    if (!terms.has(term)) terms.set(term, []);
    terms.get(term).push(n);
  }
  return [...terms].sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b));
}

/** The time at which it is said, or its line, where lines are such as people know. */
function placeOf(n) {
  const { time, line } = entries[n];
  return time !== null ? clock(time) : lines ? `line ${line}` : "";
}

function rowFor(n) {
  const item = document.createElement("li");
  const row = document.createElement("button");
  row.type = "button";
  row.className = "row";
  row.tabIndex = -1;
  row.dataset.n = n;
  for (const kind of ["pair", "meta"]) {
    const part = document.createElement("span");
    part.className = `row-${kind}`;
    part.dir = "auto";
    row.append(part);
  }
  item.append(row);
  rows.set(n, row);
  paintRow(n);
  return item;
}

function paintRow(n) {
  const row = rows.get(n);
  if (!row) return;
  const [pair, meta] = row.children;
  const state = stateOf(n);
  row.dataset.state = state;
  const heard = document.createElement(state === "no" ? "span" : "del");
  fill(heard, heardAt(n) || "␣");
  pair.replaceChildren(heard);
  if (state !== "no") {
    const written = document.createElement("ins");
    fill(written, writtenAt(n) || "(left out)");
    pair.append(" → ", written);
  }
  const where = placeOf(n);
  const said = { open: percent(entries[n].score), sure: "certain", yes: "yes", edit: "edited", no: "stays" }[state];
  meta.textContent = where ? `${said} · ${where}` : said;
}

/** Make the list anew, of what is to be in it now. */
function list() {
  const wanted = $("list-which").value;
  const what = flat($("find-what").value).toLowerCase();
  const matches = (n) =>
    !what || ["heard", "written", "term"].some((part) => entries[n][part].toLowerCase().includes(what));
  const which = numbers.filter((n) => WHICH[wanted](n) && matches(n));
  const groups = grouped(which, $("list-order").value);
  rows.clear();
  const parts = groups.flatMap(([heading, group], k) => {
    const items = document.createElement("ol");
    items.append(...group.map(rowFor));
    if (!heading) {
      items.setAttribute("aria-labelledby", "list-title");
      return [items];
    }
    const title = document.createElement("h3");
    title.id = `group-${k}`;
    fill(title, heading);
    const count = document.createElement("span");
    count.textContent = group.length;
    title.append(" ", count);
    items.setAttribute("aria-labelledby", title.id);
    return [title, items];
  });
  $("rows").replaceChildren(...parts);
  listed = groups.flatMap(([, group]) => group);
  places.clear();
  listed.forEach((n, k) => places.set(n, k));
  $("list-empty").hidden = listed.length > 0;
  $("list-empty").textContent = what ? "Nothing in this list matches what you are looking for." : EMPTY[wanted];
  chooseRow(current, -1);
}

function chooseRow(n, was) {
  const old = rows.get(was);
  if (old) {
    old.removeAttribute("aria-current");
    old.tabIndex = -1;
  }
  const row = rows.get(n) ?? rows.get(listed[0]);
  if (!row) return;
  row.tabIndex = 0;
  if (!rows.has(n)) return;
  rows.get(listed[0]).tabIndex = n === listed[0] ? 0 : -1;
  row.setAttribute("aria-current", "true");
  if (!wide.matches) {
    if (document.body.dataset.view === "list") row.scrollIntoView({ block: "nearest" });
    return;
  }
  const box = $("rows");
  if (box.scrollHeight <= box.clientHeight) return;
  const [frame, mine] = [box.getBoundingClientRect(), row.getBoundingClientRect()];
  if (mine.top < frame.top + 40 || mine.bottom > frame.bottom - 8) {
    box.scrollTop += mine.top - frame.top - frame.height / 3;
  }
}

/** The number `by` places further on in the list, or the nearest in the text if `n` is not in it. */
function beside(n, by) {
  const at = places.get(n);
  if (at !== undefined) return listed[at + by];
  const sorted = [...listed].sort((a, b) => a - b);
  return by > 0 ? sorted.find((k) => k > n) : sorted.findLast((k) => k < n);
}

/** The next open question after `n`, in the order of the list, else of the text; undefined if there is none. */
function nextOpen(n) {
  const at = places.get(n) ?? -1;
  const here = [...listed.slice(at + 1), ...listed.slice(0, at + 1)].find(isOpen);
  return here ?? asked.find((k) => k > n && isOpen(k)) ?? asked.find(isOpen);
}

$("rows").addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (!row) return;
  view("transcript");
  go(Number(row.dataset.n));
});
$("rows").addEventListener("keydown", (event) => {
  const ends = { Home: listed[0], End: listed.at(-1) };
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const to = by ? beside(current, by) : ends[event.key];
  if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  go(to);
  rows.get(to)?.focus({ preventScroll: true });
});
$("list-which").addEventListener("change", list);
$("list-order").addEventListener("change", list);
