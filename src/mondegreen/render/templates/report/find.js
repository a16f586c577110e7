// Finding words in the transcript. They are painted over it, so the page itself is not changed.

const MOST = 2_000;
let found = [];
let at = -1;

function* textsOf(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const mark = node.parentElement.closest(".c");
    if (mark?.dataset.state === "no" && node.parentElement.closest(".to")) continue;
    yield node;
  }
}

/** Every place in `block` where `pattern` matches, also over the ends of elements. */
function matchesIn(block, pattern) {
  const nodes = [...textsOf(block)];
  const starts = [];
  let text = "";
  for (const node of nodes) {
    starts.push(text.length);
    text += node.data;
  }
  const spot = (offset, isEnd) => {
    let k = starts.length - 1;
    while (k > 0 && (isEnd ? starts[k] >= offset : starts[k] > offset)) k -= 1;
    return [nodes[k], offset - starts[k]];
  };
  return [...text.matchAll(pattern)].map((match) => {
    const range = document.createRange();
    range.setStart(...spot(match.index, false));
    range.setEnd(...spot(match.index + match[0].length, true));
    return range;
  });
}

function find() {
  const what = flat($("find-what").value);
  found = [];
  at = -1;
  if (what) {
    const pattern = new RegExp(what.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&").replaceAll(" ", "\\s+"), "giu");
    for (const block of transcript.querySelectorAll(".block > p")) {
      found.push(...matchesIn(block, pattern));
      if (found.length > MOST) break;
    }
  }
  paintFound();
  list();
}

function paintFound() {
  const what = $("find-what").value.trim();
  const most = found.length > MOST ? `${MOST}+` : String(found.length);
  $("find-count").textContent = what ? (found.length ? `${at < 0 ? "" : `${at + 1} of `}${most}` : "none") : "";
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.set("found", new Highlight(...found.slice(0, MOST)));
  CSS.highlights.set("found-here", new Highlight(...(at < 0 ? [] : [found[at]])));
}

function findNext(by) {
  if (!found.length) return;
  at = (at + by + found.length) % found.length;
  paintFound();
  show(found[at].startContainer.parentElement);
}

function openFind(open) {
  document.body.classList.toggle("finding", open);
  $("open-find").setAttribute("aria-expanded", String(open));
  if (open) $("find-what").focus();
}

let soon;
$("find-what").addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(find, 150);
});
$("find").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(soon);
  if (at < 0) find();
  findNext(1);
});
$("find-what").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.shiftKey) {
    event.preventDefault();
    findNext(-1);
  }
  if (event.key !== "Escape") return;
  event.preventDefault();
  $("find-what").value = "";
  find();
  openFind(false);
  $("find-what").blur();
});
$("open-find").addEventListener("click", () => openFind(!document.body.classList.contains("finding")));
