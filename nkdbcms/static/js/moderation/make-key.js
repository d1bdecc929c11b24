// Makes a moderator's key: chooses a passphrase, makes, wraps, proves, and only then sends the
// public half and the wrapped one.
import { makeKey, unlock, wrap } from "./keyring.js";
import { newPassphrase } from "./new-passphrase.js";
import { opensWhatIsSealedTo } from "./self-test.js";
import { onSubmit, show, take } from "./steps.js";

const choose = document.querySelector("#choose");
const prove = document.querySelector("#prove");
const send = document.querySelector("#send");

if (choose) {
  const passphrase = newPassphrase(choose.querySelector("[data-new-passphrase]"));
  const proof = prove.querySelector("#proof");
  const made = {};

  show(choose);
  onSubmit(choose, async () => {
    const chosen = passphrase.read();
    const { identity, recipient } = await makeKey();
    Object.assign(made, { recipient, wrapped: await wrap(identity, chosen) });
    passphrase.clear();
    choose.hidden = true;
    show(prove);
    proof.focus();
  });

  onSubmit(prove, async () => {
    const identity = await unlock(made.wrapped, take(proof));
    await opensWhatIsSealedTo(made.recipient, identity);
    send.elements.recipient.value = made.recipient;
    send.elements.wrapped.value = made.wrapped;
    send.submit();
  });
}
