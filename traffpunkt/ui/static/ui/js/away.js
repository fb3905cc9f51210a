/* SPDX-License-Identifier: EUPL-1.2 */
/* The list without a network: the server is asked, and today's copy if that fails (ADR 30). */
const LIST = /\/arbete\/tillfallen\/\d+\/$/;
const PARTS = ["style", "script", "font"];
const PATIENCE = 8000;
const today = () => "lista-" + new Date().toLocaleDateString("sv");

const late = () => new Promise((_done, failed) => setTimeout(failed, PATIENCE));

async function forgetOtherDays() {
  for (const name of await caches.keys())
    if (name.startsWith("lista-") && name !== today()) await caches.delete(name);
}

async function remember(address, answer) {
  const day = await caches.open(today());
  if (answer.ok) await day.put(address, answer.clone());
  // To the door: whoever sits here is signed in no longer.
  else if (answer.type === "opaqueredirect") await caches.delete(today());
  else if (answer.status < 500) await day.delete(address);
}

/* A copy says itself that it is one. */
async function shown(copy) {
  if (!copy.headers.get("Content-Type").includes("html")) return copy;
  const page = (await copy.text()).replace("<html ", "<html data-from-copy ");
  return new Response(page, { headers: copy.headers });
}

async function answered(request) {
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  await forgetOtherDays();
  const copy = await (await caches.open(today())).match(address, { ignoreVary: true });
  const coming = fetch(request);
  try {
    const answer = copy ? await Promise.race([coming, late()]) : await coming;
    await remember(address, answer);
    return copy && answer.status >= 500 ? shown(copy) : answer;
  } catch {
    return copy ? shown(copy) : coming;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isList = request.mode === "navigate" && LIST.test(new URL(request.url).pathname);
  const isPart = PARTS.includes(request.destination);
  if (request.method === "GET" && (isList || isPart)) event.respondWith(answered(request));
});
