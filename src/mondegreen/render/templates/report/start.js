// Put together: what was kept is shown, and the first open question is asked.

function view(which) {
  if (wide.matches) which = "transcript"; // both are there
  document.body.dataset.view = which;
  $("open-list").setAttribute("aria-pressed", String(which === "list"));
  // What is on the screen is the main thing.
  if (which === "list") $("list").setAttribute("role", "main");
  else $("list").removeAttribute("role");
  if (which !== "list") return;
  scrollTo(0, 0);
  chooseRow(current, current);
}
$("open-list").addEventListener("click", () => {
  const to = document.body.dataset.view === "list" ? "transcript" : "list";
  view(to);
  if (to === "transcript") show(marks[current]);
});

/** The question lies over the transcript on a small screen, so the page has to know how high it is. */
function fit() {
  const sheet = wide.matches ? 0 : $("question").offsetHeight;
  document.documentElement.style.setProperty("--sheet", `${sheet}px`);
  chooseRow(current, current); // the question may have grown over it
}
new ResizeObserver(fit).observe($("question"));
wide.addEventListener("change", () => {
  fit();
  view("transcript");
});

// Another window with this report has answered, or taken back.
addEventListener("storage", (event) => {
  const n = numberOf.get(event.key);
  if (n === undefined) return;
  answers[n] = event.newValue === null ? null : answerFrom(read(event.key));
  painted([n]);
  if (n === current) paintCard();
});

recall();
numbers.filter((n) => answers[n]).forEach(paintMark);
for (const id of ["side", "tools", "find"]) $(id).hidden = false;
$("note-storage").hidden = keeps;
if (wide.matches) $("why").open = true;
if (asked.length === 0) $("list-which").value = "all";
else if (!asked.some(isOpen)) $("list-which").value = "answered";
list();
paintProgress();
paintCard();
go(nextOpen(-1) ?? listed[0]);
performance.mark("ready");
document.documentElement.dataset.ready = "";
