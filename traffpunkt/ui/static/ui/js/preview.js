/* SPDX-License-Identifier: EUPL-1.2 */
/* The dates of a plan while it is written. Without script the button shows them. */
const form = document.querySelector("form[data-preview]");
const panel = form?.querySelector("[data-dates]");
const told = form?.querySelector("[data-told]");
const PAUSE = 400;
let timer, asking;

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const typed = new FormData(form);
  typed.set("gor", "visa");
  typed.set("bit", "datum");
  // A page that is not ours (signed out, no network) changes nothing: the button says what is wrong.
  const sent = { method: "POST", body: typed, signal: asking.signal, redirect: "error" };
  const answer = await fetch(form.action, sent).catch(() => null);
  if (!answer?.ok) return;
  const dates = await answer.text();
  document.getElementById("datum")?.remove();
  panel.replaceChildren(...new DOMParser().parseFromString(dates, "text/html").body.children);
  told.textContent = panel.querySelector("h2")?.textContent ?? "";
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});
