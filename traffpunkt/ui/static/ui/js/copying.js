/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeps a copy of the list that was opened today, for the hour when the network goes (away.js). */
const { worker } = document.querySelector("[data-status]").dataset;

document.querySelector("[data-copy]").hidden = !document.documentElement.matches("[data-from-copy]");

if (navigator.serviceWorker && window.caches) {
  await navigator.serviceWorker.register(worker);
  if (!navigator.serviceWorker.controller) {
    const day = await caches.open("lista-" + new Date().toLocaleDateString("sv"));
    const linked = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
    const fetched = performance.getEntriesByType("resource").map((one) => one.name);
    const parts = [...linked, ...fetched].filter((one) => /\.(css|js|woff2)(\?|$)/.test(one));
    // The page last: a copy that is found is whole.
    for (const one of [...new Set(parts), location.origin + location.pathname]) {
      const answer = await fetch(one);
      if (answer.ok && !answer.redirected) await day.put(one.split("?")[0], answer);
    }
  }
}
