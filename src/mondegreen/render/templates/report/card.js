// The question: what is proposed, why, and what to answer.

const REPLIES = { yes: "Yes", no: "No", edit: "Edit", never: "Never" };

function said(n) {
  const { verdict, written } = answers[n];
  const heard = told(heardAt(n));
  return {
    yes: `Yes: ${heard} → ${told(writtenAt(n)) || "(left out)"}`,
    edit: `Edited: ${heard} → ${told(written)}`,
    no: `No: ${heard} stays`,
    never: `Never: ${heard} is not ${told(entries[n].term)}`,
  }[verdict];
}

function titleOf(n) {
  const group = isAsked(n) ? asked : numbers.filter((k) => !isAsked(k));
  return `${isAsked(n) ? "Question" : "Certain change"} ${group.indexOf(n) + 1} of ${group.length}`;
}

function whereOf(n) {
  const { speaker } = entries[n];
  return [placeOf(n), speaker && told(speaker)].filter(Boolean).join(" · ");
}

function paintCard() {
  const n = current;
  const entry = entries[n];
  const empty = entry === undefined;
  $("card-body").hidden = empty;
  for (const id of ["do-previous", "do-next"]) $(id).disabled = empty;
  if (empty) {
    $("card-title").textContent = "Nothing to correct";
    return;
  }
  $("card-title").textContent = titleOf(n);
  $("card-where").textContent = whereOf(n);
  fill($("card-heard"), heardAt(n) || "␣");
  fill($("card-written"), writtenAt(n) || "(left out)");
  fill($("card-term"), entry.term === writtenAt(n) ? "" : entry.term);
  paintSentence(n);
  $("card-score").textContent = `${isAsked(n) ? percent(entry.score) : "Certain"}${shown[n].why.length ? " · " : ""}${told(shown[n].why[0] ?? "")}`;
  $("card-meter").style.inlineSize = percent(entry.score);
  $("card-why").replaceChildren(
    ...shown[n].why.slice(1).map((reason) => {
      const item = document.createElement("li");
      fill(item, reason);
      return item;
    }),
  );
  $("why").classList.toggle("bare", shown[n].why.length < 2);
  paintAlike(n);
  paintActs(n);
  edit(false);
}

/** The sentence as heard, the words in question marked. */
function paintSentence(n) {
  const letters = [...entries[n].sentence]; // places are counted in code points
  const { at: [start, end], cut: [before, after] } = shown[n];
  const parts = [
    ["span", (before ? "…" : "") + letters.slice(0, start).join("")],
    ["mark", letters.slice(start, end).join("")],
    ["span", letters.slice(end).join("") + (after ? "…" : "")],
  ];
  $("card-said").replaceChildren(
    ...parts.map(([name, text]) => {
      const part = document.createElement(name);
      fill(part, text);
      return part;
    }),
  );
}

function paintAlike(n) {
  const others = numbers.filter((k) => k !== n && shown[k].pair === shown[n].pair);
  $("card-alike").hidden = others.length === 0;
  if (!others.length) return;
  const open = others.filter(isOpen).length;
  const rest = open === others.length ? "" : open ? `, ${open} still to decide` : ", none left to decide";
  $("card-alike").textContent = `The same in ${many(others.length, "other place")}${rest}.`;
}

function paintActs(n) {
  const given = answers[n];
  for (const verdict of Object.keys(REPLIES)) {
    $(`do-${verdict}`).setAttribute("aria-pressed", String(given?.verdict === verdict));
  }
  const all = alike(n).length + 1;
  $("do-all").hidden = all < 2 || Boolean(given);
  key($("do-all"), `Yes to all ${all}`, "a");
  const before = given ? null : shown[n].earlier;
  $("do-as-before").hidden = !before;
  if (before) {
    const what = before.verdict === "edit" ? `“${told(before.written)}”` : before.verdict;
    key($("do-as-before"), `As on ${before.when.slice(0, 10)}: ${what}`, "Enter");
  }
  $("do-play").hidden = !canPlay() || !shown[n].play;
}

/** Label a button, with the key that does the same. */
function key(button, label, name) {
  const hint = document.createElement("kbd");
  hint.textContent = name;
  hint.setAttribute("aria-hidden", "true");
  button.replaceChildren(...button.querySelectorAll("svg"), label, hint);
}

function paintProgress() {
  const sums = counted();
  const bar = $("progress");
  bar.hidden = sums.asked === 0;
  bar.max = sums.asked || 1;
  bar.value = sums.done;
  const certain = numbers.filter((n) => !isAsked(n));
  const styled = certain.filter((n) => entries[n].via === "style").length;
  const sure = certain.length - styled;
  $("count").firstChild.data = sums.asked ? `${sums.done} of ${sums.asked} answered` : "Nothing to decide";
  $("count").lastChild.textContent =
    (sure ? `, ${sure} certain` : "") + (styled ? `, ${styled} in house style` : "");
  $("do-back").hidden = steps.length === 0;
}

/** Say what was done, and to those who can't see it what comes next. */
function say(done, next = "") {
  const hidden = document.createElement("span");
  hidden.className = "unseen";
  hidden.textContent = next && ` ${next}`;
  $("status").replaceChildren(done, hidden);
}

function asking(n) {
  const entry = entries[n];
  const written = told(flat(entry.written)) || "nothing";
  return `${titleOf(n)}: heard ${told(heardAt(n))}, write ${written}? ${percent(entry.score)}. ${told(entry.sentence)}`;
}

// --- Going from one to another.

/** Make `n` the change that is looked at. */
function go(n, { scroll = true } = {}) {
  if (n === undefined || entries[n] === undefined) return;
  const was = current;
  current = n;
  chooseMark(n, was);
  chooseRow(n, was);
  paintCard();
  if (scroll) show(marks[n]);
  // Where the keyboard was on the change before, it goes along.
  const focus = document.activeElement;
  if (focus === marks[was] && was >= 0) marks[n]?.focus({ preventScroll: true });
  else if (focus?.classList.contains("row")) rows.get(n)?.focus({ preventScroll: true });
}

function step(by) {
  const to = beside(current, by);
  if (to === undefined) {
    say(by > 0 ? "This is the last one in the list." : "This is the first one in the list.");
    return;
  }
  go(to);
  say("", `${asking(to)} ${answers[to] ? said(to) : ""}`);
  if (settings.each) playWords();
}

function painted(changed) {
  for (const n of changed) {
    paintMark(n);
    paintRow(n);
  }
  paintProgress();
}

function reply(verdict, typed = "", all = false) {
  if (current < 0) return;
  const n = current;
  const places = answer(n, verdict, typed, all);
  painted(places);
  const next = nextOpen(n);
  const did = said(n) + (places.length > 1 ? ` (${places.length} places)` : "");
  if (next === undefined) {
    paintCard();
    chooseRow(n, n);
    say(`${did}. All is answered: save your answers.`);
    return;
  }
  go(next);
  say(`${did}.`, `${$("count").textContent}. ${asking(next)}`);
  if (settings.each) playWords();
}

function asBefore() {
  const before = answers[current] ? null : shown[current]?.earlier;
  if (before) reply(before.verdict, before.written);
}

function back() {
  const places = takeBack();
  if (!places.length) {
    say("There is no answer of this sitting to take back.");
    return;
  }
  if (!steps.length && document.activeElement === $("do-back")) $("question").focus({ preventScroll: true });
  painted(places);
  go(places[0]);
  say("Taken back.", asking(places[0]));
}

// --- Another form.

function edit(open) {
  const form = $("edit");
  if (form.hidden === !open || (open && current < 0)) return;
  form.hidden = !open;
  $("acts").hidden = open;
  $("edit-wrong").textContent = "";
  if (!open) return;
  const field = $("edit-what");
  field.value = writtenAt(current);
  field.removeAttribute("aria-invalid");
  field.focus();
  field.select();
}

$("edit").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = flat($("edit-what").value);
  const wrong = refusal(current, typed);
  $("edit-wrong").textContent = wrong;
  $("edit-what").setAttribute("aria-invalid", String(Boolean(wrong)));
  if (wrong) return;
  edit(false);
  $("do-edit").focus({ preventScroll: true });
  reply("edit", typed);
});
$("edit").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  $("edit-cancel").click();
});
$("edit-cancel").addEventListener("click", () => {
  edit(false);
  $("do-edit").focus({ preventScroll: true });
});
