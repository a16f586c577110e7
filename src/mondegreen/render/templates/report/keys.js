// Keys: one press each.

const KEYS = [
  [["y"], "Yes: write it as proposed", () => reply("yes")],
  [["n"], "No: leave the words as they were heard", () => reply("no")],
  [["e"], "Write something else", () => edit(true)],
  [["a"], "Yes, here and wherever the same was heard", () => reply("yes", "", true)],
  [["v", "!"], "Never: no, wherever this was heard for this term", () => reply("never")],
  [["Enter"], "As it was answered in an earlier transcript", asBefore],
  [["j"], "Next, without an answer", () => step(1)],
  [["k"], "Previous", () => step(-1)],
  [["b"], "Back: take the last answer back", back],
  [["p"], "Play the words; again to stop", () => playWords(true)],
  [["w"], "Why: all reasons", () => ($("why").open = !$("why").open)],
  [["/"], "Find in the transcript", () => openFind(true)],
  [["?"], "These keys", () => $("help").showModal()],
];
const ACTIONS = new Map(KEYS.flatMap(([names, , action]) => names.map((name) => [name, action])));
const MOVES = ["j", "k"]; // only these go on while they are held down

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    openSave();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  const onMark = target.closest?.(".c");
  if (onMark && moveFrom(event)) return;
  if (target.closest?.("input, select, textarea, audio, video")) return;
  if (!settings.keys || (event.repeat && !MOVES.includes(event.key))) return;
  if (event.key === "Enter" && !onMark && target.closest?.("button, a, summary, label")) return;
  const action = ACTIONS.get(event.key) ?? ACTIONS.get(event.key.toLowerCase());
  if (!action) return;
  event.preventDefault();
  action();
});

/** On a change in the transcript: arrows lead to the next, a blank plays it. */
function moveFrom(event) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by) step(by);
  else if (event.key === " ") playWords(true);
  else return false;
  event.preventDefault();
  return true;
}

const NAMES = { "do-yes": "y", "do-no": "n", "do-edit": "e", "do-never": "v", "do-play": "p", "do-back": "b" };
for (const [id, name] of Object.entries(NAMES)) key($(id), $(id).textContent.trim(), name);

const DOES = {
  "do-yes": () => reply("yes"),
  "do-no": () => reply("no"),
  "do-edit": () => edit(true),
  "do-never": () => reply("never"),
  "do-all": () => reply("yes", "", true),
  "do-as-before": asBefore,
  "do-play": () => playWords(true),
  "do-back": back,
  "do-previous": () => step(-1),
  "do-next": () => step(1),
  "open-help": () => $("help").showModal(),
};
for (const [id, action] of Object.entries(DOES)) $(id).addEventListener("click", action);

$("keys").append(
  ...[...KEYS, [["Ctrl", "S"], "Save answers"]].map(([names, does]) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    names.forEach((name, k) => {
      const cap = document.createElement("kbd");
      cap.textContent = name;
      head.append(k ? " " : "", cap);
    });
    const cell = document.createElement("td");
    cell.textContent = does;
    row.append(head, cell);
    return row;
  }),
);

function paintKeys() {
  $("keys-on").checked = settings.keys;
  document.body.classList.toggle("keyless", !settings.keys);
}
$("keys-on").addEventListener("change", (event) => {
  set("keys", event.target.checked);
  paintKeys();
});
paintKeys();
