// Seals cases again to everybody who has a key now. What is opened here stays in this tab: it goes
// through piece by piece, from ciphertext to ciphertext.
import { NotForThisKey, Unreadable, identityIn, open, sealTo, unlock } from "./keyring.js";
import { Told, onSubmit, sentenceFor, show, take } from "./steps.js";

// How often a case is begun anew because it or the keys have changed meanwhile.
const TURNS = 5;

class Changed extends Error {}
class Confirm extends Error {}
class OthersThanShown extends Error {}
class Gone extends Error {}
class Failed extends Error {}

const form = document.querySelector("#unlock");
if (form) start();

function start() {
  const list = document.querySelector("#cases");
  const progress = document.querySelector("#progress");
  const button = form.querySelector("[type=submit]");
  const fields = form.querySelector("[data-fields]");
  const label = button.textContent;
  let identity;

  show(form);
  onSubmit(form, async () => {
    identity ??= await unlocked();
    fields.hidden = true;
    document.querySelector("#confirm").hidden = true;
    form.querySelector("[data-status]").textContent = form.dataset.sealing;
    show(progress);
    await sealAll();
    const left = [...list.querySelectorAll("li:not([data-is-done])")];
    button.hidden = !left.length;
    if (left.every((row) => "isForAnother" in row.dataset)) askForAnotherKey();
    else button.textContent = form.dataset.goOn;
    return left.length ? form.dataset.left : form.dataset.ready;
  });

  function askForAnotherKey() {
    identity = undefined;
    fields.hidden = button.hidden;
    button.textContent = label;
  }

  async function sealAll() {
    for (const row of list.querySelectorAll("li:not([data-is-done])")) {
      const state = row.querySelector("[data-state]");
      delete row.dataset.isForAnother;
      try {
        await sealCase(row.dataset, identity, (part, parts) => {
          state.textContent = list.dataset.working.replace("{part}", part).replace("{parts}", parts);
        });
        row.dataset.isDone = "";
        state.textContent = list.dataset.done;
        progress.value += 1;
      } catch (error) {
        state.textContent = sentenceFor(error, list);
        if (error instanceof Gone) row.dataset.isDone = "";
        if (error instanceof NotForThisKey) row.dataset.isForAnother = "";
        if (error instanceof Confirm) show(document.querySelector("#confirm"));
        if (error instanceof Confirm || error instanceof OthersThanShown) break;
      }
    }
  }
}

async function unlocked() {
  const passphrase = form.querySelector("#passphrase");
  const recovery = form.querySelector("#recovery");
  if (recovery.value) return identityIn(take(recovery).trim().toUpperCase());
  if (!passphrase?.value) throw new Told(form.dataset.nothing);
  const wrapped = form.querySelector("#wrapped").content.textContent;
  return unlock(wrapped, take(passphrase));
}

// --- One case -------------------------------------------------------------------------------

async function sealCase(addresses, identity, tell) {
  const sealed = new Map(); // the tag of each part that this tab has put there
  let permit = "";
  let mark = "";
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begun = await begin(addresses.begin, permit);
    permit = begun.permit;
    // Somebody has looked at the keys on this page, and at no others.
    if (begun.recipients.join(" ") !== form.dataset.recipients) throw new OthersThanShown();
    if (begun.mark !== mark) sealed.clear();
    mark = begun.mark;
    if (!begun.parts.length) return;
    try {
      for (const [place, { name, tag }] of begun.parts.entries()) {
        tell(place + 1, begun.parts.length);
        if (sealed.get(name) === tag) continue;
        sealed.set(name, await sealPart(`${addresses.part}${name}/`, identity, begun));
      }
      const tags = Object.fromEntries(begun.parts.map(({ name }) => [name, sealed.get(name)]));
      await post(addresses.finish, begun, { body: JSON.stringify(tags) });
      return;
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1000));
    }
  }
  throw new Changed();
}

const begin = async (address, permit) => (await post(address, { permit, mark: "" })).json();

async function sealPart(address, identity, begun) {
  const old = await ask(address, { headers: { "X-Permit": begun.permit } }).catch((error) => {
    throw error instanceof Gone ? new Changed() : error;
  });
  const body = await sealedAgain(identity, begun.recipients, old.body);
  const answer = await post(address, begun, { body, tag: old.headers.get("X-Tag") });
  return (await answer.json()).tag;
}

async function sealedAgain(identity, recipients, ciphertext) {
  const plain = await open(identity, ciphertext);
  const again = await sealTo(recipients, plain);
  try {
    return await new Response(again).blob();
  } catch {
    throw new Unreadable();
  }
}

// --- Asking the server ----------------------------------------------------------------------

function post(address, { permit, mark }, { body = "", tag = "" } = {}) {
  return ask(address, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/octet-stream",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      "X-Mark": mark,
      "X-Permit": permit,
      "X-Tag": tag,
    },
  });
}

async function ask(address, options) {
  const answer = await fetch(address, { ...options, redirect: "manual" });
  // To the page that asks for the second factor, or for signing in.
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new Confirm();
  if (answer.status === 409) throw new Changed();
  if (answer.status === 404) throw new Gone();
  if (!answer.ok) throw new Failed();
  return answer;
}
