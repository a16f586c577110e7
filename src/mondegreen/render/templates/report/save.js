// Answers as a file: a record, as `mondegreen apply` takes it; and back from one.

let saved = 0; // how many steps were in the file that was saved last

const stem = told(name).split(/[\\/]/).at(-1).replace(/\.[^.]+$/, "") || "transcript";
const fileName = `${stem.replace(/[^\p{L}\p{N} ._-]+/gu, "_")}.answers.jsonl`;

/** A value as a line of JSON; some readers of lines also break them at U+2028. */
const lineOf = (value) =>
  JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) +
  "\n";

const record = () => [header, ...entries.map((entry, n) => ({ ...entry, answer: answers[n] }))].map(lineOf).join("");

function download() {
  const url = URL.createObjectURL(new Blob([record()], { type: "application/jsonl" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  saved = steps.length;
  $("save-done").textContent = `${fileName} is in your downloads.`;
}

const quoted = (text) => (/^[\w.\/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

function openSave() {
  const sums = counted();
  const lines = [
    [sums.yes, "accepted"],
    [sums.edit, "written otherwise by you"],
    [sums.sure, "certain, written as well"],
    [sums.no, "left as heard"],
    [sums.open, "not decided, left as heard"],
  ].filter(([count]) => count);
  $("save-sums").replaceChildren(
    ...lines.map(([count, what]) => {
      const item = document.createElement("li");
      const number = document.createElement("b");
      number.textContent = count;
      item.append(number, ` ${what}`);
      return item;
    }),
  );
  $("save-name").textContent = fileName;
  const file = header.file === "-" ? " transcript.txt" : "";
  $("save-command").textContent = `mondegreen apply ${quoted(fileName)}${file}`;
  $("save-by").value = settings.by;
  $("save-done").textContent = "";
  $("load-done").textContent = "";
  $("save").showModal();
}

function signAll(by) {
  set("by", by);
  for (const n of numbers) if (answers[n] && !answers[n].by) put(n, { ...answers[n], by });
}

/** Take over the answers of `text`, a record; says what came of it. */
function load(text) {
  const lines = text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
  const at = lines.findIndex((line) => line.mondegreen === "edits" && line.sha256 === header.sha256);
  if (at < 0) return "These are no answers about this very transcript.";
  const made = [];
  for (const line of lines.slice(at + 1)) {
    if (line.mondegreen !== undefined) break;
    const n = numberOf.get(`mondegreen/${header.sha256}/${line.start}-${line.end}/${line.written}`);
    const given = answerFrom(line.answer);
    if (n !== undefined && given && (!answers[n] || answers[n].when < given.when)) made.push([n, given]);
  }
  if (!made.length) return "There is no answer in it that is not here already.";
  painted(change(made));
  list();
  paintCard();
  return `${many(made.length, "answer")} added.`;
}

$("open-save").addEventListener("click", openSave);
$("do-save").addEventListener("click", download);
$("save-by").addEventListener("change", (event) => signAll(flat(event.target.value)));
$("load-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  try {
    $("load-done").textContent = load(await file.text());
  } catch {
    $("load-done").textContent = `${told(file.name)} is no file of answers.`;
  }
  event.target.value = "";
});
addEventListener("beforeunload", (event) => {
  if (!keeps && steps.length > saved) event.preventDefault();
});
