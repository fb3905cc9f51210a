/* SPDX-License-Identifier: EUPL-1.2 */
/* Ticks and counts: shown at once, kept on this device until they have arrived. */
import { keep, waiting } from "./kept.js";
import { send } from "./sending.js";
import { fill, formOf, plainly, say, show } from "./showing.js";

const status = document.querySelector("[data-status]");
const { owner } = status.dataset;
const at = (part) => status.querySelector(`[data-${part}]`);
const words = at("said");
let turn = Promise.resolve(), isShut = false;

async function said(press, answer) {
  if (answer.words) say(words, `${words.textContent} ${answer.words}`.trim());
  const isLast = !(await waiting(owner)).some((one) => one.action === press.action);
  const form = isLast && formOf(press);
  if (form && answer.outcome !== undefined) show(form, answer.outcome);
  if (form && answer.counted) {
    say(form.parentNode.querySelector("[data-counted]"), answer.counted);
    form.reset();
  }
}
async function go() {
  const how = await send(owner, said);
  const number = (await waiting(owner)).length;
  isShut = how === "door";
  const line = isShut ? "door" : "away";
  say(at("away"), number ? at("away").dataset[line].replace("#", number) : "");
  at("door-link").hidden = !(number && isShut);
}
const inTurn = () => (turn = turn.then(go, go));

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter, now = Date.now();
  if (!form.matches("[data-kept]") || !button) return;
  event.preventDefault();
  // A hand that shakes presses twice.
  if (form.last?.button === button && now - form.last.now < 1000) return;
  form.last = { button, now };
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  if (button.name) fields.push([button.name, button.value]);
  say(words, "");
  fill(form, fields);
  const press = { owner, fields, action: form.getAttribute("action"), at: now };
  keep(press).then(inTurn, () => plainly(form, fields));
});
for (const press of await waiting(owner)) if (formOf(press)) fill(formOf(press), press.fields);
for (const when of ["online", "pageshow"]) window.addEventListener(when, inTurn);
setInterval(() => isShut || inTurn(), 5000);
inTurn();
