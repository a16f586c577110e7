// The changes in the transcript.

const transcript = $("transcript");
const marks = numbers.map((n) => $(`c${n}`)); // null where two proposals want the same words

const STATES = {
  open: "to decide",
  sure: "certain",
  yes: "you said yes",
  edit: "you wrote this",
  no: "stays as heard",
};

function labelOf(n) {
  const heard = told(heardAt(n));
  const written = told(writtenAt(n));
  const what = stateOf(n) === "no" ? heard : `${heard}, ${written || "left out"}`;
  return `${what}: ${STATES[stateOf(n)]}`;
}

function paintMark(n) {
  const mark = marks[n];
  if (!mark) return;
  mark.dataset.state = stateOf(n);
  mark.setAttribute("aria-label", labelOf(n));
  fill(mark.querySelector("ins"), writtenAt(n));
}

function chooseMark(n, was) {
  const old = marks[was];
  if (old) {
    old.removeAttribute("aria-current");
    old.tabIndex = -1;
  }
  const mark = marks[n];
  if (!mark) return;
  mark.setAttribute("aria-current", "true");
  mark.tabIndex = 0;
}

/** Bring an element of the transcript before the eyes; gently, if it is near. */
function show(element) {
  if (!element) return;
  const far = Math.abs(element.getBoundingClientRect().top) > 2 * innerHeight;
  element.scrollIntoView({ block: "center", behavior: far || quick.matches ? "instant" : "smooth" });
}

transcript.addEventListener("click", (event) => {
  const mark = event.target.closest(".c");
  if (mark) {
    go(Number(mark.id.slice(1)), { scroll: false });
    playWords();
    return;
  }
  const time = event.target.closest(".time");
  if (time) playFrom(Number(time.dataset.s));
  else if (getSelection().isCollapsed) playAt(event);
});
