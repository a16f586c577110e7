// The recording: heard where it is clicked, followed where it plays.

let media = $("media");
let address = ""; // of the file that was chosen, while the page is open
let until = Infinity;
let ready = false;
const cues = [...transcript.querySelectorAll(".q")].map((element) => ({
  element,
  start: Number(element.dataset.s),
  end: Number(element.dataset.e),
}));
cues.sort((a, b) => a.start - b.start);
let sounding = null;

const canPlay = () => ready;

/** Say what is the matter with the recording, and offer to choose one. */
function needed(note) {
  ready = false;
  document.body.classList.remove("audible");
  $("sound-note").textContent = note;
  $("choose").hidden = false;
  if (media) media.hidden = true;
  if (current >= 0) paintActs(current);
}

function heard() {
  ready = true;
  document.body.classList.add("audible");
  media.hidden = false;
  $("choose").hidden = true;
  if (current >= 0) paintActs(current);
}

function playFrom(start, end = Infinity) {
  if (!media || !ready) {
    say($("sound") ? "Choose the recording first." : "There are no times in this transcript.");
    return;
  }
  until = end;
  media.currentTime = start;
  // It may be stopped before it has begun.
  media.play().catch(() => undefined);
}

/** Play the words in question, or stop. */
function playWords(stop = false) {
  if (!ready) return;
  if (stop && !media.paused) {
    media.pause();
    return;
  }
  const stretch = shown[current]?.play;
  if (stretch) playFrom(...stretch);
}

/** Play from the words that were clicked: a cue has one time for them all, so their letters are counted. */
function playAt(event) {
  const cue = event.target.closest(".q");
  if (!cue || !ready) return;
  const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  let share = 0;
  if (spot && cue.contains(spot.offsetNode)) {
    const range = document.createRange();
    range.setStart(cue, 0);
    range.setEnd(spot.offsetNode, spot.offset);
    share = range.toString().length / Math.max(1, cue.textContent.length);
  }
  const [start, end] = [Number(cue.dataset.s), Number(cue.dataset.e)];
  playFrom(Math.max(start, start + share * (end - start) - 0.3));
}

/** The last cue that began before `time`. */
function cueAt(time) {
  let [lo, hi] = [0, cues.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if (cues[middle].start <= time) lo = middle + 1;
    else hi = middle;
  }
  const cue = cues[lo - 1];
  return cue && time <= cue.end + 0.25 ? cue.element : null;
}

function follow() {
  if (media.currentTime >= until) {
    until = Infinity;
    media.pause();
  }
  const now = media.paused && media.currentTime === 0 ? null : cueAt(media.currentTime);
  if (now === sounding) return;
  sounding?.classList.remove("now");
  sounding = now;
  if (!now) return;
  now.classList.add("now");
  if (!settings.follow || media.paused || until !== Infinity) return;
  const { top, bottom } = now.getBoundingClientRect();
  if (top < 120 || bottom > innerHeight * (wide.matches ? 0.8 : 0.5)) show(now);
}

function listen() {
  media.addEventListener("loadedmetadata", heard);
  media.addEventListener("error", () => {
    const name = media.getAttribute("aria-label").replace("Recording ", "");
    needed(address ? `This browser can't play ${name}.` : `${name} is not where this page expects it.`);
  });
  media.addEventListener("timeupdate", follow);
  media.addEventListener("seeking", () => {
    if (media.currentTime > until) until = Infinity;
  });
  for (const event of ["play", "pause"]) {
    media.addEventListener(event, () => {
      const icon = media.paused ? "#i-play" : "#i-stop";
      $("do-play").querySelector("use").setAttribute("href", icon);
    });
  }
  if (media.error) media.dispatchEvent(new Event("error"));
  else if (media.readyState > 0) heard();
}

function choose(file) {
  if (!file) return;
  const kind = file.type.startsWith("video") ? "video" : "audio";
  if (address) URL.revokeObjectURL(address);
  address = URL.createObjectURL(file);
  media?.remove();
  media = document.createElement(kind);
  Object.assign(media, { controls: true, preload: "metadata", playsInline: true, src: address });
  media.setAttribute("aria-label", `Recording ${told(file.name)}`);
  $("sound").prepend(media);
  $("sound-note").textContent = told(file.name);
  listen();
}

if ($("sound")) {
  if (media) listen();
  $("choose-file").addEventListener("change", (event) => choose(event.target.files[0]));
  for (const [id, name] of [["sound-each", "each"], ["sound-follow", "follow"]]) {
    $(id).checked = settings[name];
    $(id).addEventListener("change", (event) => set(name, event.target.checked));
  }
}
