// Who changes are by: asked once, kept in a cookie.

import { api } from "./base.js";

let session;

/** The name that this browser gave. @returns {string} */
function fromCookie() {
  const found = /(?:^|; )by=([^;]*)/.exec(document.cookie);
  try {
    return found ? decodeURIComponent(found[1]) : "";
  } catch {
    return "";
  }
}

/** Who changes would be by; "" where nobody said. @returns {Promise<string>} */
export async function who() {
  const name = fromCookie();
  if (name) return name;
  session ??= api("/session").catch((error) => {
    session = undefined;
    throw error;
  });
  return (await session)?.by ?? "";
}

/** Ask for a name. @returns {Promise<string>} "" where none was given */
export function askName() {
  const template = document.querySelector("#editing-who");
  const dialog = /** @type {HTMLDialogElement} */ (template.content.firstElementChild.cloneNode(true));
  const before = document.activeElement;
  const input = dialog.querySelector("input");
  input.value = fromCookie();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    let name = "";
    dialog.querySelector("form").addEventListener("submit", () => {
      name = input.value.trim();
      document.cookie = `by=${encodeURIComponent(name)}; path=/; max-age=31536000; samesite=strict`;
      // The foot of the page says who signs.
      for (const place of document.querySelectorAll(".signed summary bdi")) place.textContent = name;
      for (const field of document.querySelectorAll('.signed [name="by"]')) field.value = name;
    });
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      resolve(name);
    });
  });
}

/** Who a change is by, asking where nobody has said so yet. @returns {Promise<string>} "" where they would not say */
export const named = async () => (await who()) || askName();
