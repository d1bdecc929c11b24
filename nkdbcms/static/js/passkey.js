// Adds or gives a passkey. What it says stands in the page, in the language of the page.
"use strict";

const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((one) => ({ ...one, id: fromText(one.id) }));

async function send(form, address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function add(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: fromText(options.challenge),
      user: { ...options.user, id: fromText(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  });
  return {
    ...envelope(made),
    response: {
      attestationObject: toText(made.response.attestationObject),
      clientDataJSON: toText(made.response.clientDataJSON),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function give(options) {
  const given = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: fromText(options.challenge),
      allowCredentials: named(options.allowCredentials),
    },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = given.response;
  return {
    ...envelope(given),
    response: {
      authenticatorData: toText(authenticatorData),
      clientDataJSON: toText(clientDataJSON),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    },
  };
}

function envelope(credential) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function reason(error, told) {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return told.stopped;
  return error.name === "InvalidStateError" ? told.known : told.failed;
}

async function onSubmit(event) {
  event.preventDefault();
  const form = event.currentTarget, status = form.querySelector("[role=status]");
  status.textContent = form.dataset.waiting;
  try {
    const options = await send(form, form.dataset.begin, {});
    const answer = await (form.dataset.passkey === "add" ? add : give)(options);
    const where = `${form.dataset.complete}?next=${encodeURIComponent(form.dataset.next)}`;
    goOn(form, (await send(form, where, answer)).next);
  } catch (error) {
    status.textContent = reason(error, form.dataset);
  }
}

// By a link, which the pages of cases follow in place while a key is unlocked.
function goOn(form, address) {
  const link = document.createElement("a");
  link.href = address;
  form.append(link);
  link.click();
}

function bind() {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = !window.PublicKeyCredential;
    form.onsubmit = onSubmit;
  }
}

document.addEventListener("page:shown", bind);
bind();
