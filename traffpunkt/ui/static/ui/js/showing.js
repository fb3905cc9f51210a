/* SPDX-License-Identifier: EUPL-1.2 */
/* Shows on the list what has been pressed, before the server has said anything. */
export const formOf = (press) => document.querySelector(`[data-kept][action="${press.action}"]`);

export function say(part, words) {
  part.textContent = words;
  part.hidden = !words;
}

export function show(form, outcome) {
  for (const one of form.querySelectorAll("[data-outcome]")) {
    const isIt = one.dataset.outcome === outcome;
    one.setAttribute("aria-pressed", isIt);
    one.value = isIt ? "" : one.dataset.outcome;
  }
  const group = form.closest("section");
  const came = group.querySelectorAll("[data-outcome=present][aria-pressed=true]").length;
  group.querySelector("[data-came]").textContent = came;
}

export function fill(form, fields) {
  for (const [name, value] of fields) {
    if (name === "outcome") show(form, value);
    else form.elements[name].value = value;
  }
}

/* Where the browser keeps nothing, a press is sent as without a script. */
export function plainly(form, fields) {
  const fill = ({ formData }) => fields.forEach(([name, value]) => formData.set(name, value));
  form.addEventListener("formdata", fill, { once: true });
  form.submit();
}
