/* SPDX-License-Identifier: EUPL-1.2 */
/* Sends what waits, in order. Only our own words (JSON) say that a press has arrived, or never can. */
import { drop, waiting } from "./kept.js";

const TOKEN = "csrfmiddlewaretoken";

function fetched(address, given) {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), 15000);
  return fetch(address, { ...given, redirect: "manual", signal: patience.signal });
}

function post(press) {
  const token = document.querySelector(`[name=${TOKEN}]`).value;
  const fields = [...press.fields, [TOKEN, token], ["age", Math.max(0, Date.now() - press.at)]];
  return fetched(press.action, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } });
}

/* After a new sign-in the page's token is an old one. Whose session it is now, the page itself says. */
async function renewed(owner) {
  const page = new DOMParser().parseFromString(await (await fetched(location.pathname)).text(), "text/html");
  const token = page.querySelector(`[name=${TOKEN}]`);
  if (page.querySelector("[data-owner]")?.dataset.owner !== owner) return false;
  for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = token.value;
  return true;
}

async function tried(press, owner) {
  const answer = await post(press);
  return answer.status === 403 && (await renewed(owner)) ? post(press) : answer;
}

async function sendAll(owner, said) {
  try {
    for (const press of await waiting(owner)) {
      const answer = await tried(press, owner);
      if (answer.type === "opaqueredirect" || answer.status === 403) return "door";
      if (answer.status >= 500 || answer.status === 429) return "away";
      if (!answer.headers.get("Content-Type")?.includes("json")) continue;
      const words = await answer.json();
      await drop(press.number);
      await said(press, words);
    }
  } catch { return "away"; }
  return "sent";
}

/* One page at a time: otherwise an older press might arrive last. */
export const send = (owner, said) =>
  navigator.locks ? navigator.locks.request("presses", () => sendAll(owner, said)) : sendAll(owner, said);
