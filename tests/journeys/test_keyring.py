"""The keyring of the moderators' browser, against age as the server has it."""

import base64
import unicodedata

import pyrage

from articles.demo.keys import KEYS, PASSPHRASE

# Letters typed in parts, as some keyboards do.
COMPOSED = "시험 passphrase"
TYPED = unicodedata.normalize("NFD", COMPOSED)
RUN = """async ({typed, mine, demo, passphrase}) => {
    const keyring = await import("/static/js/moderation/keyring.js");
    const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    const text = bytes => btoa(String.fromCharCode(...bytes));
    const failed = async deed => { try { await deed(); return null } catch (error) {
        return [error.constructor.name, error.message] } };
    const key = await keyring.makeKey();
    const wrapped = await keyring.wrap(key.identity, typed);
    return {
        recipient: key.recipient,
        wrapped,
        demo: await keyring.recipientOf(await keyring.unlock(demo, passphrase)),
        wrong: await failed(() => keyring.unlock(demo, "not this one")),
        broken: await failed(() => keyring.unlock("-----BEGIN AGE ENCRYPTED FILE-----", "x")),
        sealed: text(await keyring.sealTo([key.recipient, mine.recipient], new Uint8Array([1, 2]))),
        opened: text(await keyring.open(mine.identity, bytes(mine.sealed))),
        not_mine: await failed(() => keyring.open(key.identity, bytes(mine.sealed))),
        cut: await failed(() => keyring.open(mine.identity, bytes(mine.sealed).slice(0, -1))),
        pasted: await failed(() => keyring.identityIn("AGE-SECRET-KEY-1")),
    };
}"""


def test_keys_made_in_the_browser_are_those_of_age(open_page):
    mine = pyrage.x25519.Identity.generate()
    sealed = pyrage.encrypt("북송".encode(), [mine.to_public()])
    found = open_page("/en/").evaluate(
        RUN,
        {
            "typed": TYPED,
            "mine": {
                "identity": str(mine),
                "recipient": str(mine.to_public()),
                "sealed": base64.b64encode(sealed).decode(),
            },
            "demo": KEYS[0]["wrapped"],
            "passphrase": f" {PASSPHRASE} ",
        },
    )
    text = pyrage.passphrase.decrypt(found["wrapped"].encode(), COMPOSED).decode().strip()
    key = pyrage.x25519.Identity.from_str(text)
    assert str(key.to_public()) == found["recipient"]
    for identity in (key, mine):
        assert pyrage.decrypt(base64.b64decode(found["sealed"]), [identity]) == b"\1\2"
    assert base64.b64decode(found["opened"]).decode() == "북송"
    assert found["demo"] == KEYS[0]["recipient"]
    assert found["wrong"] == ["WrongPassphrase", ""]
    assert found["not_mine"] == ["NotForThisKey", ""]
    for name in ("broken", "cut", "pasted"):
        assert found[name] == ["Unreadable", ""]
