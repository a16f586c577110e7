// Text: what a transcript says is shown, never obeyed.

const $ = (id) => document.getElementById(id);

// What would be invisible, or turn the reading direction; joiners stay, which Persian and emoji need.
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const JOINERS = "\u200c\u200d";

function named(character) {
  if ("\t\n\r\v\f".includes(character)) return " ";
  if (JOINERS.includes(character)) return character;
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** Text for where there can be no mark-up: labels, status, titles. */
const told = (text) => text.replaceAll("\ufffc", "[…]").replace(CONTROL, named);

/** Make `text` what `element` says. */
function fill(element, text) {
  element.textContent = "";
  let at = 0;
  const plain = text.replaceAll("\ufffc", "[…]");
  for (const match of plain.matchAll(CONTROL)) {
    const name = named(match[0]);
    if (name.length < 3) continue;
    element.append(plain.slice(at, match.index));
    const mark = document.createElement("span");
    mark.className = "ctl";
    mark.textContent = name;
    element.append(mark);
    at = match.index + match[0].length;
  }
  element.append(plain.slice(at));
}

/** Seconds as people write a time, as in the transcript. */
function clock(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

const many = (count, one, more = one + "s") => `${count} ${count === 1 ? one : more}`;
const percent = (score) => `${Math.round(Math.min(0.99, score) * 100)}%`;
/** Text on one line, with single blanks and none at its ends; what is blank is what Python takes for it. */
const flat = (text) => text.split(/[\s\x1c-\x1f\x85]+/u).filter(Boolean).join(" ");
const quick = matchMedia("(prefers-reduced-motion: reduce)");
const wide = matchMedia("(min-width: 60rem)");
