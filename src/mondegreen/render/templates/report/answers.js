// The proposals, the answers to them, and where these are kept.

const { header, entries, shown, characters, lines, name } = JSON.parse($("data").textContent);
const answers = entries.map((entry) => entry.answer);
const steps = []; // what was answered in this sitting: lists of [number, the answer before]
let current = -1;

const isAsked = (n) => entries[n].action === "ask";
const isOpen = (n) => isAsked(n) && !answers[n];
const numbers = [...entries.keys()];
const asked = numbers.filter(isAsked);

/** What becomes of a proposal: "open", "sure", "yes", "edit" or "no". */
function stateOf(n) {
  const answer = answers[n];
  if (!answer) return isAsked(n) ? "open" : "sure";
  return answer.verdict === "never" ? "no" : answer.verdict;
}

/** What stands there in the end, as far as is known: for an open question, what is proposed. */
const writtenAt = (n) => flat(answers[n]?.verdict === "edit" ? answers[n].written : entries[n].written);
const heardAt = (n) => flat(entries[n].heard);

// --- Keeping. An answer is an entry of its own, so that two windows with one report don't overwrite each other.

const store = (() => {
  try {
    const probe = "mondegreen/probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
})();
let keeps = store !== null;

function write(key, value) {
  if (!store) return;
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, value);
  } catch {
    keeps = false;
    $("note-storage").hidden = false;
  }
}

function read(key) {
  try {
    return JSON.parse(store?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

const SETTINGS = "mondegreen/settings";
const settings = { by: "", keys: true, each: false, follow: true, ...read(SETTINGS) };
function set(name, value) {
  settings[name] = value;
  write(SETTINGS, JSON.stringify(settings));
}

const keyOf = (n) => `mondegreen/${header.sha256}/${entries[n].start}-${entries[n].end}/${entries[n].written}`;
const numberOf = new Map(numbers.map((n) => [keyOf(n), n]));

const VERDICTS = ["yes", "no", "edit", "never"];
/** `value` if it is an answer, else null: what is kept, or read from a file, may be anything. */
function answerFrom(value) {
  if (!VERDICTS.includes(value?.verdict)) return null;
  const { verdict, written, by, when } = value;
  if (![written, by, when].every((word) => typeof word === "string")) return null;
  return { verdict, written, by, when };
}

function recall() {
  for (const n of numbers) answers[n] = answerFrom(read(keyOf(n))) ?? answers[n];
}

function put(n, answer) {
  answers[n] = answer;
  write(keyOf(n), answer && JSON.stringify(answer));
}

// --- Answering.

function sign(verdict, written) {
  const when = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return { verdict, written, by: settings.by, when };
}

const alike = (n) => numbers.filter((k) => k !== n && isOpen(k) && shown[k].pair === shown[n].pair);

/** The places that an answer at `n` settles. */
function settledBy(n, verdict, all) {
  if (verdict === "never") {
    return [n, ...numbers.filter((k) => k !== n && !answers[k] && shown[k].claim === shown[n].claim)];
  }
  return all ? [n, ...alike(n)] : [n];
}

/** Why `typed` can't stand at `n`, or "". */
function refusal(n, typed) {
  if (!typed) return "Nothing was typed. No leaves the words as they were heard.";
  if (typed === flat(entries[n].written) || typed === heardAt(n)) return "";
  if (typed.includes("\ufffd")) return "What was typed holds bytes that are no text.";
  if (/[\p{Cc}\p{Cs}]/u.test(typed)) return "What was typed holds control characters.";
  const strange = characters === null ? undefined : [...typed].find((c) => !characters.includes(c));
  if (strange) return `${name} is in ${header.encoding}, which has no ${strange}.`;
  const { words } = shown[n];
  if (typed.split(" ").length < words) return `It fills ${words} lines, so it needs ${words} words at least.`;
  return "";
}

/** Answer at `n`; the numbers of the places that this settles. */
function answer(n, verdict, typed = "", all = false) {
  const entry = entries[n];
  if (verdict === "edit" && typed === flat(entry.written)) verdict = "yes";
  if (verdict === "edit" && typed === heardAt(n)) verdict = "no";
  const written = { yes: entry.written, edit: typed }[verdict] ?? null;
  return change(settledBy(n, verdict, all).map((k) => [k, sign(verdict, written ?? entries[k].heard)]));
}

/** Make changes, [number, answer] each, as one step that can be taken back. */
function change(made) {
  steps.push(made.map(([n]) => [n, answers[n]]));
  for (const [n, given] of made) put(n, given);
  return made.map(([n]) => n);
}

/** Take the last step back; the numbers of its places. */
function takeBack() {
  const step = steps.pop() ?? [];
  for (const [n, before] of step) put(n, before);
  return step.map(([n]) => n);
}

function counted() {
  const sums = { yes: 0, edit: 0, no: 0, open: 0, sure: 0 };
  for (const n of numbers) sums[stateOf(n)] += 1;
  return { ...sums, done: asked.filter((n) => answers[n]).length, asked: asked.length };
}
