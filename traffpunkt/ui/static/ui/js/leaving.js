/* SPDX-License-Identifier: EUPL-1.2 */
/* Before signing out: what waits on this device is sent, and the copies of lists go. */
import { waiting } from "./kept.js";
import { send } from "./sending.js";

const form = document.querySelector("[data-owner]");
const words = document.querySelector("[data-left]");
const { owner } = form.dataset;

async function left() {
  await send(owner, () => {});
  const number = (await waiting(owner)).length;
  words.textContent = words.dataset.left.replace("#", number);
  words.hidden = !number;
  return number;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const isTold = !words.hidden;
  if ((await left().catch(() => 0)) && !isTold) return;
  for (const name of window.caches ? await caches.keys() : []) await caches.delete(name);
  form.submit();
});
await left();
