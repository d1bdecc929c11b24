// Puts a moderator's key under a new passphrase.
import { unlock, wrap } from "./keyring.js";
import { newPassphrase } from "./new-passphrase.js";
import { opensWhatIsSealedTo } from "./self-test.js";
import { onSubmit, show, take } from "./steps.js";

const form = document.querySelector("#change");
const present = form.querySelector("#present");
const send = document.querySelector("#send");
const passphrase = newPassphrase(form.querySelector("[data-new-passphrase]"));
const { old, new: renewed } = send.elements;

show(form);
onSubmit(form, async () => {
  const chosen = passphrase.read();
  const identity = await unlock(old.value, take(present));
  const wrapped = await wrap(identity, chosen);
  await opensWhatIsSealedTo(send.dataset.recipient, await unlock(wrapped, chosen));
  passphrase.clear();
  renewed.value = wrapped;
  send.submit();
});
