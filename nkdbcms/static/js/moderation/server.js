// What the pages of a case ask of the server. Only ciphertext goes there.

/** The server did not do it; the message is its sentence, or empty. */
export class Refused extends Error {}
/** The session is over, or never was. */
export class SignedOut extends Error {}
/** No answer came. */
export class Unreachable extends Error {}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<Response>} an answer that is fine
 * @throws {Refused|SignedOut|Unreachable}
 */
export async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", redirect: "manual", ...options });
  } catch {
    throw new Unreachable();
  }
  // The staff's pages lead nobody away from a script but to the page for signing in.
  if (answer.type === "opaqueredirect") throw new SignedOut();
  if (!answer.ok) throw new Refused(await sentenceOf(answer));
  return answer;
}

/**
 * Send a form. Where the session has changed since the page was opened, its token is renewed once.
 * @param {string} address
 * @param {Object<string, Blob|string>} [fields]
 * @throws {Refused|SignedOut|Unreachable}
 */
export async function post(address, fields = {}) {
  const send = (token) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return ask(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
  };
  try {
    return await send(tokenIn(document));
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.message) throw failure;
    return send(await newToken());
  }
}

const tokenIn = (page) => page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

async function newToken() {
  const text = await (await ask(location.href)).text();
  return tokenIn(new DOMParser().parseFromString(text, "text/html"));
}

async function sentenceOf(answer) {
  const isSentence = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
  return isSentence ? answer.text() : "";
}
