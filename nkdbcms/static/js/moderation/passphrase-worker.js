// Wraps and unwraps a text with a passphrase, away from the page. Used by keyring.js alone.
import { Decrypter, Encrypter, armor } from "../vendor/age-encryption-0.3.1.js";

// 2^18 rounds with 256 MB of memory, as the command `age` does: seconds for each guess.
const WORK_FACTOR = 18;
const NOBODY = "no identity matched any of the file's recipients";

const deeds = {
  async wrap(text, passphrase) {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(WORK_FACTOR);
    return armor.encode(await encrypter.encrypt(text));
  },
  unlock(text, passphrase) {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return decrypter.decrypt(armor.decode(text), "text");
  },
};

onmessage = async ({ data: { deed, text, passphrase } }) => {
  try {
    postMessage({ text: await deeds[deed](text, passphrase) });
  } catch (error) {
    postMessage({ isWrong: error.message === NOBODY });
  }
};
