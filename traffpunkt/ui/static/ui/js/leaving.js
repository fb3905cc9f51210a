/* SPDX-License-Identifier: EUPL-1.2 */
/* The lists of others go, and one's own at sign-out. What waits is sent first, or stays for her who pressed. */
import { everybodys } from "./kept.js";
import { send } from "./sending.js";

const words = document.querySelector("[data-left]");

async function forget(isOld) {
  for (const name of window.caches ? await caches.keys() : []) {
    const day = await caches.open(name);
    for (const one of await day.keys()) if (await isOld(await day.match(one))) await day.delete(one);
  }
}
const isHtml = (copy) => copy.headers.get("Content-Type").includes("html");
const isOthers = (owner) => async (copy) => isHtml(copy) && !(await copy.text()).includes(`data-owner="${owner}"`);

async function left(owner) {
  await send(owner, () => {});
  return (await everybodys()).length;
}
function tell(number) {
  words.textContent = words.dataset.left.replace("#", number);
  words.hidden = !number;
}
for (const form of document.querySelectorAll("form[data-owner]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const number = await left(form.dataset.owner).catch(() => 0);
    // The page about signing out says what waits; one press more there, and she is out anyway.
    if (number && !words) return location.assign(form.action);
    if (number && words.hidden) return tell(number);
    await forget(isHtml).catch(() => {});
    if (number) form.addEventListener("formdata", ({ formData }) => formData.set("vantar", number));
    form.submit();
  });
  forget(isOthers(form.dataset.owner)).catch(() => {});
  if (words) left(form.dataset.owner).then(tell, () => {});
}
