/* SPDX-License-Identifier: EUPL-1.2 */
/* Skriv ut: the button shows where a script can print; without script the browser's menu does. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
